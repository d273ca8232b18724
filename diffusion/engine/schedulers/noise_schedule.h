#pragma once

/// What the schedulers share: the training noise schedule, the choice of times and noise levels to
/// visit, and the reading of the network's output.
///
///   betas[t]          variance added by training step t          (Ho et al. 2020, arXiv:2006.11239)
///   alphasCumprod[t]  product of (1 - beta) up to t, "alpha bar"; x_t = sqrt(ab) x0 + sqrt(1-ab) e
///   sigma(t)          sqrt((1 - ab) / ab), the same level with x0 unscaled
///                                                          (Karras et al. 2022, arXiv:2206.00364)

#include <string>
#include <vector>

#include "diffusion/engine/schedulers/config.h"
#include "diffusion/engine/schedulers/scheduler.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// What a configuration without these keys means; it differs between the methods.
struct BetaDefaults {
    double start = 0.0001;
    double end = 0.02;
    const char* schedule = "linear";
};
inline constexpr BetaDefaults kStableDiffusionBetas{0.00085, 0.012, "scaled_linear"};

/// What alphasCumprod ends with when the schedule is rescaled to zero terminal SNR: methods that
/// divide by it need something above zero.
enum class TerminalSnr { Zero, Tiny };

class NoiseSchedule {
public:
    /// beta_schedule linear | scaled_linear | squaredcos_cap_v2 | sigmoid, or trained_betas;
    /// rescale_betas_zero_snr per Lin et al. 2023, arXiv:2305.08891, algorithm 1.
    NoiseSchedule(const SchedulerConfig& config, const BetaDefaults& defaults,
                  TerminalSnr terminal = TerminalSnr::Zero);

    [[nodiscard]] int trainSteps() const { return static_cast<int>(m_alphasCumprod.size()); }
    [[nodiscard]] double alphaCumprod(int t) const;
    [[nodiscard]] NoiseLevel level(int t) const; ///< alpha^2 + sigma^2 = 1
    [[nodiscard]] double sigma(int t) const;

    [[nodiscard]] double sigmaAt(double t) const;        ///< linear between whole times
    [[nodiscard]] double timeOfSigma(double sigma) const; ///< linear in log sigma; in [0, T - 1]

private:
    std::vector<double> m_alphasCumprod; ///< float32 values, as networks were trained with
};

/// Which times to visit; see "Common Diffusion Noise Schedules ..." (arXiv:2305.08891), table 2.
enum class Spacing { Leading, Linspace, Trailing };
[[nodiscard]] Spacing spacingOf(const SchedulerConfig& config, const char* fallback);

enum class Times { Whole, Fractional }; ///< whether linspace may give fractions

/// `steps` falling times out of `trainSteps`, for the methods whose grid has as many points as steps.
[[nodiscard]] std::vector<double> spacedTimes(Spacing spacing, int trainSteps, int steps,
                                              int offset, Times times);

/// The same for multistep solvers, whose grid has one point more, the end, which is left out.
/// `last` <= trainSteps: times from there on are not visited.
[[nodiscard]] std::vector<double> spacedTimesWithEnd(Spacing spacing, int trainSteps, int last,
                                                     int steps, int offset);

/// Karras et al. 2022, eq. 5 with rho = 7: `count` levels falling from `highest` to `lowest`.
[[nodiscard]] std::vector<double> karrasSigmas(double highest, double lowest, int count);

/// alpha and sigma with alpha^2 + sigma^2 = 1 of a level given as sigma / alpha.
[[nodiscard]] NoiseLevel unitLevel(double sigma);

/// log(alpha / sigma); infinite where sigma is zero.
[[nodiscard]] double logSnr(const NoiseLevel& level);

/// The position whose time is `t`: the second where it occurs twice, the last where it does not.
[[nodiscard]] int positionOfTime(const std::vector<double>& times, double t);

enum class PredictionType { Epsilon, VPrediction, Sample };

/// Reads x0 and noise out of what the network predicts.
class OutputReader {
public:
    /// Whether clip_sample is obeyed, and what it means when absent.
    enum class Clip { Ignored, OffByDefault, OnByDefault };
    /// prediction_type, thresholding (Saharia et al. 2022, arXiv:2205.11487, section 2.3) and
    /// clip_sample.
    explicit OutputReader(const SchedulerConfig& config, Clip clip = Clip::Ignored);

    /// x0, thresholded or clipped as configured. `level` is that of `sample`; any scale.
    [[nodiscard]] at::Tensor original(const at::Tensor& output, const NoiseLevel& level,
                                      const at::Tensor& sample) const;
    /// x0 before thresholding and clipping.
    [[nodiscard]] at::Tensor rawOriginal(const at::Tensor& output, const NoiseLevel& level,
                                         const at::Tensor& sample) const;
    /// The noise in `sample`, as the output says it (not affected by clipping).
    [[nodiscard]] at::Tensor noise(const at::Tensor& output, const NoiseLevel& level,
                                   const at::Tensor& sample) const;

    [[nodiscard]] bool thresholds() const { return m_thresholding; }

private:
    [[nodiscard]] at::Tensor threshold(const at::Tensor& original) const;

    PredictionType m_type;
    bool m_thresholding;
    double m_thresholdQuantile;
    double m_thresholdMax;
    bool m_clip;
    double m_clipRange;
};

} // namespace diffusion
