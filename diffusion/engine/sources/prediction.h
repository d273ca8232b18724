#pragma once

/// What the U-Net of a checkpoint predicts, noise or v: no shape tells. Asked in this order: what the
/// file or a file beside it says, then what models of that kind are known to do.

#include <filesystem>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// "epsilon" or "v_prediction", with where that was learnt, for people.
struct Prediction {
    std::string type = "epsilon";
    std::string reason;
    bool zeroTerminalSnr = false;
};

/// `unet`: the configuration found by shapes. `metadata`: of a safetensors file, may be empty.
[[nodiscard]] Prediction predictionOf(TensorSource& source, const nlohmann::json& unet,
                                      const std::map<std::string, std::string>& metadata,
                                      const std::filesystem::path& file);

} // namespace diffusion
