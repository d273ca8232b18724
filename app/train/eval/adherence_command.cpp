#include "app/train/eval/adherence_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "app/common/modules.h"
#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "app/train/data/photo_set.h"
#include "app/train/data/stamp_table.h"
#include "app/train/eval/engine_wait.h"
#include "app/train/eval/scene_judge.h"
#include "app/train/progress.h"
#include "app/train/sample_sheet.h"

namespace train {

namespace {

namespace fs = std::filesystem;

struct AdherenceOptions {
    std::string model; ///< empty = the embedded one
    fs::path work;
    fs::path out;
    std::string stamps;
    int prompts = 40;
    int seeds = 4;
    int side = 128;
    int steps = 0;   ///< 0 = the model's
    int threads = 0; ///< 0 = all cores
    std::optional<float> guidance;
    bool fresh = false;
    JudgeOptions judge;
};

/// Every prompt with every seed, seeds of a prompt side by side.
struct Generated {
    std::vector<core::PixelBuffer> pictures;
    std::vector<AdherenceLabels> wanted;
};

core::Result<Generated> generate(const AdherenceOptions& options,
                                 const std::vector<AdherencePrompt>& prompts)
{
    auto service = app::openEngine(app::locations(), nullptr);
    if (!service) {
        return core::fail(service.error());
    }
    Generated out;
    Progress progress("pictures", 10.0);
    for (const AdherencePrompt& prompt : prompts) {
        for (int seed = 1; seed <= options.seeds; ++seed) {
            diffusion::FillRequest request;
            request.model = options.model;
            request.action = diffusion::Action::Create;
            request.image = core::PixelBuffer(options.side, options.side, 3, 0.5F);
            request.modelSize = {options.side, options.side};
            request.prompt = prompt.text;
            request.seed = static_cast<std::uint64_t>(seed);
            request.guidanceScale = options.guidance;
            request.threads = options.threads;
            request.previews = false;
            if (options.steps > 0) {
                request.steps = options.steps;
            }
            auto result = runRequest(**service, std::move(request));
            if (!result) {
                return core::fail(result.error());
            }
            if (stopRequested()) {
                return core::fail(core::ErrorCode::Cancelled, "stopped");
            }
            out.pictures.push_back(std::move(result->image));
            out.wanted.push_back(prompt.labels);
        }
        progress.report(static_cast<double>(out.pictures.size()) /
                        (static_cast<double>(prompts.size()) * options.seeds));
    }
    return out;
}

/// The first seed of each prompt, not the best.
core::Status writePrompts(const AdherenceOptions& options, const Generated& generated,
                          const std::vector<AdherencePrompt>& prompts)
{
    constexpr int kColumns = 8;
    std::vector<core::PixelBuffer> pictures;
    std::vector<std::string> captions;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        pictures.push_back(generated.pictures[i * static_cast<std::size_t>(options.seeds)]);
        captions.push_back(prompts[i].text);
    }
    return writeCaptionedSheet((options.out / "adherence.png").string(), pictures, captions,
                               kColumns);
}

int measure(const AdherenceOptions& options)
{
    const auto photos = readPhotoSet((options.work / "photos.pack").string());
    if (!photos) {
        return complain(photos.error());
    }
    const auto stamps = readStamps(options.stamps, *photos);
    if (!stamps) {
        return complain(stamps.error());
    }
    auto judge = SceneJudge::open((options.work / "judge.safetensors").string(), *stamps,
                                  options.judge, options.fresh);
    if (!judge) {
        return complain(judge.error());
    }
    const auto renders = judge->accuracyOnRenders();
    if (!renders) {
        return complain(renders.error());
    }
    std::vector<AdherencePrompt> prompts = adherencePrompts(judge->classes().back());
    prompts.resize(std::min(prompts.size(), static_cast<std::size_t>(options.prompts)));
    const auto generated = generate(options, prompts);
    if (!generated) {
        return complain(generated.error());
    }
    const auto named = judge->name(generated->pictures);
    if (!named) {
        return complain(named.error());
    }
    const auto scores = scoreHeads(generated->wanted, *named, judge->classCounts());
    std::printf("%zu prompts, %d seeds each, %d pixels\n%s", prompts.size(), options.seeds,
                options.side, adherenceTable(scores, *renders).c_str());
    std::error_code ignored;
    fs::create_directories(options.out, ignored);
    const core::Status numbers =
        writeAdherence((options.out / "adherence.json").string(), options.model, scores, *renders);
    const core::Status sheet = writePrompts(options, *generated, prompts);
    if (!numbers || !sheet) {
        return complain(!numbers ? numbers.error() : sheet.error());
    }
    return kDone;
}

} // namespace

int runAdherence(CommandLine& line)
{
    AdherenceOptions options;
    options.model = line.text("model", "");
    options.work = line.text("work", "training");
    options.out = line.text("out", (options.work / "adherence").string());
    options.stamps = line.text("stamps", app::locations().dataFolder + "/training/stamps.tsv");
    options.prompts = static_cast<int>(line.integer("prompts", options.prompts));
    options.seeds = static_cast<int>(line.integer("seeds", options.seeds));
    options.side = static_cast<int>(line.integer("side", options.side));
    options.steps = static_cast<int>(line.integer("steps", options.steps));
    options.threads = static_cast<int>(line.integer("threads", options.threads));
    options.judge.renders = static_cast<int>(line.integer("renders", options.judge.renders));
    options.judge.heldOut = static_cast<int>(line.integer("held-out", options.judge.heldOut));
    options.judge.steps = line.integer("judge-steps", options.judge.steps);
    options.fresh = line.flag("fresh");
    if (const double guidance = line.number("guidance", 0.0); guidance > 0.0) {
        options.guidance = static_cast<float>(guidance);
    }
    std::string wrong = line.complaints();
    if (options.side < 128 || options.side % 128 != 0) {
        wrong += "--side must be a multiple of 128\n";
    }
    if (std::min({options.prompts, options.seeds, options.judge.renders, options.judge.heldOut}) <
            1 ||
        options.judge.steps < 1) {
        wrong += "--prompts, --seeds, --renders, --held-out and --judge-steps must be at least 1\n";
    }
    if (!wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    catchStopSignals();
    return measure(options);
}

} // namespace train
