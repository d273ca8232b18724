#pragma once

/// An adjustment over a layer. Pure functions; any thread.

#include <stop_token>

#include "core/adjust/adjustment.h"
#include "core/image/mask.h"
#include "core/image/tiled_image.h"

namespace core {

struct AdjustScope {
    const Mask* selection = nullptr; ///< of the canvas; null = everywhere
    Point layerOffset;               ///< of the layer on the canvas
    float scale = 1.0F;              ///< of the pictures given, for lengths in pixels
};

/// The layer's pixels adjusted where the selection covers them; others keep their bytes. Works in
/// blocks on several threads. After a stop request the rest is left as it was.
[[nodiscard]] TiledImage adjusted(const TiledImage& pixels, const Adjustment& adjustment,
                                  const AdjustValues& values, const AdjustScope& scope,
                                  const std::stop_token& stop = {});

/// How many opaque pixels have each level (256) of brightness, red, green and blue; looks at about
/// a million pixels at most.
[[nodiscard]] std::array<std::vector<std::uint32_t>, 4> histogramOf(const TiledImage& pixels);

} // namespace core
