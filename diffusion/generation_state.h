#pragma once

/// How far a generation is, so that it can go on later, also in another run of the program. Part of
/// fill_service.h. Immutable once handed out.

#include <cstdint>
#include <memory>
#include <vector>

namespace diffusion {

/// (channels, height, width), one row after the other.
struct LatentPicture {
    int channels = 0;
    int height = 0;
    int width = 0;
    std::vector<float> values;

    friend bool operator==(const LatentPicture&, const LatentPicture&) = default;
};

using LatentRef = std::shared_ptr<const LatentPicture>;

/// What the network said is all there is to remember: noise, schedulers and blending are computed
/// again from the seed, so that what is gone on with equals, bit for bit, what was never interrupted.
struct GenerationState {
    /// Of everything in the request that pixels depend on. Outputs of another request are not used.
    std::uint64_t key = 0;
    std::vector<LatentRef> outputs; ///< of the network with guidance applied, one a step
    LatentRef latents;              ///< the finished, clean latents; null before the end
};

using GenerationStateRef = std::shared_ptr<const GenerationState>;

} // namespace diffusion
