#pragma once

/// The sizes PixArt was trained at. Any thread.

#include <cstdint>
#include <vector>

#include "diffusion/engine/size_bins.h"

namespace diffusion {

/// For a network of so many latents a side (32, 64, 128 or 256: pictures of 256 to 2048 pixels);
/// none for other networks, whose makers name none.
[[nodiscard]] std::vector<SizeBin> pixArtSizes(std::int64_t sampleSize);

} // namespace diffusion
