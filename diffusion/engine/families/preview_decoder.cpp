#include "diffusion/engine/families/preview_decoder.h"

#include <algorithm>
#include <set>

#include "core/base/log.h"
#include "diffusion/engine/noise.h"
#include "diffusion/engine/sources/model_source.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

constexpr double kFarOff = 0.5;          // of the spread; a decoder for other latents is beyond 1
constexpr std::size_t kMaxFolders = 500; // looked into; folders of models hold fewer
constexpr std::int64_t kProbeCells = 8;  // latents each way
constexpr std::uint64_t kProbeSeed = 2;

void addFolders(const fs::path& parent, std::set<fs::path>& to)
{
    std::error_code error;
    for (auto it = fs::directory_iterator(parent, error);
         !error && it != fs::directory_iterator() && to.size() < kMaxFolders; it.increment(error)) {
        if (it->is_directory(error)) {
            to.insert(it->path());
        }
    }
}

/// Null where the folder holds no such model, or one that cannot be read.
std::unique_ptr<Autoencoder> openTiny(const fs::path& folder, std::int64_t channels)
{
    try {
        const nlohmann::json config = readConfigFile(folder / "config.json");
        if (!config.is_object() || config.value("_class_name", "") != "AutoencoderTiny" ||
            config.value("latent_channels", std::int64_t{4}) != channels) {
            return nullptr;
        }
        return loadAutoencoder(folder);
    } catch (const LoadError& e) {
        core::log(core::LogLevel::Warning, "diffusion.load", e.what());
    } catch (const nlohmann::json::exception&) {
        // a key of another type: another kind of folder
    }
    return nullptr;
}

} // namespace

double decoderDistance(const Autoencoder& vae, const Autoencoder& decoder, const RunContext& context)
{
    const std::int64_t side = kProbeCells * vae.downscaleFactor();
    const at::Tensor patches = // (1, 3, 4, 4) in (-1, 1)
        at::tanh(SeededNoise(kProbeSeed).normal({1, 3, 4, 4}));
    const at::Tensor image = at::upsample_bilinear2d(patches, {side, side}, false);
    const at::Tensor latents = vae.scaleLatents(vae.encode(image, context).mean);
    const at::Tensor wanted = vae.decode(vae.unscaleLatents(latents), context);
    const at::Tensor found = decoder.decode(decoder.unscaleLatents(latents), context);
    if (found.sizes() != wanted.sizes()) {
        return 1e9;
    }
    const double spread = std::max(1e-6, wanted.std(/*unbiased=*/false).item<double>());
    return (found - wanted).square().mean().sqrt().item<double>() / spread;
}

std::unique_ptr<Autoencoder> findPreviewDecoder(const fs::path& root, const Autoencoder& vae,
                                                const RunContext& context)
{
    std::error_code error;
    const fs::path whole = fs::absolute(root, error).lexically_normal();
    const fs::path clean = whole.has_filename() ? whole : whole.parent_path();
    std::set<fs::path> folders; // sorted, so that equal candidates are taken in one order
    if (fs::is_directory(clean, error)) {
        addFolders(clean, folders);
    }
    addFolders(clean.parent_path(), folders);

    std::unique_ptr<Autoencoder> best;
    double bestDistance = kFarOff;
    for (const fs::path& folder : folders) {
        context.checkpoint();
        auto tiny = openTiny(folder, vae.latentChannels());
        if (tiny == nullptr || tiny->downscaleFactor() != vae.downscaleFactor()) {
            continue;
        }
        const double distance = decoderDistance(vae, *tiny, context);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = std::move(tiny);
        }
    }
    return best;
}

} // namespace diffusion
