#pragma once

/// What can be said of a model without reading its weights: its configurations and what the headers
/// of its weight files say. Families decide by this. Any thread.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "diffusion/engine/sources/model_source.h"

namespace diffusion {

/// In the words of the diffusers layout, whatever the model is stored as. Components that are absent
/// have null configurations.
struct ModelFiles {
    std::filesystem::path root; ///< folder or file, for titles and messages
    std::shared_ptr<const ModelSource> source; ///< further components: configurations, tensors
    nlohmann::json index;     ///< model_index.json
    nlohmann::json unet;      ///< unet/config.json
    nlohmann::json transformer; ///< transformer/config.json, in place of a U-Net
    nlohmann::json vae;       ///< vae/config.json
    nlohmann::json scheduler; ///< scheduler/scheduler_config.json
    std::int64_t convInChannels = 0; ///< of the weights' first layer, 0 where that is not known
    std::int64_t weightBytes = 0;

    /// Configuration of the U-Net or the transformer.
    [[nodiscard]] const nlohmann::json& denoiser() const
    {
        return transformer.is_object() ? transformer : unet;
    }
    [[nodiscard]] std::int64_t inChannels() const; ///< of that network
    [[nodiscard]] std::int64_t latentChannels() const;
    [[nodiscard]] int pixelsPerLatent() const; ///< of the autoencoder, from its number of levels
};

/// Reads what `path` has. Throws LoadError: NotFound (no such path), Unreadable (damaged files),
/// Unsupported (no whole model), BadWeights (configuration and weights disagree).
[[nodiscard]] ModelFiles readModelFiles(const std::string& path);

/// Newest change and total size of the files of a model, as text; to notice that they changed.
[[nodiscard]] std::string modelFingerprint(const std::string& path);

} // namespace diffusion
