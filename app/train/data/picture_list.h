#pragma once

/// Which pictures are trained on. Two tables of tab-separated lines, '#' begins a comment:
///   pictures.tsv   package, file, kind (photo, tex), caption
///   reserved.tsv   package, file: kept for judging, never trained on
/// A file name is the end of a path inside the package: "Name/2560x1600.jpg" also matches
/// ".../Name/contents/images/2560x1600.jpg". Any thread.

#include <string>
#include <vector>

#include "core/base/result.h"

namespace train {

struct ListedPicture {
    std::string package;
    std::string file;
    std::string kind; ///< "photo" or "texture"
    std::string caption;
};

/// Errors: NotFound, Unreadable, and InvalidArgument when a listed picture is a reserved one.
[[nodiscard]] core::Result<std::vector<ListedPicture>> readPictureList(const std::string& pictures,
                                                                       const std::string& reserved);

/// The reserved pictures themselves, for judging.
[[nodiscard]] core::Result<std::vector<ListedPicture>>
readReservedList(const std::string& reserved);

/// Whether the path inside a package ends in the listed name.
[[nodiscard]] bool pathMatches(const std::string& path, const std::string& file);

} // namespace train
