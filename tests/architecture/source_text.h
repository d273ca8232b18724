#pragma once

/// Just enough reading of C++ for the rules: comments away, includes and string literals out.

#include <string>
#include <vector>

namespace architecture {

/// Comments become spaces; string literals and line breaks stay.
[[nodiscard]] std::string withoutComments(const std::string& source);

struct Include {
    std::string name;    ///< as written between the brackets
    bool quoted = false; ///< "name", not <name>
};

[[nodiscard]] std::vector<Include> includesOf(const std::string& source);
/// What stands between double quotes, include lines left out.
[[nodiscard]] std::vector<std::string> literalsOf(const std::string& source);

} // namespace architecture
