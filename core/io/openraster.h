#pragma once

/// OpenRaster (.ora), the layered format Krita, GIMP and MyPaint share: a zip with PNG layers and
/// an XML stack (freedesktop.org, OpenRaster file layout and layer stack specification, 0.0.5).
///
/// What OpenRaster cannot hold lies in entries under stillwater/ that other programs ignore: layer
/// masks (for others they are applied to the layer's pixels), the selection, float pixels, how a
/// layer was generated, metadata of the original photo.

#include <cstdint>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/io/document_format.h"

namespace core {

[[nodiscard]] bool isOpenRaster(std::span<const std::uint8_t> head);

/// Errors: NotFound, Unreadable, OutOfMemory, Cancelled. Layers that cannot be read are left out
/// with a warning as long as one remains.
[[nodiscard]] Result<OpenedDocument>
readOpenRaster(const std::string& path, const ImageCodec& codec, const ReadOptions& options);

/// Errors: WriteFailed, OutOfMemory.
[[nodiscard]] Status writeOpenRaster(const std::string& path, const DocumentSnapshot& snapshot,
                                     const ImageCodec& codec);

/// Entries both directions name.
namespace openraster {
inline constexpr const char* kMimeType = "image/openraster";
inline constexpr const char* kStack = "stack.xml";
inline constexpr const char* kExtras = "stillwater/document.xml";
inline constexpr const char* kMerged = "mergedimage.png";
inline constexpr const char* kThumbnail = "Thumbnails/thumbnail.png";
} // namespace openraster

} // namespace core
