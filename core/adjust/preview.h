#pragma once

/// A small copy of a part of a document, to try adjustments on. Pure functions; any thread.

#include <stop_token>

#include "core/document/document.h"

namespace core {

/// `area` of the canvas with every layer, mask and the selection reduced `factor` times by
/// averaging (8 bits); all layers cover the new canvas. After a stop request the rest is empty.
[[nodiscard]] DocumentSnapshot reducedPart(const DocumentSnapshot& snapshot, const Rect& area,
                                           int factor, const std::stop_token& stop = {});

} // namespace core
