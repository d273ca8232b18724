#include "diffusion/engine/families/model_files.h"

#include <algorithm>

#include "diffusion/models/load_error.h"
#include "diffusion/models/pixart_transformer.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

/// A stranger's file may have text there; the network's own reader complains about that.
std::int64_t wholeNumber(const nlohmann::json& json, const char* key, std::int64_t fallback)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : fallback;
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

/// The first layer's weights in the headers against what the configuration says.
void readFirstLayer(ModelFiles& files, const std::string& component, const std::string& tensor)
{
    const auto weights = files.source->weights(component);
    const auto shape = weights->shape(tensor);
    if (!shape || shape->size() != 4) {
        throw LoadError(core::ErrorCode::BadWeights,
                        weights->description() + ": `" + weights->storedName(tensor) + "` is " +
                            (shape ? shapeText(*shape) : std::string("missing")) + "; a " +
                            (component == "unet" ? "U-Net" : component) +
                            " of latent diffusion needs it with four dimensions");
    }
    files.convInChannels = (*shape)[1];
    if (files.convInChannels != files.inChannels()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        weights->description() + ": `" + weights->storedName(tensor) + "` is " +
                            shapeText(*shape) + ", but " + component +
                            "/config.json says in_channels " + std::to_string(files.inChannels()) +
                            ". The weights look like " + looksLike(files.convInChannels));
    }
}

void readFirstLayer(ModelFiles& files)
{
    if (!files.transformer.is_object()) {
        readFirstLayer(files, "unet", "conv_in.weight");
    } else if (isPixArtConfig(files.transformer)) {
        readFirstLayer(files, "transformer", "pos_embed.proj.weight");
    } // of the others no family knows more
}

} // namespace

std::int64_t ModelFiles::inChannels() const
{
    return denoiser().is_object() ? wholeNumber(denoiser(), "in_channels", 4) : 0;
}

std::int64_t ModelFiles::latentChannels() const
{
    return vae.is_object() ? wholeNumber(vae, "latent_channels", 4) : 4;
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
    files.source = openModelSource(path);
    files.index = files.source->config("model_index");
    files.unet = files.source->config("unet");
    if (files.unet.is_null()) {
        files.transformer = files.source->config("transformer");
    }
    files.vae = files.source->config("vae");
    files.scheduler = files.source->config("scheduler");
    if (files.denoiser().is_null() || files.vae.is_null()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        path + ": " + (files.denoiser().is_null() ? "unet" : "vae") +
                            "/config.json is missing");
    }
    readFirstLayer(files);
    files.weightBytes = files.source->weightBytes();
    return files;
}

std::string modelFingerprint(const std::string& path)
{
    std::error_code error;
    fs::file_time_type newest = fs::last_write_time(path, error);
    std::uintmax_t bytes = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
    error.clear();
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
