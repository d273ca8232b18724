#pragma once

/// The PipelineLoader that reads real models.

#include <filesystem>
#include <memory>

#include "diffusion/engine/compute.h"
#include "diffusion/engine/fill_pipeline.h"

namespace diffusion {

/// moduleFolder: where stillwater_sentencepiece.so lies. A choice that cannot be had is reported when
/// a model is loaded.
[[nodiscard]] std::unique_ptr<PipelineLoader> makeModelLoader(std::filesystem::path moduleFolder,
                                                              ComputeChoice compute = {});

} // namespace diffusion
