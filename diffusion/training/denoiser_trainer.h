#pragma once

/// Trains the U-Net and the text encoder together on pairs of latents. Used by one thread.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "diffusion/training/model_shape.h"
#include "diffusion/training/pair_set.h"

namespace diffusion::training {

struct DenoiserOptions {
    ModelShape shape;
    int batch = 32; ///< even
    std::uint64_t seed = 1;
    float learningRate = 8e-4F;
    float finalRate = 5e-5F;
    std::int64_t warmup = 200;        ///< steps
    std::int64_t totalSteps = 100000; ///< where the learning rate arrives at finalRate
    float averageDecay = 0.999F;
    float snrLimit = 5.0F;     ///< min-SNR weighting
    float leastWeight = 0.25F; ///< of any noise level
    float keptWeight = 0.1F;   ///< loss weight outside the hole; 1 inside
    float captionDropout = 0.12F;
    float lowNoiseShare = 0.7F; ///< samples drawn below lowNoiseLimit only; the rest from all
    int lowNoiseLimit = 600;    ///< timestep
    /// Weight of each latent channel's error; empty = all 1. Squared deviations of the components
    /// make the loss one of pixels.
    std::vector<float> channelWeights;
    int removalTimestep = 9;        ///< where removals (see step()) begin, and are trained
    float removalWeight = 3.0F;     ///< of their loss beside the others'
    float removalAnchor = 0.1F;     ///< of their mean error beside their texture's
    int threads = 0;                ///< 1 = everything on the calling thread; else two workers
    std::string device = "auto";    ///< auto (CUDA where there is one), cpu, cuda
    std::string precision = "auto"; ///< auto (bfloat16 where it pays), float32, bfloat16

    /// What fixes the meaning of a checkpoint. Rates, batch size, the schedule, the device and
    /// the precision may be changed between two parts of a run; shapes, seed and losses may not.
    [[nodiscard]] std::string fingerprint() const;
};

struct StepReport {
    double loss = 0;          ///< weighted, what is minimised
    double holeError = 0;     ///< mean squared error of v inside the holes, unweighted
    double texture = 0;       ///< mean textureLoss() of the removals in the batch
    double textureBefore = 0; ///< that of their pre-filled latents
    double gradientNorm = 0;  ///< before clipping
    double learningRate = 0;
    double seconds = 0;
};

class DenoiserTrainer {
public:
    /// Errors: BadWeights, InvalidArgument (pairs of another latent than the shape says).
    [[nodiscard]] static core::Result<std::unique_ptr<DenoiserTrainer>>
    create(DenoiserOptions options, CaptionTable captions);
    ~DenoiserTrainer();

    /// One update on the next batch of `pairs`, which depends on the step's number and the seed.
    /// With `removals`, half of the batch comes from there and is trained as a removal is made: a
    /// little noise on the *pre-filled* latent, and what comes out is to have the texture of the
    /// truth (textureLoss). Errors: InvalidArgument, Internal (the network failed).
    [[nodiscard]] core::Result<StepReport> step(const PairSet& pairs,
                                                const PairSet* removals = nullptr);

    /// Mean of the loss of held-out pairs over fixed noise and timesteps, with averaged weights.
    [[nodiscard]] core::Result<StepReport> evaluate(const PairSet& pairs, int batches);

    /// The same of removals: texture and textureBefore.
    [[nodiscard]] core::Result<StepReport> evaluateRemovals(const PairSet& pairs, int batches);

    /// Refines pair `index` from its pre-filled latent: noise up to `strength` in (0, 1], then
    /// `steps` DDIM steps with the averaged weights -> (C, S, S). Deterministic in `seed`.
    [[nodiscard]] core::Result<std::vector<float>> sample(const PairSet& pairs, std::int64_t index,
                                                          float strength, int steps, float guidance,
                                                          std::uint64_t seed);

    [[nodiscard]] std::int64_t stepsDone() const;
    [[nodiscard]] std::int64_t samplesSeen() const;
    [[nodiscard]] double secondsSpent() const;
    [[nodiscard]] std::int64_t parameterCount() const;
    /// "bfloat16 on cuda": where the networks run, as it was chosen.
    [[nodiscard]] std::string computeName() const;

    [[nodiscard]] core::Status save(const std::string& path);
    [[nodiscard]] core::Status load(const std::string& path);

    /// Takes the weights of a model folder that exportTo() made, for a new run: step 0.
    /// Errors: NotFound, Unreadable, BadWeights (other shapes, another noise schedule).
    [[nodiscard]] core::Status startFrom(const std::string& folder);

    /// Writes unet/ and text_encoder/ (config.json, float16 weights) of the averaged parameters.
    [[nodiscard]] core::Status exportTo(const std::string& folder);

private:
    struct Impl;
    explicit DenoiserTrainer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace diffusion::training
