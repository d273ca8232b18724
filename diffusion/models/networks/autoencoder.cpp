#include "diffusion/models/autoencoder.h"

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {

at::Tensor Autoencoder::scaleLatents(const at::Tensor& latents) const
{
    return latents * scalingFactor();
}

at::Tensor Autoencoder::unscaleLatents(const at::Tensor& latents) const
{
    return latents / scalingFactor();
}

std::unique_ptr<Autoencoder> loadAutoencoder(const std::filesystem::path& folder,
                                             at::ScalarType dtype)
{
    const nlohmann::json json = readJsonFile(folder / "config.json");
    const ConfigReader config(json, "vae config.json");
    const std::string kind = config.text("_class_name", "AutoencoderKL");
    const Weights weights(openComponentWeights(folder), dtype);
    std::unique_ptr<Autoencoder> autoencoder;
    if (kind == "AutoencoderKL") {
        autoencoder = makeAutoencoderKL(AutoencoderKLConfig::parse(json), weights);
    } else if (kind == "AutoencoderTiny") {
        autoencoder = makeAutoencoderTiny(AutoencoderTinyConfig::parse(json), weights);
    } else {
        config.fail("_class_name",
                    "\"" + kind.substr(0, 100) + "\" is an autoencoder this program does not have");
    }
    weights.warnAboutUnused();
    return autoencoder;
}

} // namespace diffusion
