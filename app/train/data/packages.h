#pragma once

/// Gets Debian packages and unpacks them into a folder, without installing anything. Runs apt-get
/// and dpkg. Any thread.

#include <string>
#include <vector>

#include "core/base/result.h"

namespace train {

/// Downloads each package into the folder debs of `work` (unless it is there already) and unpacks it
/// into a folder of its name below root; Qt resource files inside are unpacked beside themselves,
/// into <archive without .rcc>/ with folders joined by "__" from the third last on.
/// Errors: NotFound (apt cannot get it), Unreadable, WriteFailed.
[[nodiscard]] core::Status fetchPackages(const std::string& work,
                                         const std::vector<std::string>& packages);

/// Every plain file of an unpacked package, sorted.
[[nodiscard]] std::vector<std::string> packageFiles(const std::string& work,
                                                    const std::string& package);

} // namespace train
