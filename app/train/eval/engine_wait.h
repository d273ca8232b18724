#pragma once

/// One request to the engine, waited for. Any thread but the engine's.

#include "core/base/result.h"
#include "diffusion/fill_service.h"

namespace train {

/// Errors: submit()'s and the job's.
[[nodiscard]] core::Result<diffusion::FillResult> runRequest(diffusion::FillService& service,
                                                             diffusion::FillRequest request);

} // namespace train
