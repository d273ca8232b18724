#include "diffusion/models/text_encoder.h"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {

void TextEncoder::setAddedEmbeddings(at::Tensor rows)
{
    if (rows.defined()) {
        throw std::invalid_argument("this text encoder takes no added embeddings");
    }
}

std::unique_ptr<TextEncoder> loadTextEncoder(const std::filesystem::path& folder,
                                             at::ScalarType dtype)
{
    const nlohmann::json json = readJsonFile(folder / "config.json");
    const ConfigReader config(json, "text_encoder config.json");
    const std::string kind = config.texts("architectures", {"CLIPTextModel"}).front();
    const Weights weights(openComponentWeights(folder), dtype);
    std::unique_ptr<TextEncoder> encoder;
    if (kind == "CLIPTextModel" || kind == "CLIPTextModelWithProjection" || kind == "CLIPModel") {
        encoder = makeCLIPTextModel(CLIPTextConfig::parse(json), weights);
    } else if (kind == "T5EncoderModel" || kind == "T5ForConditionalGeneration" ||
               kind == "T5Model") {
        encoder = makeT5Encoder(T5EncoderConfig::parse(json), weights);
    } else {
        config.fail("architectures", "names \"" + kind.substr(0, 100) +
                                         "\", a text encoder this program does not have");
    }
    weights.warnAboutUnused();
    return encoder;
}

} // namespace diffusion
