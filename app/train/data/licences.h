#pragma once

/// Who made the pictures and under which licence, from the machine-readable debian/copyright of the
/// packages they come from (Debian copyright format 1.0). Any thread.

#include <string>
#include <vector>

#include "app/train/data/photo_set.h"
#include "core/base/result.h"

namespace train {

/// One "Files:" paragraph, or the file's header (no patterns).
struct LicenceParagraph {
    std::vector<std::string> patterns;
    std::string copyright; ///< lines joined by "; "
    std::string licence;   ///< short name
    std::string comment;   ///< lines joined by blanks: often where the picture was found
};

[[nodiscard]] std::vector<LicenceParagraph> parseCopyright(const std::string& text);

/// The paragraph that covers a file best: one that names it, else the longest folder that holds
/// it, else "*". Extensions are ignored, for packages convert pictures. Null if there is none.
/// `path` uses '/' (the "__" of unpacked archives count as '/').
[[nodiscard]] const LicenceParagraph* findLicence(const std::vector<LicenceParagraph>& paragraphs,
                                                  const std::string& path);

/// A Markdown document that lists every picture of the set with author and licence. `work` holds
/// the unpacked packages. Errors: NotFound (a package without a copyright file).
[[nodiscard]] core::Result<std::string> describeSources(const std::string& work,
                                                        const std::vector<PackedPhoto>& photos);

} // namespace train
