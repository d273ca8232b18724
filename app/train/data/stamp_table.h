#pragma once

/// Which cut-outs of the packed set stand in painted scenes, and what they are called. Any thread.

#include <string>
#include <vector>

#include "app/train/data/photo_set.h"
#include "app/train/scenes/stamps.h"
#include "core/base/result.h"

namespace train {

/// Reads the table (resources/training/stamps.tsv) and takes the pixels from `photos`. Rows whose
/// cut-out is not in the set are left out: a user's own photos have none.
/// Errors: NotFound (no table), Unreadable (a line that is none, a place that is not known).
[[nodiscard]] core::Result<scenes::StampBook> readStamps(const std::string& table,
                                                         const std::vector<PackedPhoto>& photos);

} // namespace train
