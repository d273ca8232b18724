#pragma once

/// The noise schedule that is trained on, and that scheduler_config.json must state.
///
///   x_t = alpha_t x_0 + sigma_t eps,  v_t = alpha_t eps - sigma_t x_0
/// Ho et al. 2020 (arXiv:2006.11239, eq. 4), Salimans, Ho 2022 (arXiv:2202.00512, appendix D) for
/// v. The last timestep is pure noise (Lin et al. 2023, arXiv:2305.08891, algorithm 1): otherwise
/// a picture from text could be no darker and no brighter than the mean of all pictures.

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
        }
        const float first = alpha.front();
        const float last = alpha.back();
        for (float& a : alpha) {
            a = (a - last) * first / (first - last);
            sigma.push_back(std::sqrt(1.0F - a * a));
        }
    }

    /// Weight of the v loss: min(snr + 1, limit) / (snr + 1), and no less than `least`.
    /// After Hang et al. 2023 (arXiv:2303.09556); the 1 keeps pure noise in the training, `least`
    /// the lowest noise levels, where a removal is refined.
    [[nodiscard]] float minSnrWeight(int t, float limit, float least) const
    {
        const float snrPlusOne = 1.0F / (sigma[t] * sigma[t]);
        return std::max(std::min(snrPlusOne, limit) / snrPlusOne, least);
    }
};

} // namespace diffusion::training
