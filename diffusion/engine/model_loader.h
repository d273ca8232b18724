#pragma once

/// The PipelineLoader that reads real models.

#include <filesystem>
#include <memory>

#include "diffusion/engine/fill_pipeline.h"

namespace diffusion {

/// moduleFolder: where stillwater_sentencepiece.so lies.
[[nodiscard]] std::unique_ptr<PipelineLoader> makeModelLoader(std::filesystem::path moduleFolder);

} // namespace diffusion
