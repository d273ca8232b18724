#pragma once

/// Encoding through OpenImageIO, always into memory: whether a file system takes the bytes is then
/// AtomicFile's business alone. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/flat_formats.h"
#include "core/io/image_codec.h"

namespace core {

/// `name` is for messages. Gray8 images give one channel; RGBA ones three if every pixel is opaque.
/// Errors: Unsupported (the format cannot hold the picture's size), OutOfMemory, Internal.
[[nodiscard]] Result<std::vector<std::uint8_t>>
encodeImage(const FlatFormat& format, const std::string& name, const TiledImage& pixels,
            const ImageMetadata& metadata, const ExportOptions& options);

} // namespace core
