#include "diffusion/engine/sources/checkpoint_file.h"

#include "diffusion/engine/sources/ldm_text.h"
#include "diffusion/engine/sources/ldm_unet.h"
#include "diffusion/engine/sources/ldm_vae.h"
#include "diffusion/engine/sources/pixart_file.h"
#include "diffusion/engine/sources/pixart_names.h"
#include "diffusion/engine/sources/prediction.h"
#include "diffusion/engine/sources/tokenizer_search.h"
#include "diffusion/engine/sources/weight_kind.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/models/weights/weight_file.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

constexpr double kScalingSd = 0.18215;
constexpr double kScalingSdxl = 0.13025;
constexpr double kScalingUpscaler = 0.08333;

constexpr std::int64_t kRefinerSizes = 5; // of its time_ids; SDXL's has 6

class CheckpointFile final : public ModelSource {
public:
    CheckpointFile(fs::path file, std::shared_ptr<TensorSource> tensors,
                   const std::map<std::string, std::string>& metadata)
        : m_file(std::move(file)), m_tensors(std::move(tensors)),
          m_encoders(findLdmTextEncoders(*m_tensors)),
          m_isRefiner(weightKindOf(*m_tensors) == WeightKind::Refiner)
    {
        refuseParts();
        for (std::size_t i = 0; i < m_encoders.size(); ++i) {
            m_configs["text_encoder" + suffixOf(i)] = detectLdmText(*m_tensors, m_encoders[i]);
        }
        AddedConditioning added{pooledWidth()};
        if (m_isRefiner) {
            added.sizes = kRefinerSizes;
        }
        m_configs["unet"] = detectLdmUNet(*m_tensors, kLdmUNetPrefix, added);
        m_configs["vae"] = detectLdmVae(*m_tensors, kLdmVaePrefix);
        describeWhole(predictionOf(*m_tensors, m_configs["unet"], metadata, m_file));
        applyFileBeside();
    }

    std::string description() const override { return m_file.string(); }
    std::string layout() const override
    {
        return isPickleFile(m_file) ? "checkpoint, pickle" : "checkpoint, safetensors";
    }

    nlohmann::json config(const std::string& component) const override
    {
        const auto found = m_configs.find(component);
        return found == m_configs.end() ? nlohmann::json() : found->second;
    }

    std::shared_ptr<TensorSource> weights(const std::string& component) const override
    {
        const nlohmann::json own = config(component);
        if (component == "unet") {
            return renameBy(ldmUNetNames(UNet2DConditionConfig::parse(own), kLdmUNetPrefix),
                            m_tensors);
        }
        if (component == "vae") {
            return renameBy(ldmVaeNames(AutoencoderKLConfig::parse(own), kLdmVaePrefix), m_tensors);
        }
        for (std::size_t i = 0; i < m_encoders.size(); ++i) {
            if (component == "text_encoder" + suffixOf(i)) {
                return ldmTextWeights(m_tensors, m_encoders[i],
                                      CLIPTextConfig::parse(own).num_hidden_layers);
            }
        }
        throw LoadError(core::ErrorCode::NotFound,
                        m_file.filename().string() + ": has no " + component);
    }

    std::shared_ptr<const Tokenizer> tokenizer(const std::string& component,
                                               const fs::path&) const override
    {
        for (std::size_t i = 0; i < m_encoders.size(); ++i) {
            if (component == "tokenizer" + suffixOf(i)) {
                const nlohmann::json own = config("text_encoder" + suffixOf(i));
                return findClipTokenizer(m_file, own.at("vocab_size").get<std::int64_t>(),
                                         m_encoders[i].storage == ClipStorage::OpenClip
                                             ? PromptPadding::ExclamationMark
                                             : PromptPadding::EndOfText);
            }
        }
        throw LoadError(core::ErrorCode::NotFound,
                        m_file.filename().string() + ": has no " + component);
    }

    std::int64_t weightBytes() const override
    {
        std::error_code error;
        const auto size = fs::file_size(m_file, error);
        return error ? 0 : static_cast<std::int64_t>(size);
    }

private:
    /// Of its folder in the diffusers layout: "", "_2". The refiner has the second encoder only.
    [[nodiscard]] std::string suffixOf(std::size_t encoder) const
    {
        return encoder > 0 || m_isRefiner ? "_2" : "";
    }

