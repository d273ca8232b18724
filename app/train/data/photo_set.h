#pragma once

/// The packed set: every picture that is trained on, decoded and reduced once, in one file.
///
/// Format: the 8 bytes "SWPHOTO1", the length of the header as a little-endian u64, the header (a
/// JSON array of {name, package, kind, caption, width, height, channels, offset}), then the pixels,
/// 8 bits a sample, interleaved, at `offset` bytes after the header. Any thread.

#include <string>
#include <vector>

#include "app/train/data/byte_image.h"
#include "core/base/result.h"

namespace train {

/// "photo" (3 channels), "texture" (3) or "cutout" (4, the last is coverage).
struct PackedPhoto {
    std::string name;    ///< file name inside the package, as the picture list has it
    std::string package; ///< Debian package
    std::string kind;
    std::string caption; ///< plain words, may be empty
    ByteImage image;
};

/// Errors: WriteFailed.
[[nodiscard]] core::Status writePhotoSet(const std::string& path,
                                         const std::vector<PackedPhoto>& photos);

/// Errors: NotFound, Unreadable (not such a file, or cut short).
[[nodiscard]] core::Result<std::vector<PackedPhoto>> readPhotoSet(const std::string& path);

} // namespace train
