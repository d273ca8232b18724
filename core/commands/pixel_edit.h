#pragma once

/// The command that fits an edit of one layer's pixels or mask.

#include <memory>
#include <string>

#include "core/undo/command.h"

namespace core {

/// From one content of a layer (same id) to another: only the tiles of pixels or mask that differ
/// where they keep their size and place, else all of it. Null when nothing differs.
[[nodiscard]] std::unique_ptr<Command> pixelEdit(const Layer& before, const Layer& after,
                                                 std::string label);

} // namespace core
