#pragma once

/// Runs one request to its end on behalf of the main thread: the engine's callbacks are collected,
/// and progress is handed to the main thread, which alone prints and writes files.

#include <functional>

#include "core/base/result.h"
#include "diffusion/fill_service.h"

namespace app {

/// Blocks until the job is done; cancels it when isInterrupted(). `progress` is called on this
/// thread. Errors: those of the engine; Cancelled after an interruption.
[[nodiscard]] core::Result<diffusion::FillResult>
runRequest(diffusion::FillService& engine, diffusion::FillRequest request,
           const std::function<void(const diffusion::FillProgress&)>& progress);

} // namespace app
