#pragma once

/// What belongs to an object that is to be removed and lies outside its outline: the shadow it throws,
/// its reflection in water or a floor. Pure functions over snapshots; any thread.

#include <optional>
#include <stop_token>

#include "core/document/document.h"

namespace core {

struct Companion {
    enum class Kind { Shadow, Reflection };
    Kind kind = Kind::Shadow;
    Mask mask; ///< of the canvas's size; what is selected already is not in it
};

/// Looks below and beside the snapshot's selection. A shadow is a connected darker place that touches
/// the selection and has the ground's colour; a reflection is the selected picture upside down right
/// below it. Nothing where neither is clear: a wrong offer is worse than none.
[[nodiscard]] std::optional<Companion> findCompanion(const DocumentSnapshot& snapshot,
                                                     std::stop_token stop = {});

} // namespace core
