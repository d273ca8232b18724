#pragma once

/// What the program knows of model files, for those who show it. Values and functions; the functions
/// take time and run on background threads.

#include <QString>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace ui {

struct LibraryEntry {
    std::string path;
    std::string title;
    std::string kind;    ///< "model", "lora", "embedding", ...
    std::string family;
    std::string licence; ///< empty = not stated
    std::string problem; ///< why it cannot be used; empty where all is well
    std::int64_t bytes = 0;
};

struct ModelLibrary {
    /// Everything in these folders and the usual ones.
    std::function<core::Result<std::vector<LibraryEntry>>(const std::vector<std::string>& folders,
                                                          const std::stop_token&)>
        find;
    /// Reads every tensor once. -> what is wrong, one line each; empty = it is whole
    std::function<core::Result<std::vector<std::string>>(const std::string& path,
                                                         const std::stop_token&)>
        verify;
    QString folder; ///< where downloads go; looked into by `find`
};

} // namespace ui
