#pragma once

/// The noise schedule that is trained on, and that scheduler_config.json must state.
///
///   x_t = alpha_t x_0 + sigma_t eps,  v_t = alpha_t eps - sigma_t x_0
/// Ho et al. 2020 (arXiv:2006.11239, eq. 4), Salimans, Ho 2022 (arXiv:2202.00512, appendix D) for
/// v.

#include <algorithm>
#include <cmath>
#include <vector>

namespace diffusion::training {

inline constexpr int kTrainTimesteps = 1000;
inline constexpr double kBetaStart = 0.00085; // the schedule of Stable Diffusion 1.x
inline constexpr double kBetaEnd = 0.012;

/// The vae's scaling_factor: its encoder gives latents of standard deviation 1 / kLatentScale, so
/// that the decoder's squashing of its input to (-3, 3) leaves six deviations of room.
inline constexpr double kLatentScale = 2.0;

/// Signal and noise amplitudes of every timestep.
struct NoiseLevels {
    std::vector<float> alpha;
    std::vector<float> sigma;

    NoiseLevels()
    {
        double product = 1.0;
        const double low = std::sqrt(kBetaStart);
        const double high = std::sqrt(kBetaEnd);
        for (int t = 0; t < kTrainTimesteps; ++t) {
            const double root = low + (high - low) * t / (kTrainTimesteps - 1);
            product *= 1.0 - root * root;
            alpha.push_back(static_cast<float>(std::sqrt(product)));
            sigma.push_back(static_cast<float>(std::sqrt(1.0 - product)));
        }
    }

    /// Weight of the v loss: min(snr, limit) / (snr + 1).
    /// Hang et al. 2023 (arXiv:2303.09556), in terms of v.
    [[nodiscard]] float minSnrWeight(int t, float limit) const
    {
        const float snr = alpha[t] * alpha[t] / (sigma[t] * sigma[t]);
        return std::min(snr, limit) / (snr + 1.0F);
    }
};

} // namespace diffusion::training
