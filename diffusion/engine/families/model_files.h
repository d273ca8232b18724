#pragma once

/// A model's folder as found on disk: its configuration files and what the headers of its weight files
/// say. No weights are read. Any thread.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace diffusion {

/// The diffusers layout. Components that are absent have null configurations.
struct ModelFiles {
    std::filesystem::path root;
    nlohmann::json index;     ///< model_index.json
    nlohmann::json unet;      ///< unet/config.json
    nlohmann::json vae;       ///< vae/config.json
    nlohmann::json scheduler; ///< scheduler/scheduler_config.json
    std::int64_t convInChannels = 0; ///< second dimension of the weights' conv_in.weight
    std::int64_t weightBytes = 0;

    [[nodiscard]] std::int64_t inChannels() const;
    [[nodiscard]] std::int64_t latentChannels() const;
    [[nodiscard]] int pixelsPerLatent() const; ///< of the autoencoder, from its number of levels
};

/// A JSON object as Python writes it; null where there is no such file. Throws LoadError(Unreadable).
[[nodiscard]] nlohmann::json readConfigFile(const std::filesystem::path& file);

/// Reads what `path` has. Throws LoadError: NotFound (no such path), Unreadable (damaged files),
/// Unsupported (not a diffusers folder), BadWeights (configuration and weights disagree).
[[nodiscard]] ModelFiles readModelFiles(const std::string& path);

/// Newest change and total size of the files of a model, as text; to notice that they changed.
[[nodiscard]] std::string modelFingerprint(const std::string& path);

} // namespace diffusion
