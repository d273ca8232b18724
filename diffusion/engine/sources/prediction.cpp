#include "diffusion/engine/sources/prediction.h"

#include <fstream>
#include <optional>

#include "diffusion/engine/sources/ldm_unet.h"

namespace diffusion {
namespace {

/// SD 2.1 was trained on from 2.0-base with another target. The biases of the last norm grew apart in
/// doing so: below this spread all published epsilon models, above it the v models.
constexpr double kSpreadOfV = 0.09;
constexpr std::uintmax_t kMaxYamlBytes = 1U << 20U;

/// `parameterization: "v"` in the .yaml that the first programs want beside a checkpoint.
std::optional<std::string> fromYaml(std::filesystem::path file)
{
    file.replace_extension(".yaml");
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error) ||
        std::filesystem::file_size(file, error) > kMaxYamlBytes) {
        return std::nullopt;
    }
    std::ifstream stream(file);
    std::string line;
    while (std::getline(stream, line)) {
        const std::size_t at = line.find("parameterization:");
        if (at != std::string::npos && at < line.find('#')) {
            const std::string value = line.substr(at + 17);
            return value.find('v') != std::string::npos ? "v_prediction" : "epsilon";
        }
    }
    return std::nullopt;
}

std::optional<std::string> fromMetadata(const std::map<std::string, std::string>& metadata)
{
    const auto found = metadata.find("modelspec.prediction_type");
    if (found == metadata.end()) {
        return std::nullopt;
    }
    return found->second.starts_with("v") ? "v_prediction" : "epsilon";
}

/// Standard deviation of the biases of the last transformer's first norm; nothing without one.
std::optional<double> lastNormSpread(TensorSource& source)
{
    for (int n = 63; n >= 0; --n) {
        const std::string name = std::string(kLdmUNetPrefix) + "output_blocks." + std::to_string(n) +
                                 ".1.transformer_blocks.0.norm1.bias";
        if (source.contains(name)) {
            return source.read(name, {}).to(at::kDouble).std(false).item<double>();
        }
    }
    return std::nullopt;
}

bool isStableDiffusion2(const nlohmann::json& unet)
{
    return unet.value("use_linear_projection", false) && !unet.contains("addition_embed_type");
}

} // namespace

Prediction predictionOf(TensorSource& source, const nlohmann::json& unet,
                        const std::map<std::string, std::string>& metadata,
                        const std::filesystem::path& file)
{
    if (const auto type = fromYaml(file)) {
        return {*type, "the .yaml file beside it"};
    }
    if (const auto type = fromMetadata(metadata)) {
        return {*type, "its metadata"};
    }
    if (source.contains("v_pred")) {
        return {"v_prediction", "its tensor `v_pred`", source.contains("ztsnr")};
    }
    const std::int64_t channels = unet.value("in_channels", std::int64_t{4});
    if (channels == 7) {
        return {"v_prediction", "its kind"};
    }
    if (channels == 4 && isStableDiffusion2(unet)) {
        const auto spread = lastNormSpread(source);
        return {spread && *spread > kSpreadOfV ? "v_prediction" : "epsilon",
                "the spread of its last norm"};
    }
    return {"epsilon", "its kind"};
}

} // namespace diffusion