    void refuseParts() const
    {
        const WeightKind kind = weightKindOf(*m_tensors);
        if (kind != WeightKind::Checkpoint && kind != WeightKind::Refiner) {
            throw LoadError(core::ErrorCode::Unsupported,
                            m_file.string() + ": this is " + kindText(kind));
        }
        if (m_encoders.empty()) {
            throw LoadError(core::ErrorCode::Unsupported,
                            m_file.string() + ": its text encoder is of no kind this program knows");
        }
    }

    [[nodiscard]] std::int64_t pooledWidth() const
    {
        const auto found = m_configs.find("text_encoder_2");
        return found == m_configs.end() ? 0
                                        : found->second.at("projection_dim").get<std::int64_t>();
    }

    void describeWhole(const Prediction& prediction)
    {
        nlohmann::json& unet = m_configs["unet"];
        const std::int64_t channels = unet.at("in_channels").get<std::int64_t>();
        const bool isXl = unet.contains("addition_embed_type");
        const bool isUpscaler = channels == 7;
        const bool isV = prediction.type == "v_prediction";
        const bool isSd2 = unet.value("use_linear_projection", false) && !isXl;
        unet["upcast_attention"] = isSd2 && isV; // its attention overflows in float16
        unet["sample_size"] = isXl || isUpscaler ? 128 : isSd2 && isV ? 96 : 64;
        const double scaling = isXl ? kScalingSdxl : kScalingSd;
        m_configs["vae"]["scaling_factor"] = isUpscaler ? kScalingUpscaler : scaling;

        const std::string stem = isXl ? "StableDiffusionXL" : "StableDiffusion";
        const char* tail = "";
        switch (channels) {
        case 7: tail = "Upscale"; break;
        case 8: tail = "InstructPix2Pix"; break;
        case 9: tail = "Inpaint"; break;
        default: break;
        }
        m_configs["model_index"] = {
            {"_class_name", stem + (m_isRefiner ? "Img2Img" : tail) + "Pipeline"}};
        if (isXl) {
            m_configs["model_index"]["force_zeros_for_empty_prompt"] = !m_isRefiner;
        }
        m_configs["scheduler"] = {{"_class_name", isXl ? "EulerDiscreteScheduler" : "DDIMScheduler"},
                                  {"beta_start", 0.00085},
                                  {"beta_end", 0.012},
                                  {"beta_schedule", "scaled_linear"},
                                  {"num_train_timesteps", 1000},
                                  {"clip_sample", false},
                                  {"set_alpha_to_one", false},
                                  {"steps_offset", 1},
                                  {"timestep_spacing",
                                   prediction.zeroTerminalSnr ? "trailing" : "leading"},
                                  {"rescale_betas_zero_snr", prediction.zeroTerminalSnr},
                                  {"prediction_type", prediction.type}};
        if (isUpscaler) { // how its picture was noised in training
            m_configs["low_res_scheduler"] = {{"_class_name", "DDPMScheduler"},
                                              {"beta_start", 0.0001},
                                              {"beta_end", 0.02},
                                              {"beta_schedule", "scaled_linear"},
                                              {"num_train_timesteps", 1000}};
        }
    }

    void applyFileBeside()
    {
        fs::path beside = m_file;
        beside.replace_extension(".config.json");
        const nlohmann::json json = readConfigFile(beside);
        for (auto& [component, own] : m_configs) {
            const auto found = json.is_object() ? json.find(component) : json.end();
            if (found != json.end() && found->is_object()) {
                own.merge_patch(*found);
            }
        }
    }

    fs::path m_file;
    std::shared_ptr<TensorSource> m_tensors;
    std::vector<LdmTextEncoder> m_encoders;
    bool m_isRefiner = false;
    std::map<std::string, nlohmann::json> m_configs;
};

} // namespace

std::shared_ptr<const ModelSource> openCheckpointFile(const fs::path& file)
{
    auto tensors = openWeightFile(file);
    if (isOriginalPixArt(*tensors)) {
        return openPixArtFile(file, std::move(tensors));
    }
    const bool isPickle = isPickleFile(file);
    const auto metadata =
        isPickle ? std::map<std::string, std::string>() : readSafetensorsMetadata(file);
    return std::make_shared<CheckpointFile>(file, std::move(tensors), metadata);
}

} // namespace diffusion
