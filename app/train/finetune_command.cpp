#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <QStandardPaths>
#include <nlohmann/json.hpp>

#include "app/common/modules.h"
#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "app/train/data/pair_maker.h"
#include "app/train/data/photo_packer.h"
#include "app/train/data/scene_pairs.h"
#include "app/train/data/vocabulary.h"
#include "app/train/progress.h"
#include "diffusion/training/denoiser_trainer.h"
#include "diffusion/training/model_import.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using namespace diffusion::training;

struct FinetuneOptions {
    std::string photos;
    fs::path model; ///< to start from
    fs::path out;
    fs::path work; ///< everything between the steps
    std::string title;
    std::int64_t steps = 2000;
    int batch = 16;
    double rate = 1e-4;
    double minutes = 0; ///< of training; 0 = no limit
    int pairs = 2000;   ///< from the photographs; a quarter as many painted scenes beside them
    int side = 128;
    int threads = 0;
    std::string device = "auto";
    std::string precision = "auto";
    std::uint64_t seed = 1;
};

core::Status checkPlaces(const FinetuneOptions& options)
{
    if (!fs::is_directory(options.photos)) {
        return core::fail(ErrorCode::NotFound, options.photos + ": no such folder of photographs");
    }
    if (fs::exists(options.out)) {
        return core::fail(ErrorCode::InvalidArgument,
                          options.out.string() + ": exists already; choose another name");
    }
    if (!fs::exists(options.model / "model_index.json")) {
        return core::fail(ErrorCode::NotFound,
                          options.model.string() + ": no model folder (no model_index.json in it)");
    }
    if (QStandardPaths::findExecutable(QStringLiteral("spm_encode")).isEmpty()) {
        return core::fail(ErrorCode::NotFound,
                          "spm_encode: not found; install the package sentencepiece");
    }
    return {};
}

/// Which photographs a work folder belongs to: shards of others must not be mixed in.
std::string listOf(const std::vector<PackedPhoto>& photos)
{
    std::ostringstream out;
    for (const PackedPhoto& photo : photos) {
        out << photo.name << '\t' << photo.image.width << 'x' << photo.image.height << '\t'
            << photo.caption << '\n';
    }
    return out.str();
}

