#include "diffusion/engine/families/model_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "diffusion/engine/schedulers/config.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kMaxConfigBytes = 16U << 20U;

/// Sum of the weight files; where a component has both, float16 variants are left out.
std::int64_t bytesOfWeights(const fs::path& root)
{
    std::int64_t total = 0;
    for (const char* component : {"unet", "vae", "text_encoder", "text_encoder_2"}) {
        std::int64_t plain = 0;
        std::int64_t variant = 0;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(root / component, error)) {
            if (entry.path().extension() == ".safetensors") {
                const bool isVariant = entry.path().filename().string().find(".fp16") !=
                                       std::string::npos;
                (isVariant ? variant : plain) += static_cast<std::int64_t>(entry.file_size());
            }
        }
        total += plain > 0 ? plain : variant;
    }
    return total;
}

std::string looksLike(std::int64_t channels)
{
    switch (channels) {
    case 4: return "a text-to-image model";
    case 7: return "an upscaler";
    case 8: return "an instruction-editing model";
    case 9: return "an inpainting model";
    default: return "another kind of model";
    }
}

void readConvIn(ModelFiles& files)
{
    const auto weights = openComponentWeights(files.root / "unet");
    const auto shape = weights->shape("conv_in.weight");
    if (!shape || shape->size() != 4) {
        throw LoadError(core::ErrorCode::BadWeights,
                        weights->description() + ": `conv_in.weight` is " +
                            (shape ? shapeText(*shape) : std::string("missing")) +
                            "; a U-Net of latent diffusion needs it with four dimensions");
    }
    files.convInChannels = (*shape)[1];
    if (files.convInChannels != files.inChannels()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        weights->description() + ": `conv_in.weight` is " + shapeText(*shape) +
                            ", but unet/config.json says in_channels " +
                            std::to_string(files.inChannels()) + ". The weights look like " +
                            looksLike(files.convInChannels));
    }
}

} // namespace

nlohmann::json readConfigFile(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) {
        return nullptr;
    }
    if (size > kMaxConfigBytes) {
        throw LoadError(core::ErrorCode::Unreadable, file.string() + ": too large to be a configuration");
    }
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    try {
        nlohmann::json json = parsePythonJson(text, file.string());
        if (!json.is_object()) {
            throw std::invalid_argument(file.string() + ": not a JSON object");
        }
        return json;
    } catch (const std::invalid_argument& e) {
        throw LoadError(core::ErrorCode::Unreadable, e.what());
    }
}

std::int64_t ModelFiles::inChannels() const
{
    return unet.is_object() ? unet.value("in_channels", std::int64_t{4}) : 0;
}

std::int64_t ModelFiles::latentChannels() const
{
    return vae.is_object() ? vae.value("latent_channels", std::int64_t{4}) : 4;
}

int ModelFiles::pixelsPerLatent() const
{
    for (const char* key : {"block_out_channels", "encoder_block_out_channels"}) {
        if (vae.is_object() && vae.contains(key) && vae.at(key).is_array()) {
            const auto levels = std::clamp<std::size_t>(vae.at(key).size(), 1, 8);
            return 1 << (levels - 1);
        }
    }
    return 8;
}

ModelFiles readModelFiles(const std::string& path)
{
    ModelFiles files;
    files.root = path;
    std::error_code error;
    if (!fs::exists(files.root, error)) {
        throw LoadError(core::ErrorCode::NotFound, path + ": there is no such model");
    }
    if (!fs::is_directory(files.root, error)) {
        static_cast<void>(listSafetensors(files.root)); // says so if it is no weight file at all
        throw LoadError(core::ErrorCode::Unsupported,
                        path + ": single weight files are not supported yet; give the folder with "
                               "model_index.json");
    }
    files.index = readConfigFile(files.root / "model_index.json");
    files.unet = readConfigFile(files.root / "unet" / "config.json");
    files.vae = readConfigFile(files.root / "vae" / "config.json");
    files.scheduler = readConfigFile(files.root / "scheduler" / "scheduler_config.json");
    if (files.index.is_null()) {
        throw LoadError(core::ErrorCode::Unsupported,
                        path + ": no model_index.json; this is not a model in the diffusers layout");
    }
    if (files.unet.is_null() || files.vae.is_null()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        path + ": " + (files.unet.is_null() ? "unet" : "vae") +
                            "/config.json is missing");
    }
    readConvIn(files);
    files.weightBytes = bytesOfWeights(files.root);
    return files;
}

std::string modelFingerprint(const std::string& path)
{
    std::error_code error;
    fs::file_time_type newest = fs::last_write_time(path, error);
    std::uintmax_t bytes = 0;
    for (auto it = fs::recursive_directory_iterator(path, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (it->is_regular_file(error)) {
            newest = std::max(newest, it->last_write_time(error));
            bytes += it->file_size(error);
        }
    }
    return path + '\n' + std::to_string(newest.time_since_epoch().count()) + '\n' +
           std::to_string(bytes);
}

} // namespace diffusion
