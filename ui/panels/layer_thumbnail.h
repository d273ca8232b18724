#pragma once

/// A small picture of a layer for its row. Any thread.

#include <QImage>

#include "core/document/layer.h"

namespace ui {

/// What the layer covers of a canvas of this size (a small patch is shown enlarged to its own
/// bounds), fitted into a square of `side` pixels, premultiplied. Touches some thousands of pixels
/// however large the layer is.
[[nodiscard]] QImage layerThumbnail(const core::Layer& layer, core::Size canvas, int side);

/// The layer's mask in the same frame, grey. The layer must have one.
[[nodiscard]] QImage maskThumbnail(const core::Layer& layer, core::Size canvas, int side);

} // namespace ui
