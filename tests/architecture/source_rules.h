#pragma once

/// The rules of the tree that a machine can check: who may include whom, how long a file may be,
/// where the names of model families may stand, and that every folder explains itself.
/// Works on files given as text, so that its own test can plant violations.

#include <map>
#include <string>
#include <vector>

namespace architecture {

/// Text by path from the tree's root, with '/' ("core/image/mask.h").
using Tree = std::map<std::string, std::string>;

/// One line for people each: "path: what is wrong".
using Violations = std::vector<std::string>;

/// Reads the .h, .cpp and README.md files under the program's folders of `root`.
[[nodiscard]] Tree readTree(const std::string& root);

/// Direct includes against the table of arrows, and names that do not start at the root.
[[nodiscard]] Violations includeViolations(const Tree& tree);
/// Files of core, ui and app from which project headers lead to a header of libtorch.
[[nodiscard]] Violations torchLeaks(const Tree& tree);
/// Hub files over 400 lines, any file over 600.
[[nodiscard]] Violations sizeViolations(const Tree& tree);
/// Ids of diffusion/engine/families as literals anywhere else but in tests.
[[nodiscard]] Violations familyLeaks(const Tree& tree);
/// Folders with sources but without README.md.
[[nodiscard]] Violations missingReadmes(const Tree& tree);

} // namespace architecture
