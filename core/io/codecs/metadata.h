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

struct FileMetadata {
    ImageMetadata metadata;
    int orientation = 1; ///< what the file said, 1..8; the metadata itself says normal
};

/// What Exiv2 finds in the file or bytes. The orientation is set to normal and everything that
/// describes the file's layout (strips, previews, thumbnails) is left out. Damaged metadata is no
/// reason to refuse a picture: what cannot be read is missing from the result.
[[nodiscard]] FileMetadata readMetadata(const std::string& path);
[[nodiscard]] FileMetadata readMetadata(std::span<const std::uint8_t> bytes);

/// What to put beside the pixels of an export.
struct MetadataToWrite {
    const ImageMetadata* metadata = nullptr;
    Size size;                                   ///< of the exported picture
    std::span<const std::uint8_t> thumbnailJpeg; ///< may be empty
};

/// `encoded` with EXIF, XMP, IPTC and comment added (the profile is the encoders' to write).
/// Formats that cannot carry them come back as they were. Errors: Internal, when a writer refused
/// data the reader had accepted.
[[nodiscard]] Result<std::vector<std::uint8_t>> withMetadata(std::vector<std::uint8_t> encoded,
                                                             const MetadataToWrite& what);

} // namespace core
