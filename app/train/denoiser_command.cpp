#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "app/train/progress.h"
#include "app/train/sample_sheet.h"
#include "diffusion/training/block_pca.h"
#include "diffusion/training/denoiser_trainer.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using namespace diffusion::training;

struct Run {
    fs::path work;
    fs::path checkpoint;
    std::string pairs;      ///< folders below `work`, parted by commas
    std::string removals;   ///< the same, of pairs trained as removals are made; may be empty
    std::int64_t steps = 0; ///< of this invocation
    std::int64_t until = 0; ///< of the whole run, which may have parts; 0 = no limit
    std::string startFrom;  ///< a model folder, for a run that has no checkpoint yet
    double minutes = 0;     ///< 0 = no limit
    double sheetMinutes = 10;
    double saveMinutes = 5;
    int maxShards = 1000;
    bool fresh = false;
};

std::vector<std::string> foldersBelow(const fs::path& work, const std::string& names)
{
    std::vector<std::string> folders;
    std::istringstream list(names);
    for (std::string name; std::getline(list, name, ',');) {
        folders.push_back((work / name).string());
    }
    return folders;
}

std::vector<float> latentOf(const PairSet& pairs, std::int64_t index, bool truth)
{
    const PairPlace& at = pairs.place(index);
    const PairShard& shard = pairs.shard(at.shard);
    const auto n = static_cast<std::size_t>(shard.latentValues());
    const std::vector<float>& from = truth ? shard.truth : shard.prefilled;
    const auto first = from.begin() + static_cast<std::ptrdiff_t>(n * at.index);
    return {first, first + static_cast<std::ptrdiff_t>(n)};
}

/// Between an error of latents and one of pixels: the deviation of each component, not its square,
/// so that fine components keep a voice.
std::vector<float> pixelWeights(const BlockPca& pca)
{
    return pca.deviation;
}

/// Per row: truth, pre-fill, then three strengths, all through the principal components.
core::Status drawSheet(DenoiserTrainer& trainer, const PairSet& pairs, const BlockPca& pca,
                       const std::string& path)
{
    const int side = pairs.side();
    std::vector<core::PixelBuffer> pictures;
    const std::int64_t stride = std::max<std::int64_t>(1, pairs.count() / 12);
    for (std::int64_t row = 0; row < 12 && row * stride < pairs.count(); ++row) {
        const std::int64_t index = row * stride;
        pictures.push_back(pca.decode(latentOf(pairs, index, true), side, side));
        pictures.push_back(pca.decode(latentOf(pairs, index, false), side, side));
        for (const float strength : {0.3F, 0.5F, 1.0F}) {
            const float guidance = strength == 1.0F ? 3.0F : 1.0F;
            const auto latent = trainer.sample(pairs, index, strength, 20, guidance, 5);
            if (!latent) {
                return core::fail(latent.error());
            }
            pictures.push_back(pca.decode(*latent, side, side));
        }
    }
    return writeSheet(path, pictures, 10);
}

/// Averages of the reports since the last line of the log.
struct Tally {
    double loss = 0;
    double hole = 0;
    double norm = 0;
    double seconds = 0;
    double texture = 0;
    double textureBefore = 0;
    int count = 0;
    void add(const StepReport& report)
    {
        loss += report.loss;
        hole += report.holeError;
        norm += report.gradientNorm;
        seconds += report.seconds;
        texture += report.texture;
        textureBefore += report.textureBefore;
        ++count;
    }
};

std::string logLine(const DenoiserTrainer& trainer, const Tally& tally, double rate, int batch)
{
    char text[160];
    std::snprintf(text, sizeof text, "%lld\t%lld\t%.0f\t%.5f\t%.5f\t%.3f\t%.2e\t%.1f",
                  static_cast<long long>(trainer.stepsDone()),
                  static_cast<long long>(trainer.samplesSeen()), trainer.secondsSpent(),
                  tally.loss / tally.count, tally.hole / tally.count, tally.norm / tally.count,
                  rate, batch * tally.count / tally.seconds);
    std::string out = text;
    if (tally.textureBefore > 0.0) {
        std::snprintf(text, sizeof text, "\t%.5f\t%.5f", tally.texture / tally.count,
                      tally.textureBefore / tally.count);
        out += text;
    }
    return out;
}

/// The sets of pairs a run uses; only `pairs` is always there.
struct Sets {
    const PairSet& pairs;
    const PairSet* removals;
    const PairSet* held;
    const PairSet* heldRemovals;
};

void logHeldOut(DenoiserTrainer& trainer, const Sets& sets, std::ofstream& log)
{
    constexpr int kBatches = 8;
    const auto report = trainer.evaluate(*sets.held, kBatches);
    if (report) {
        log << "# held out, average weights, step " << trainer.stepsDone() << ": loss "
            << report->loss << " hole " << report->holeError << std::endl;
    }
    if (sets.heldRemovals == nullptr) {
        return;
    }
    const auto removals = trainer.evaluateRemovals(*sets.heldRemovals, 3 * kBatches);
    if (removals) {
        log << "# held out removals, average weights, step " << trainer.stepsDone() << ": texture "
            << removals->texture << " of " << removals->textureBefore << std::endl;
    }
}

