#include <nlohmann/json.hpp>

#include "diffusion/training/denoiser_trainer.h"

namespace diffusion::training {

std::string DenoiserOptions::fingerprint() const
{
    const nlohmann::ordered_json json{
        {"unet", nlohmann::ordered_json::parse(unetConfig(shape))},
        {"text", nlohmann::ordered_json::parse(textEncoderConfig(shape))},
        {"scheduler", nlohmann::ordered_json::parse(schedulerConfig())},
        {"seed", seed},
        {"snr_limit", snrLimit},
        {"least_weight", leastWeight}};
    return json.dump();
}

} // namespace diffusion::training
