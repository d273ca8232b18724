#include "diffusion/training/model_export.h"

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "diffusion/training/model_shape.h"

namespace diffusion::training {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using core::ErrorCode;

Json settings(const ActionSettings& action)
{
    return {{"scheduler", action.scheduler},
            {"steps", action.steps},
            {"guidance_scale", action.guidanceScale},
            {"strength", action.strength}};
}

core::Status writeText(const fs::path& file, const std::string& text)
{
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    std::ofstream out(file, std::ios::trunc);
    out << text << '\n';
    out.close();
    if (!out) {
        return core::fail(ErrorCode::WriteFailed, file.string() + ": cannot be written");
    }
    return {};
}

} // namespace

core::Status exportFrame(const std::string& folder, const ModelCard& card,
                         const std::string& vocabulary, int textLength)
{
    const fs::path root(folder);
    const Json index{{"_class_name", "StillwaterInpaintPipeline"},
                     {"scheduler", {"diffusers", "DDIMScheduler"}},
                     {"text_encoder", {"transformers", "CLIPTextModel"}},
                     {"tokenizer", {"transformers", "T5Tokenizer"}},
                     {"unet", {"diffusers", "UNet2DConditionModel"}},
                     {"vae", {"diffusers", "AutoencoderTiny"}},
                     {"stillwater",
                      {{"title", card.title},
                       {"licence", card.licence},
                       {"limits", card.limits},
                       {"native_side", card.nativeSide},
                       {"max_side", card.maxSide},
                       {"conditioning", "prefill"},
                       {"transfer_detail", true},
                       {"adds_to_photo", card.addsToPhoto},
                       {"synonyms", card.synonyms},
                       {"coarse_side", card.coarseSide},
                       {"refine_strength", card.refineStrength},
                       {"refine_steps", card.refineSteps},
                       {"refine_guidance", card.refineGuidance},
                       {"actions",
                        {{"remove", settings(card.remove)},
                         {"fill", settings(card.fill)},
                         {"edit", settings(card.edit)},
                         {"create", settings(card.create)}}}}}};
    const Json tokenizer{{"tokenizer_class", "T5Tokenizer"},
                         {"model_max_length", textLength},
                         {"bos_token", "<s>"},
                         {"eos_token", "</s>"},
                         {"pad_token", "<pad>"},
                         {"unk_token", "<unk>"}};
    const std::pair<fs::path, std::string> files[] = {
        {root / "model_index.json", index.dump(2)},
        {root / "scheduler" / "scheduler_config.json", schedulerConfig()},
        {root / "tokenizer" / "tokenizer_config.json", tokenizer.dump(2)}};
    for (const auto& [file, text] : files) {
        if (core::Status written = writeText(file, text); !written) {
            return written;
        }
    }
    std::error_code error;
    fs::copy_file(vocabulary, root / "tokenizer" / "spiece.model",
                  fs::copy_options::overwrite_existing, error);
    if (error) {
        return core::fail(ErrorCode::NotFound, vocabulary + ": " + error.message());
    }
    return {};
}

} // namespace diffusion::training
