#pragma once

/// Lists the models below folders: diffusers folders, weight files, repositories of the Hugging Face cache.
/// Any thread.

#include <filesystem>
#include <vector>

#include "diffusion/model_catalogue.h"

namespace diffusion {

/// What is at `path`, from headers alone; never throws for what is found there.
[[nodiscard]] CatalogueEntry catalogueEntry(const std::filesystem::path& path);

/// Each model once, in the order of `folders` and by name within. Below a program's folder (ComfyUI, the
/// web UI) only its `models`; folders that ComfyUI's extra_model_paths.yaml names count too. Looks at
/// most six levels deep and follows links to files only.
[[nodiscard]] std::vector<CatalogueEntry>
findModels(const std::vector<std::filesystem::path>& folders);

} // namespace diffusion
