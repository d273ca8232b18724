#pragma once

/// A generated layer made again in its place: the same pixels are asked for as the first time, and
/// exactly those may change. Pure functions; any thread.

#include "core/base/result.h"
#include "core/document/document.h"
#include "core/fill/fill_job.h"

namespace core {

/// The generation that would make `layer` anew over what lies below it. Its own coverage is what
/// may show. Errors: InvalidArgument where the layer is not there or covers nothing of the canvas.
[[nodiscard]] Result<PreparedFill> prepareRefill(const DocumentSnapshot& snapshot, LayerId layer,
                                                 const FillConstraints& constraints);

/// `made` in the place of `old`: same id, visibility, opacity, blend mode and lock.
[[nodiscard]] Layer inPlaceOf(const Layer& old, Layer made);

} // namespace core