int trainLoop(DenoiserTrainer& trainer, const Run& run, const Sets& sets, const BlockPca& pca,
              int batch)
{
    const std::int64_t first = trainer.stepsDone();
    Progress progress("denoiser", 30.0);
    std::ofstream log(run.checkpoint.string() + ".log", std::ios::app);
    log << "# steps\tsamples\tseconds\tloss\thole\tgradient\trate\tsamples/s\n";
    double nextSheet = run.sheetMinutes * 60;
    double nextSave = run.saveMinutes * 60;
    Tally tally;
    const auto arrived = [&] { return run.until > 0 && trainer.stepsDone() >= run.until; };
    bool over = arrived();
    while (!over) {
        const auto report = trainer.step(sets.pairs, sets.removals);
        if (!report) {
            return complain(report.error());
        }
        tally.add(*report);
        const std::int64_t done = trainer.stepsDone() - first;
        const double seconds = progress.seconds();
        over = stopRequested() || done >= run.steps || arrived() ||
               (run.minutes > 0 && seconds >= run.minutes * 60);
        if (trainer.stepsDone() % 50 == 0) {
            const std::string line = logLine(trainer, tally, report->learningRate, batch);
            log << line << std::endl;
            progress.report(static_cast<double>(done) / static_cast<double>(run.steps), line);
            tally = {};
        }
        if (over || seconds >= nextSave) {
            nextSave = seconds + run.saveMinutes * 60;
            const core::Status saved = trainer.save(run.checkpoint.string());
            if (!saved) {
                return complain(saved.error());
            }
        }
        if (sets.held != nullptr && (over || seconds >= nextSheet)) {
            nextSheet = progress.seconds() + run.sheetMinutes * 60;
            logHeldOut(trainer, sets, log);
            const std::string path =
                run.checkpoint.string() + "-" + std::to_string(trainer.samplesSeen()) + ".png";
            const core::Status drawn = drawSheet(trainer, *sets.held, pca, path);
            if (!drawn) {
                return complain(drawn.error());
            }
        }
    }
    return stopRequested() ? kInterrupted : kDone;
}

} // namespace

int runDenoiser(CommandLine& line)
{
    Run run;
    run.work = line.text("work", "training");
    run.pairs = line.text("pairs", "pairs-128,scenes-128,soft-128");
    run.removals = line.text("removals", "");
    run.checkpoint = line.text("checkpoint", (run.work / "denoiser.safetensors").string());
    run.steps = line.integer("steps", 100000);
    run.until = line.integer("until-step", 0);
    run.startFrom = line.text("start-from", "");
    run.minutes = line.number("minutes", 0);
    run.sheetMinutes = line.number("sheet-minutes", 10);
    run.saveMinutes = line.number("save-minutes", 5);
    run.maxShards = static_cast<int>(line.integer("max-shards", 1000));
    run.fresh = line.flag("fresh");
    DenoiserOptions options;
    options.batch = static_cast<int>(line.integer("batch", options.batch));
    options.seed = static_cast<std::uint64_t>(line.integer("seed", 1));
    options.learningRate = static_cast<float>(line.number("rate", options.learningRate));
    options.finalRate = static_cast<float>(line.number("final-rate", options.finalRate));
    options.totalSteps = line.integer("total-steps", run.steps);
    options.threads = static_cast<int>(line.integer("threads", 0));
    options.device = line.text("device", options.device);
    options.precision = line.text("precision", options.precision);
    options.lowNoiseShare = static_cast<float>(line.number("low-noise", options.lowNoiseShare));
    options.lowNoiseLimit =
        static_cast<int>(line.integer("low-noise-limit", options.lowNoiseLimit));
    const bool pixelLoss = line.flag("pixel-loss");
    const std::string heldFolder = line.text("held-out", "held-128");
    const std::string heldRemovalFolder = line.text("held-removals", "");
    options.removalTimestep =
        static_cast<int>(line.integer("removal-timestep", options.removalTimestep));
    options.removalWeight =
        static_cast<float>(line.number("removal-weight", options.removalWeight));
    options.removalAnchor =
        static_cast<float>(line.number("removal-anchor", options.removalAnchor));
    const std::string wrong = line.complaints();
    if (!wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    catchStopSignals();
    const auto pairs = PairSet::load(foldersBelow(run.work, run.pairs), run.maxShards);
    const auto pca = BlockPca::load((run.work / "pca.json").string());
    auto captions = CaptionTable::load((run.work / "captions.tsv").string());
    if (!pairs || !pca || !captions) {
        return complain(!pairs ? pairs.error() : !pca ? pca.error() : captions.error());
    }
    if (pixelLoss) {
        options.channelWeights = pixelWeights(*pca);
    }
    const auto held = PairSet::load(foldersBelow(run.work, heldFolder), 1);
    const auto removals = PairSet::load(foldersBelow(run.work, run.removals), run.maxShards);
    if (!run.removals.empty() && !removals) {
        return complain(removals.error());
    }
    const auto heldRemovals = PairSet::load(foldersBelow(run.work, heldRemovalFolder), 1);
    auto trainer = DenoiserTrainer::create(options, std::move(*captions));
    if (!trainer) {
        return complain(trainer.error());
    }
    core::Status loaded;
    if (!run.fresh && fs::exists(run.checkpoint)) {
        loaded = (*trainer)->load(run.checkpoint.string());
    } else if (!run.startFrom.empty()) {
        loaded = (*trainer)->startFrom(run.startFrom);
    }
    if (!loaded) {
        return complain(loaded.error());
    }
    std::fprintf(stderr, "%lld parameters in %s, %lld pairs, step %lld\n",
                 static_cast<long long>((*trainer)->parameterCount()),
                 (*trainer)->computeName().c_str(), static_cast<long long>(pairs->count()),
                 static_cast<long long>((*trainer)->stepsDone()));
    const Sets sets{*pairs, run.removals.empty() ? nullptr : &*removals, held ? &*held : nullptr,
                    heldRemovals && !heldRemovalFolder.empty() ? &*heldRemovals : nullptr};
    return trainLoop(**trainer, run, sets, *pca, options.batch);
}

} // namespace train
