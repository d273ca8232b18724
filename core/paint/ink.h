#pragma once

/// Paint on a layer. Coordinates are the layer's own pixels. Pure functions; any thread.

#include <array>
#include <functional>
#include <variant>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/document/layer.h"
#include "core/image/mask.h"
#include "core/image/tiled_image.h"

namespace core {

/// One colour, encoded like the document, straight alpha, [0, 1].
struct ColorInk {
    std::array<float, 4> rgba{0, 0, 0, 1};
};

/// Takes away: alpha falls, colours stay.
struct EraserInk {};

/// A picture: (h, w, 4) of the asked area, straight alpha.
struct PictureInk {
    std::function<PixelBuffer(const Rect& area)> read;
};

using Ink = std::variant<ColorInk, EraserInk, PictureInk>;

/// Where the ink shows, and how strongly.
struct InkCoverage {
    const Mask* stroke = nullptr;    ///< of the layer's size
    const Mask* selection = nullptr; ///< of the canvas; null = no limit
    Point layerOffset;               ///< of the layer on the canvas
    float opacity = 1.0F;            ///< (0, 1]
};

/// `pixels` in `area` (inside the image) becomes `before` with the ink over it. Both images agree
/// in size and format; where nothing is covered bytes are those of `before`.
void layInk(TiledImage& pixels, const TiledImage& before, const Rect& area, const Ink& ink,
            const InkCoverage& coverage);

/// The same on a layer's mask: an ink counts by how light it is, the eraser hides.
void layInkOnMask(Mask& mask, const Mask& before, const Rect& area, const Ink& ink,
                  const InkCoverage& coverage);

/// All of the layer (as large as the stroke), its pixels or its mask, with the ink over it. A layer
/// without a mask is painted on its pixels.
enum class InkTarget { Pixels, Mask };
[[nodiscard]] Layer withInk(const Layer& layer, InkTarget target, const Ink& ink,
                            const InkCoverage& coverage);

/// From one colour to another along a line, beyond its ends the end colours.
struct Gradient {
    enum class Shape { Linear, Radial };
    Shape shape = Shape::Linear;
    float fromX = 0;
    float fromY = 0;
    float toX = 0;
    float toY = 0;
    std::array<float, 4> first{0, 0, 0, 1};
    std::array<float, 4> last{1, 1, 1, 1};
};

/// Mixed with premultiplied alpha; dithered by less than half an 8-bit level, always the same way.
[[nodiscard]] PictureInk gradientInk(const Gradient& gradient);

} // namespace core
