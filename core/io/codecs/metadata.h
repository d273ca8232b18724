#pragma once

/// EXIF, XMP, IPTC, comment and colour profile in and out of encoded files, through Exiv2.
/// Any thread: the calls are serialised inside, since Exiv2's XMP part is not safe otherwise.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/io/image_codec.h"

namespace core {

/// What Exiv2 finds in the file or bytes. The orientation is set to normal and everything that
/// describes the file's layout (strips, previews, thumbnails) is left out. Damaged metadata is no
/// reason to refuse a picture: what cannot be read is missing from the result.
[[nodiscard]] ImageMetadata readMetadata(const std::string& path);
[[nodiscard]] ImageMetadata readMetadata(std::span<const std::uint8_t> bytes);

/// What to put beside the pixels of an export.
struct MetadataToWrite {
    const ImageMetadata* metadata = nullptr;
    Size size;                                   ///< of the exported picture
    bool profileOnly = false;                    ///< leave out all but the colour profile
    std::span<const std::uint8_t> thumbnailJpeg; ///< may be empty
};

/// `encoded` with the metadata added. Formats that cannot carry them come back as they were.
/// Errors: Internal, when a writer refused data the reader had accepted.
[[nodiscard]] Result<std::vector<std::uint8_t>> withMetadata(std::vector<std::uint8_t> encoded,
                                                             const MetadataToWrite& what);

} // namespace core
