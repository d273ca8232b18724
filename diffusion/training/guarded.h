#pragma once

/// The one place of this library where exceptions become errors. Internal.

#include <exception>
#include <string>

#include "core/base/result.h"
#include "diffusion/models/load_error.h"

namespace diffusion::training {

/// Runs `work` (which returns a Result or Status) and turns what torch and the loaders throw into
/// an error.
template <class Work> auto guarded(Work&& work) -> decltype(work())
{
    try {
        return work();
    } catch (const LoadError& error) {
        return core::fail(error.error());
    } catch (const std::exception& error) {
        return core::fail(core::ErrorCode::Internal, std::string("training: ") + error.what());
    }
}

} // namespace diffusion::training
