#pragma once

/// Pictures of another size and other ways up. Pure functions; any thread. Colours are weighed by
/// their alpha, so that nothing shines through from where a picture is transparent. Samples are
/// filtered as they are encoded.

#include <cstdint>
#include <stop_token>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/image/tiled_image.h"

namespace core {

enum class ResampleFilter : std::uint8_t {
    Nearest, ///< for pixel art: makes no new colours
    Bilinear,
    Bicubic, ///< Keys, "Cubic Convolution Interpolation" (1981), a = -0.5 (Catmull-Rom)
    Lanczos  ///< three lobes; the sharpest
};

/// The whole picture at another size; when it gets smaller the filter widens as much, so that
/// nothing is skipped. Works in blocks: memory does not grow with the picture. The same size gives
/// the same tiles. After a stop request the rest stays empty.
[[nodiscard]] TiledImage resampled(const TiledImage& image, Size size,
                                   ResampleFilter filter = ResampleFilter::Lanczos,
                                   const std::stop_token& stop = {});

/// A picture that lies at `offset` on a canvas, when the canvas grows by these factors.
struct PlacedImage {
    TiledImage pixels;
    Point offset;
};
struct ResizeFactors {
    double across = 1;
    double down = 1;
};

/// As resampled(), with every pixel where the canvas puts it, also between whole pixels.
[[nodiscard]] PlacedImage resampledOnCanvas(const PlacedImage& image, const ResizeFactors& factors,
                                            ResampleFilter filter = ResampleFilter::Lanczos,
                                            const std::stop_token& stop = {});

/// Changes that move pixels without mixing them.
enum class Orientation : std::uint8_t {
    QuarterLeft,  ///< counter-clockwise
    QuarterRight, ///< clockwise
    HalfTurn,
    FlipHorizontal, ///< left and right change places
    FlipVertical
};

[[nodiscard]] bool swapsSides(Orientation orientation);
[[nodiscard]] TiledImage oriented(const TiledImage& image, Orientation orientation);
/// Where `area` of a picture of `size` comes to lie.
[[nodiscard]] Rect orientedRect(const Rect& area, Size size, Orientation orientation);

} // namespace core
