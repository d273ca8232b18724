#pragma once

/// Smooth extension of a picture into its hole.

#include "core/exemplar/level.h"

namespace core::exemplar {

/// Fills the hole's texels by pulling averages down a pyramid and pushing them back up. A level
/// without any known pixel becomes mid grey.
void fillSmoothly(Level& level);

} // namespace core::exemplar
