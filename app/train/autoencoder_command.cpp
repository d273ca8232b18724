#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "app/train/data/crops.h"
#include "app/train/progress.h"
#include "app/train/scenes/render.h"
#include "diffusion/training/autoencoder_trainer.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using namespace diffusion::training;

constexpr int kCropSide = 64;

/// A window of a scene painted at the size of the model.
core::PixelBuffer paintedCrop(Random& random)
{
    constexpr int kSide = 128;
    const auto seed = static_cast<std::uint32_t>(random.bits() >> 32U);
    const core::PixelBuffer scene = scenes::render(scenes::randomScene(seed), kSide);
    const int left = random.integer(0, kSide - kCropSide + 1);
    const int top = random.integer(0, kSide - kCropSide + 1);
    return cropped(scene, {left, top, kCropSide, kCropSide});
}

core::Result<CropSet> drawCrops(const fs::path& file, std::int64_t count, double paintedShare,
                                std::uint64_t seed)
{
    const auto photos = readPhotoSet(file.string());
    if (!photos) {
        return core::fail(photos.error());
    }
    const CropSampler sampler(*photos);
    if (sampler.isEmpty()) {
        return core::fail(core::ErrorCode::NotFound, file.string() + ": holds no pictures");
    }
    CropSet crops;
    crops.side = kCropSide;
    Progress progress("crops", 10);
    for (std::int64_t i = 0; i < count; ++i) {
        Random random = Random::forItem(seed, static_cast<std::uint64_t>(i));
        const ByteImage crop =
            toBytes(random.chance(paintedShare) ? paintedCrop(random)
                                                : sampler.draw(kCropSide, random).pixels);
        crops.pixels.insert(crops.pixels.end(), crop.data.begin(), crop.data.end());
        progress.report(static_cast<double>(i + 1) / static_cast<double>(count));
    }
    return crops;
}

} // namespace

int runAutoencoder(CommandLine& line)
{
    const fs::path work = line.text("work", "training");
    const fs::path checkpoint =
        line.text("checkpoint", (work / "autoencoder.safetensors").string());
    const std::string heldFile = line.text("held-out", "photos.pack");
    const std::int64_t steps = line.integer("steps", 3000);
    const std::int64_t count = line.integer("crops", 8000);
    const double painted = line.number("painted", 0.25);
    const double minutes = line.number("minutes", 0);
    AutoencoderOptions options;
    options.batch = static_cast<int>(line.integer("batch", options.batch));
    options.seed = static_cast<std::uint64_t>(line.integer("seed", 1));
    options.learningRate = static_cast<float>(line.number("rate", options.learningRate));
    options.totalSteps = line.integer("total-steps", steps);
    options.threads = static_cast<int>(line.integer("threads", 0));
    options.device = line.text("device", options.device);
    options.precision = line.text("precision", options.precision);
    if (const std::string wrong = line.complaints(); !wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    catchStopSignals();
    const auto pca = BlockPca::load((work / "pca.json").string());
    if (!pca) {
        return complain(pca.error());
    }
    auto trainer = AutoencoderTrainer::create(options, *pca);
    if (!trainer) {
        return complain(trainer.error());
    }
    if (fs::exists(checkpoint)) {
        if (const core::Status loaded = (*trainer)->load(checkpoint.string()); !loaded) {
            return complain(loaded.error());
        }
    }
    const auto crops = drawCrops(work / "photos.pack", count, painted, options.seed);
    const auto held = drawCrops(work / heldFile, 200, 0.0, options.seed + 1000);
    if (!crops || !held) {
        return complain(!crops ? crops.error() : held.error());
    }
    std::ofstream log(checkpoint.string() + ".log", std::ios::app);
    Progress progress("autoencoder", 20);
    double loss = 0;
    double error = 0;
    const std::int64_t first = (*trainer)->stepsDone();
    bool over = first >= steps;
    while (!over) {
        const auto report = (*trainer)->step(*crops);
        if (!report) {
            return complain(report.error());
        }
        loss += report->loss / 50;
        error += report->holeError / 50;
        const std::int64_t done = (*trainer)->stepsDone();
        over =
            stopRequested() || done >= steps || (minutes > 0 && progress.seconds() >= 60 * minutes);
        if (done % 50 == 0) {
            char text[120];
            std::snprintf(text, sizeof text, "step %lld loss %.5f %.2f dB",
                          static_cast<long long>(done), loss, -10 * std::log10(error));
            log << text << std::endl;
            progress.report(static_cast<double>(done - first) / static_cast<double>(steps - first),
                            text);
            loss = error = 0;
        }
        if (over || done % 500 == 0) {
            if (const core::Status saved = (*trainer)->save(checkpoint.string()); !saved) {
                return complain(saved.error());
            }
        }
    }
    const auto measured = (*trainer)->evaluate(*held);
    if (!measured) {
        return complain(measured.error());
    }
    char text[120];
    std::snprintf(text, sizeof text,
                  "held out: decoder %.2f dB, principal components alone %.2f dB", measured->first,
                  measured->second);
    log << text << std::endl;
    std::fprintf(stderr, "%s\n", text);
    return stopRequested() ? kInterrupted : kDone;
}

} // namespace train
