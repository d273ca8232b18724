#pragma once

/// How much memory a model's weights will take in faster layouts, beside the files themselves. Any
/// thread.

#include <cstdint>

#include "diffusion/engine/compute.h"
#include "diffusion/engine/families/model_files.h"

namespace diffusion {

/// Bytes once all of the model has run at its native size; from shapes alone. Layers share a limit
/// (pack_budget.h), so that this is no more than what the machine had to spare. A component whose
/// files are missing or damaged counts as nothing: loading complains about those.
[[nodiscard]] std::int64_t keptBytesOf(const ModelFiles& files, int nativeSide,
                                       const Compute& compute);

} // namespace diffusion