std::string textOf(const fs::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

core::Result<std::vector<PackedPhoto>> packPhotosOf(const FinetuneOptions& options)
{
    const auto codec = app::openCodec(app::locations(), nullptr);
    if (!codec) {
        return core::fail(codec.error());
    }
    PackReport packed = packFolder(options.photos, **codec, PackOptions(), {});
    for (const std::string& line : packed.skipped) {
        std::fprintf(stderr, "left out: %s\n", line.c_str());
    }
    if (packed.photos.empty()) {
        return core::fail(ErrorCode::NotFound,
                          options.photos + ": no picture that can be read and has at least " +
                              std::to_string(PackOptions().shortSide) + " pixels each way");
    }
    std::fprintf(stderr, "%zu photographs, %zu left out\n", packed.photos.size(),
                 packed.skipped.size());
    const fs::path list = options.work / "photos.txt";
    const std::string names = listOf(packed.photos);
    if (fs::exists(list) && textOf(list) != names) {
        return core::fail(ErrorCode::InvalidArgument,
                          options.work.string() + ": belongs to other photographs; remove it or "
                                                  "name another folder with --work");
    }
    std::ofstream(list) << names;
    if (core::Status written =
            writePhotoSet((options.work / "photos.pack").string(), packed.photos);
        !written) {
        return core::fail(written.error());
    }
    return std::move(packed.photos);
}

template <class Make>
core::Status makeShard(const fs::path& folder, const char* title, const Make& make)
{
    const fs::path file = folder / "pairs-0000.safetensors";
    if (fs::exists(file)) {
        return {};
    }
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    Progress progress(title, 10.0);
    const core::Result<PairShard> shard =
        make([&progress](double fraction) { progress.report(fraction); });
    if (!shard) {
        return core::fail(shard.error());
    }
    return writePairShard(file.string(), *shard);
}

/// Photographs teach what is new; some painted scenes keep the words alive, some removals that
/// what is removed leaves the right texture.
core::Status makeData(const FinetuneOptions& options)
{
    std::error_code error;
    fs::create_directories(options.work, error);
    const auto pca = readModelPca(options.model.string());
    if (!pca) {
        return core::fail(pca.error());
    }
    const auto photos = packPhotosOf(options);
    if (!photos) {
        return core::fail(photos.error());
    }
    fs::copy_file(options.model / "tokenizer" / "spiece.model", options.work / "spiece.model",
                  fs::copy_options::overwrite_existing, error);
    if (error) {
        return core::fail(ErrorCode::NotFound, "tokenizer/spiece.model: " + error.message());
    }
    if (core::Status saved = pca->save((options.work / "pca.json").string()); !saved) {
        return saved;
    }
    PairOptions pairs;
    pairs.side = options.side;
    pairs.count = options.pairs;
    pairs.seed = options.seed;
    if (core::Status made =
            makeShard(options.work / "photographs", "pairs",
                      [&](const auto& report) { return makePairs(*photos, *pca, pairs, report); });
        !made) {
        return made;
    }
    pairs.count = (options.pairs + 3) / 4;
    if (core::Status made = makeShard(
            options.work / "removals", "removals",
            [&](const auto& report) { return makeRemovalPairs(*photos, *pca, pairs, report); });
        !made) {
        return made;
    }
    if (core::Status made = makeShard(options.work / "scenes", "scenes",
                                      [&](const auto& report) {
                                          return makeScenePairs(*pca, pairs, SceneShares(),
                                                                SceneMaterial(), report);
                                      });
        !made) {
        return made;
    }
    return encodeCaptions(options.work.string());
}

int trainOn(const FinetuneOptions& options)
{
    const auto text = [](auto value) { return std::to_string(value); };
    std::ostringstream rates; // to_string() would round them
    rates << options.rate << ' ' << options.rate / 10;
    std::string rate;
    std::string finalRate;
    std::istringstream(rates.str()) >> rate >> finalRate;
    CommandLine line({"--work",
                      options.work.string(),
                      "--pairs",
                      "photographs,scenes",
                      "--removals",
                      "removals",
                      "--checkpoint",
                      (options.work / "denoiser.safetensors").string(),
                      "--start-from",
                      options.model.string(),
                      "--held-out",
                      "none",
                      "--pixel-loss",
                      "--batch",
                      text(options.batch),
                      "--rate",
                      rate,
                      "--final-rate",
                      finalRate,
                      "--steps",
                      text(options.steps),
                      "--total-steps",
                      text(options.steps),
                      "--until-step",
                      text(options.steps),
                      "--minutes",
                      text(options.minutes),
                      "--threads",
                      text(options.threads),
                      "--device",
                      options.device,
                      "--precision",
                      options.precision,
                      "--seed",
                      text(options.seed)});
    return runDenoiser(line);
}

core::Status writeIndex(const FinetuneOptions& options, const fs::path& folder)
{
    std::ifstream file(options.model / "model_index.json");
    auto index = nlohmann::ordered_json::parse(file, nullptr, false);
    if (!index.is_object() || !index["stillwater"].is_object()) {
        return core::fail(ErrorCode::Unreadable, "model_index.json: not one of Stillwater's");
    }
    auto& own = index["stillwater"];
    own["title"] =
        options.title.empty() ? own.value("title", std::string()) + ", fine-tuned" : options.title;
    std::ofstream out(folder / "model_index.json");
    out << index.dump(2) << '\n';
    out.close();
    if (!out) {
        return core::fail(ErrorCode::WriteFailed, folder.string() + ": cannot be written");
    }
    return {};
}

/// The model's autoencoder, tokenizer, scheduler and layout with the new weights: made beside OUT,
/// renamed when it is complete.
core::Status exportModel(const FinetuneOptions& options)
{
    DenoiserOptions shape;
    shape.seed = options.seed;
    auto trainer = DenoiserTrainer::create(shape, CaptionTable());
    if (!trainer) {
        return core::fail(trainer.error());
    }
    core::Status done = (*trainer)->load((options.work / "denoiser.safetensors").string());
    if (!done) {
        return done;
    }
    const fs::path part = fs::path(options.out).concat(".part");
    std::error_code error;
    fs::remove_all(part, error);
    fs::create_directories(part, error);
    for (const char* component : {"vae", "tokenizer", "scheduler", "layout"}) {
        if (!fs::exists(options.model / component)) {
            continue; // only some models have networks of their own for the layout
        }
        fs::copy(options.model / component, part / component, fs::copy_options::recursive, error);
        if (error) {
            return core::fail(ErrorCode::WriteFailed,
                              (part / component).string() + ": " + error.message());
        }
    }
    done = (*trainer)->exportTo(part.string());
    if (done) {
        done = writeIndex(options, part);
    }
    if (!done) {
        return done;
    }
    fs::rename(part, options.out, error);
    if (error) {
        return core::fail(ErrorCode::WriteFailed, options.out.string() + ": " + error.message());
    }
    std::printf("%s: %lld steps on %s\n", options.out.c_str(),
                static_cast<long long>((*trainer)->stepsDone()), options.photos.c_str());
    return {};
}

int finetune(const FinetuneOptions& options)
{
    if (const core::Status fine = checkPlaces(options); !fine) {
        return complain(fine.error());
    }
    if (const core::Status made = makeData(options); !made) {
        return complain(made.error());
    }
    if (const int code = trainOn(options); code != kDone) {
        if (code == kInterrupted) {
            std::fputs("stopped; the same command goes on from here\n", stderr);
        }
        return code;
    }
    const core::Status exported = exportModel(options);
    return exported ? kDone : complain(exported.error());
}

} // namespace

int runFinetune(CommandLine& line)
{
    FinetuneOptions options;
    options.photos = line.text("photos", "");
    options.out = line.text("out", "");
    options.model = line.text("model", app::locations().embeddedModel());
    options.work = line.text("work", options.out.string() + ".training");
    options.title = line.text("title", "");
    options.steps = line.integer("steps", options.steps);
    options.batch = static_cast<int>(line.integer("batch", options.batch));
    options.rate = line.number("rate", options.rate);
    options.minutes = line.number("minutes", options.minutes);
    options.pairs = static_cast<int>(line.integer("pairs", options.pairs));
    options.side = static_cast<int>(line.integer("side", options.side));
    options.threads = static_cast<int>(line.integer("threads", options.threads));
    options.device = line.text("device", options.device);
    options.precision = line.text("precision", options.precision);
    options.seed = static_cast<std::uint64_t>(line.integer("seed", 1));
    std::string wrong = line.complaints();
    if (options.photos.empty() || options.out.empty()) {
        wrong += "--photos FOLDER and --out MODEL are needed\n";
    }
    if (options.steps < 1 || options.batch < 2 || options.batch % 2 != 0 || options.pairs < 1) {
        wrong += "--steps and --pairs must be at least 1, --batch even\n";
    }
    if (!wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    catchStopSignals();
    return finetune(options);
}

} // namespace train
