#pragma once

/// Between the library's buffers and Qt's pictures; the only place that knows both. Any thread.

#include <QImage>

#include "core/base/pixel_buffer.h"

namespace ui {

/// (h, w, 1) in [0, 1] -> 8-bit grey.
[[nodiscard]] QImage coverageImage(const core::PixelBuffer& coverage);

/// (h, w, 3), sRGB-encoded in [0, 1], cut to its first `visible` pixels -> premultiplied ARGB with
/// the alpha of `coverage`, which is stretched over it.
[[nodiscard]] QImage previewImage(const core::PixelBuffer& pixels, core::Size visible,
                                  const QImage& coverage);

} // namespace ui
