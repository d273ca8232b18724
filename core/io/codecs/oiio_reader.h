#pragma once

/// Decoding through OpenImageIO. Any thread.

#include "core/base/result.h"
#include "core/io/codecs/oiio_input.h"
#include "core/io/image_codec.h"

namespace core {

[[nodiscard]] Result<ImageProbe> probeImage(const ImageSource& source);
[[nodiscard]] Result<LoadedImage> readImage(const ImageSource& source, const ReadOptions& options);

} // namespace core
