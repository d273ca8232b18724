#pragma once

/// Trains the decoder of the autoencoder against a fixed encoder (BlockPca). Used by one thread.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "diffusion/training/block_pca.h"
#include "diffusion/training/denoiser_trainer.h"
#include "diffusion/training/model_shape.h"

namespace diffusion::training {

/// N square crops of 8-bit RGB, side a multiple of 8: (N, side, side, 3).
struct CropSet {
    int side = 0;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] std::int64_t count() const
    {
        return side == 0 ? 0 : static_cast<std::int64_t>(pixels.size()) / (side * side * 3);
    }
};

struct AutoencoderOptions {
    ModelShape shape;
    int batch = 16; ///< even
    std::uint64_t seed = 1;
    float learningRate = 2e-3F;
    float finalRate = 1e-4F;
    std::int64_t warmup = 50;
    std::int64_t totalSteps = 3000;
    float averageDecay = 0.998F;
    float gradientWeight = 0.5F; ///< of the loss on differences between neighbours
    int threads = 0;             ///< 1 = everything on the calling thread; else two workers
    std::string device = "auto"; ///< as DenoiserOptions have them
    std::string precision = "auto";

    [[nodiscard]] std::string fingerprint(const BlockPca& pca) const;
};

class AutoencoderTrainer {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<AutoencoderTrainer>>
    create(AutoencoderOptions options, BlockPca pca);
    ~AutoencoderTrainer();

    /// One update; `holeError` of the report is the mean squared error of values in [0, 1].
    [[nodiscard]] core::Result<StepReport> step(const CropSet& crops);

    /// Peak signal-to-noise ratio, dB, of (the decoder with averaged weights, the principal
    /// components alone) over all crops, through the real encoder.
    [[nodiscard]] core::Result<std::pair<double, double>> evaluate(const CropSet& crops);

    [[nodiscard]] std::int64_t stepsDone() const;
    [[nodiscard]] core::Status save(const std::string& path);
    [[nodiscard]] core::Status load(const std::string& path);

    /// Writes vae/ (config.json, float16 weights): fixed encoder, averaged decoder.
    [[nodiscard]] core::Status exportTo(const std::string& folder);

private:
    struct Impl;
    explicit AutoencoderTrainer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace diffusion::training
