#pragma once

/// Sheets of small pictures, so that people can see how a run is doing. Any thread
/// unless said otherwise.

#include <string>
#include <vector>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"

namespace train {

/// Pictures of one size (H, W, 3) in [0, 1] (clamped), `columns` to a row with a thin gap, as PNG.
/// Errors: WriteFailed, InvalidArgument (no picture, sizes differ).
[[nodiscard]] core::Status writeSheet(const std::string& path,
                                      const std::vector<core::PixelBuffer>& pictures, int columns);

/// The same with a caption of up to two lines below each picture. Opens Qt's GUI without a window
/// when the program has none: main thread only.
[[nodiscard]] core::Status writeCaptionedSheet(const std::string& path,
                                               const std::vector<core::PixelBuffer>& pictures,
                                               const std::vector<std::string>& captions,
                                               int columns);

} // namespace train
