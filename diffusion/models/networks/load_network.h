#pragma once

/// From a component's folder, as diffusers lays it out, to a network. Any thread.

#include <filesystem>
#include <memory>
#include <utility>

#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {

/// Network(Config, Weights) from config.json and the weight files beside it; says which tensors
/// were left over. Throws LoadError.
template <typename Network, typename Config> [[nodiscard]] std::unique_ptr<Network>
loadNetwork(const std::filesystem::path& folder, at::ScalarType dtype)
{
    Config config = Config::parse(readJsonFile(folder / "config.json"));
    const Weights weights(openComponentWeights(folder), dtype);
    auto network = std::make_unique<Network>(std::move(config), weights);
    weights.warnAboutUnused();
    return network;
}

} // namespace diffusion
