#include "diffusion/engine/sources/pixart_file.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "diffusion/engine/sources/pixart_names.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/component_weights.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/models/weights/weight_file.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFolders = 500; // looked into; folders of models hold fewer
constexpr std::int64_t kTokensOfAlpha = 120;
constexpr double kScalingOfAlpha = 0.18215; // Stable Diffusion's autoencoder
constexpr double kScalingOfSigma = 0.13025; // SDXL's

std::vector<fs::path> foldersBeside(const fs::path& file)
{
    std::vector<fs::path> out;
    std::error_code error;
    const fs::path folder = fs::absolute(file, error).parent_path();
    for (auto it = fs::directory_iterator(folder, error);
         !error && it != fs::directory_iterator() && out.size() < kMaxFolders;
         it.increment(error)) {
        if (it->is_directory(error)) {
            out.push_back(it->path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool isT5(const nlohmann::json& config)
{
    const auto found = config.find("architectures");
    return found != config.end() && found->is_array() && !found->empty() &&
           found->front().is_string() && found->front().get<std::string>().starts_with("T5");
}

bool isAutoencoder(const nlohmann::json& config, double scaling)
{
    const auto name = config.find("_class_name");
    return name != config.end() && *name == "AutoencoderKL" &&
           std::abs(AutoencoderKLConfig::parse(config).scaling_factor - scaling) < 1e-6;
}

struct Part {
    fs::path folder;
    nlohmann::json config;
};

/// The first folder whose config.json `fits`.
template <class Fits> std::optional<Part> findPart(const std::vector<fs::path>& folders, Fits fits)
{
    for (const fs::path& folder : folders) {
        try {
            nlohmann::json config = readConfigFile(folder / "config.json");
            if (config.is_object() && fits(config)) {
                return Part{folder, std::move(config)};
            }
        } catch (const LoadError&) {
            continue; // somebody else's
        }
    }
    return std::nullopt;
}

std::int64_t bytesOf(const std::vector<fs::path>& files)
{
    std::int64_t total = 0;
    for (const fs::path& file : files) {
        std::error_code error;
        const auto size = fs::file_size(file, error);
        total += error ? 0 : static_cast<std::int64_t>(size);
    }
    return total;
}

class PixArtFile final : public ModelSource {
public:
    PixArtFile(fs::path file, std::shared_ptr<TensorSource> tensors)
        : m_file(std::move(file)), m_tensors(std::move(tensors)),
          m_transformer(detectPixArt(*m_tensors)),
          m_isSigma(originalPixArtTokens(*m_tensors) > kTokensOfAlpha)
    {
        const std::vector<fs::path> folders = foldersBeside(m_file);
        const auto text = findPart(folders, isT5);
        const double scaling = m_isSigma ? kScalingOfSigma : kScalingOfAlpha;
        const auto vae = findPart(
            folders, [scaling](const nlohmann::json& c) { return isAutoencoder(c, scaling); });
        if (!text || !vae) {
            const std::string autoencoder =
                m_isSigma ? "SDXL's autoencoder" : "Stable Diffusion's autoencoder (sd-vae-ft-ema)";
            throw LoadError(core::ErrorCode::Unsupported,
                            m_file.string() +
                                ": this is the transformer of PixArt alone; put the "
                                "folder of " +
                                (text ? autoencoder
                                      : "its text encoder T5 (t5-v1_1-xxl, with spiece.model)" +
                                            (vae ? std::string() : " and that of " + autoencoder)) +
                                " beside it, or get the diffusers folder with model_index.json");
        }
        m_text = *text;
        m_vae = *vae;
        const auto words = std::find_if(folders.begin(), folders.end(), [](const fs::path& folder) {
            std::error_code error;
            return fs::exists(folder / "spiece.model", error);
        });
        std::error_code error;
        m_tokenizer = fs::exists(m_text.folder / "spiece.model", error) || words == folders.end()
                          ? m_text.folder
                          : *words;
    }

    std::string description() const override { return m_file.string(); }
    std::string layout() const override
    {
        return std::string("PixArt's own, ") + (isPickleFile(m_file) ? "pickle" : "safetensors");
    }

    nlohmann::json config(const std::string& component) const override
    {
        if (component == "model_index") {
            return {{"_class_name", m_isSigma ? "PixArtSigmaPipeline" : "PixArtAlphaPipeline"}};
        }
        if (component == "transformer") {
            return m_transformer;
        }
        if (component == "text_encoder") {
            return m_text.config;
        }
        if (component == "vae") {
            return m_vae.config;
        }
        if (component == "scheduler") { // what the authors sample with
            return {{"_class_name", "DPMSolverMultistepScheduler"},
                    {"algorithm_type", "dpmsolver++"},
                    {"beta_start", 0.0001},
                    {"beta_end", 0.02},
                    {"beta_schedule", "linear"},
                    {"num_train_timesteps", 1000},
                    {"solver_order", 2},
                    {"timestep_spacing", "linspace"},
                    {"prediction_type", "epsilon"}};
        }
        return nullptr;
    }

    std::shared_ptr<TensorSource> weights(const std::string& component) const override
    {
        if (component == "transformer") {
            return pixArtWeights(m_tensors);
        }
        if (component == "text_encoder" || component == "vae") {
            return openComponentWeights(component == "vae" ? m_vae.folder : m_text.folder);
        }
        throw LoadError(core::ErrorCode::NotFound,
                        m_file.filename().string() + ": has no " + component);
    }

    std::shared_ptr<const Tokenizer> tokenizer(const std::string& component,
                                               const fs::path& moduleFolder) const override
    {
        if (component != "tokenizer") {
            throw LoadError(core::ErrorCode::NotFound,
                            m_file.filename().string() + ": has no " + component);
        }
        return createTokenizer(m_tokenizer, moduleFolder);
    }

    std::int64_t weightBytes() const override
    {
        return bytesOf({m_file}) + bytesOf(componentWeightFiles(m_text.folder)) +
               bytesOf(componentWeightFiles(m_vae.folder));
    }

private:
    fs::path m_file;
    std::shared_ptr<TensorSource> m_tensors;
    nlohmann::json m_transformer;
    bool m_isSigma;
    Part m_text, m_vae;
    fs::path m_tokenizer;
};

} // namespace

std::shared_ptr<const ModelSource> openPixArtFile(const fs::path& file,
                                                  std::shared_ptr<TensorSource> tensors)
{
    return std::make_shared<PixArtFile>(file, std::move(tensors));
}

} // namespace diffusion
