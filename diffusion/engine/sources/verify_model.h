#pragma once

/// Whether a model is whole: every tensor that its networks take is there, in the right shape, and all of
/// its numbers are finite. Any thread.

#include <stop_token>

#include "diffusion/engine/families/model_files.h"
#include "diffusion/model_catalogue.h"

namespace diffusion {

/// Throws LoadError where configurations cannot be used at all, Cancelled on a stop request.
/// moduleFolder: where stillwater_sentencepiece.so lies.
[[nodiscard]] VerifyReport verifyModel(const ModelFiles& files,
                                       const std::filesystem::path& moduleFolder,
                                       std::stop_token stop);

} // namespace diffusion
