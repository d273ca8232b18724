#pragma once

/// Where people keep models: our own folder, the Hugging Face cache, ComfyUI, AUTOMATIC1111's web UI.
/// Only looks, never downloads. Any thread.

#include <filesystem>
#include <string>
#include <vector>

namespace diffusion {

/// $HF_HUB_CACHE, else $HF_HOME/hub, else $XDG_CACHE_HOME or ~/.cache with /huggingface/hub.
[[nodiscard]] std::filesystem::path huggingFaceCache();

/// Those of the usual folders that exist: $XDG_DATA_HOME/stillwater/models, the Hugging Face cache,
/// ~/ComfyUI (or $COMFYUI_PATH) and ~/stable-diffusion-webui (or $SD_WEBUI_PATH).
[[nodiscard]] std::vector<std::filesystem::path> knownModelFolders();

/// The current snapshot of a cached repository (models--org--name): what refs/main names, else the
/// newest; `folder` itself where it is no such repository. Throws LoadError(NotFound) where the
/// repository has no snapshot.
[[nodiscard]] std::filesystem::path resolveSnapshot(const std::filesystem::path& folder);

} // namespace diffusion
