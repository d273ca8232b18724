#pragma once

/// A model as diffusers stores it: one folder for each component, model_index.json at the top.

#include <filesystem>
#include <memory>

#include "diffusion/engine/sources/model_source.h"

namespace diffusion {

/// Throws LoadError(Unsupported) where there is no model_index.json.
[[nodiscard]] std::shared_ptr<const ModelSource>
openDiffusersFolder(const std::filesystem::path& folder);

} // namespace diffusion
