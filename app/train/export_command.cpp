#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/common/modules.h"
#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "diffusion/training/autoencoder_trainer.h"
#include "diffusion/training/denoiser_trainer.h"
#include "diffusion/training/model_export.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using namespace diffusion::training;

constexpr const char* kLimits =
    "Trained for hours, not weeks, on a few hundred pictures: it refines what the surroundings "
    "offer, and knows little of what words mean.";

std::uintmax_t bytesBelow(const fs::path& folder)
{
    std::uintmax_t sum = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        sum += entry.is_regular_file() ? entry.file_size() : 0;
    }
    return sum;
}

/// Lines of a word, a tab and what is said instead; those with # are notes.
core::Status readSynonyms(const fs::path& file, ModelCard& card)
{
    std::ifstream in(file);
    if (!in) {
        return core::fail(core::ErrorCode::NotFound, file.string() + ": cannot be read");
    }
    for (std::string line; std::getline(in, line);) {
        const auto tab = line.find('\t');
        if (tab != std::string::npos && line.front() != '#') {
            card.synonyms[line.substr(0, tab)] = line.substr(tab + 1);
        }
    }
    return {};
}

ModelCard readCard(CommandLine& line)
{
    ModelCard card;
    card.title = line.text("title", "Stillwater 1");
    card.licence = line.text("licence", "GPL-3.0-or-later");
    card.limits = line.text("limits", kLimits);
    card.remove = {"ddim", static_cast<int>(line.integer("remove-steps", 12)), 1.0,
                   line.number("remove-strength", 0.3)};
    const double guidance = line.number("guidance", 5.0);
    const int steps = static_cast<int>(line.integer("steps", 14));
    card.fill = {"ddim", steps, line.number("fill-guidance", guidance),
                 line.number("fill-strength", 1.0)};
    card.addsToPhoto = line.flag("adds-to-photo");
    card.coarseSide = static_cast<int>(line.integer("coarse-side", card.coarseSide));
    card.refineStrength = line.number("refine-strength", card.refineStrength);
    card.refineSteps = static_cast<int>(line.integer("refine-steps", card.refineSteps));
    card.refineGuidance = line.number("refine-guidance", card.refineGuidance);
    card.edit = {"ddim", steps, guidance, 0.6};
    card.create = {"ddim", steps, guidance, 1.0};
    return card;
}

} // namespace

int runExport(CommandLine& line)
{
    const fs::path work = line.text("work", "training");
    const fs::path denoiser = line.text("denoiser", (work / "denoiser.safetensors").string());
    const fs::path decoder = line.text("autoencoder", (work / "autoencoder.safetensors").string());
    const std::string layout = line.text("layout-denoiser", "");
    const std::string folder = line.text("out", "model");
    ModelCard card = readCard(line);
    const std::string synonyms =
        line.text("synonyms", app::locations().dataFolder + "/training/synonyms.tsv");
    DenoiserOptions denoiserOptions;
    AutoencoderOptions decoderOptions;
    denoiserOptions.seed = decoderOptions.seed =
        static_cast<std::uint64_t>(line.integer("seed", 1));
    if (const std::string wrong = line.complaints(); !wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    if (const core::Status read = readSynonyms(synonyms, card); !read) {
        return complain(read.error());
    }
    const auto pca = BlockPca::load((work / "pca.json").string());
    if (!pca) {
        return complain(pca.error());
    }
    auto autoencoder = AutoencoderTrainer::create(decoderOptions, *pca);
    auto trainer = DenoiserTrainer::create(denoiserOptions, CaptionTable());
    auto layoutTrainer = DenoiserTrainer::create(denoiserOptions, CaptionTable());
    if (!autoencoder || !trainer || !layoutTrainer) {
        return complain(!autoencoder ? autoencoder.error()
                        : !trainer   ? trainer.error()
                                     : layoutTrainer.error());
    }
    const int textLength = denoiserOptions.shape.textLength;
    const std::function<core::Status()> steps[] = {
        [&] { return (*autoencoder)->load(decoder.string()); },
        [&] { return (*trainer)->load(denoiser.string()); },
        [&] { return (*autoencoder)->exportTo(folder); },
        [&] { return (*trainer)->exportTo(folder); },
        [&] { return layout.empty() ? core::Status() : (*layoutTrainer)->load(layout); },
        [&] {
            return layout.empty() ? core::Status() : (*layoutTrainer)->exportTo(folder + "/layout");
        },
        [&] { return exportFrame(folder, card, (work / "spiece.model").string(), textLength); }};
    for (const auto& step : steps) {
        if (const core::Status status = step(); !status) {
            return complain(status.error());
        }
    }
    std::printf("%s: %.2f MiB, denoiser at step %lld (%lld samples), decoder at step %lld\n",
                folder.c_str(), static_cast<double>(bytesBelow(folder)) / (1 << 20),
                static_cast<long long>((*trainer)->stepsDone()),
                static_cast<long long>((*trainer)->samplesSeen()),
                static_cast<long long>((*autoencoder)->stepsDone()));
    return kDone;
}

} // namespace train
