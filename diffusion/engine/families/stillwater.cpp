/// The family of the model that ships with the program: a small U-Net conditioned on the latents of
/// the picture with its hole filled from the surroundings, and a light autoencoder. Its
/// model_index.json says `"_class_name": "StillwaterInpaintPipeline"` and has an object
/// "stillwater":
///   title, licence, limits         texts for people
///   native_side, max_side          pixels
///   conditioning                   "prefill"
///   transfer_detail                whether results are a change to the pre-fill
///   adds_to_photo                  whether a fill with words begins from the photo
///   synonyms                       {"word": "known words"}: said to the text encoder instead
///   coarse_side, refine_strength   a first pass for the layout, if there is one; the folder layout
///                                  may hold a unet and a text_encoder of its own for it
///   refine_steps, refine_guidance  of the passes after the first, where not the same
///   actions                        {"remove" | "fill" | "edit" | "create":
///                                   {"scheduler", "steps", "guidance_scale", "strength"}}

#include "diffusion/engine/families/stable_diffusion.h"

namespace diffusion {

extern const ModelFamily kStillwaterFamily;

namespace {

/// `object[key]`, or `fallback` where it is absent or of another type.
template <class T> T valueOr(const nlohmann::json& object, const char* key, T fallback)
{
    const auto it = object.find(key);
    if (it == object.end()) {
        return fallback;
    }
    try {
        return it->get<T>();
    } catch (const nlohmann::json::exception&) {
        return fallback;
    }
}

nlohmann::json ownObject(const ModelFiles& files)
{
    return valueOr(files.index, "stillwater", nlohmann::json::object());
}

bool matches(const ModelFiles& files)
{
    return valueOr<std::string>(files.index, "_class_name", "") == "StillwaterInpaintPipeline" &&
           takesMaskedImage(files);
}

ActionDefaults actionDefaults(const nlohmann::json& own, const char* action,
                              const ActionDefaults& fallback)
{
    const auto actions = valueOr(own, "actions", nlohmann::json::object());
    const auto given = valueOr(actions, action, nlohmann::json::object());
    ActionDefaults out;
    out.scheduler = valueOr(given, "scheduler", fallback.scheduler);
    out.steps = valueOr(given, "steps", fallback.steps);
    out.guidanceScale = valueOr(given, "guidance_scale", fallback.guidanceScale);
    out.strength = valueOr(given, "strength", fallback.strength);
    return out;
}

ModelInfo describe(const ModelFiles& files)
{
    const nlohmann::json own = ownObject(files);
    ModelInfo info = describeStableDiffusion(files, kStillwaterFamily);
    info.title = valueOr(own, "title", info.title);
    info.licence = valueOr(own, "licence", std::string());
    info.limits = valueOr(own, "limits", std::string());
    info.copiesSurroundings = true;
    info.nativeSide = valueOr(own, "native_side", info.nativeSide);
    info.maxSide = valueOr(own, "max_side", 2 * info.nativeSide);
    info.softMasks = false;
    info.remove = actionDefaults(own, "remove", {"ddim", 20, 1.0F, 0.3F});
    info.fill = actionDefaults(own, "fill", {"ddim", 25, 3.0F, 1.0F});
    info.edit = actionDefaults(own, "edit", {"ddim", 25, 3.0F, 0.6F});
    info.create = actionDefaults(own, "create", {"ddim", 30, 3.0F, 1.0F});
    return info;
}

/// The parts in the folder layout, and the model's own where there are none.
class LayoutSource final : public ModelSource {
public:
    explicit LayoutSource(std::shared_ptr<const ModelSource> model) : m_model(std::move(model)) {}

    std::string description() const override { return m_model->description() + "/layout"; }
    std::string layout() const override { return m_model->layout(); }
    nlohmann::json config(const std::string& component) const override
    {
        return m_model->config(named(component));
    }
    std::shared_ptr<TensorSource> weights(const std::string& component) const override
    {
        return m_model->weights(named(component));
    }
    std::shared_ptr<const Tokenizer> tokenizer(const std::string& component,
                                               const std::filesystem::path& modules) const override
    {
        return m_model->tokenizer(component, modules);
    }
    std::int64_t weightBytes() const override { return m_model->weightBytes(); }

private:
    std::string named(const std::string& component) const
    {
        return m_model->has("layout/" + component) ? "layout/" + component : component;
    }
    std::shared_ptr<const ModelSource> m_model;
};

std::unique_ptr<LoadedModel> loadLayout(const ModelFiles& files, const LoadContext& context)
{
    if (files.source == nullptr || !files.source->has("layout/unet")) {
        return nullptr;
    }
    ModelFiles parts = files;
    parts.source = std::make_shared<LayoutSource>(files.source);
    parts.unet = parts.source->config("unet");
    auto layout = loadComponents(parts, context);
    layout->inpaintKind = InpaintKind::Prefilled;
    layout->decodesPreviews = true;
    layout->weighsPrompts = false;
    return layout;
}

/// Its few words are small ones; others are said in them as far as the model has synonyms.
void readWords(LoadedModel& model, const nlohmann::json& own)
{
    for (TextPart& text : model.texts) {
        text.lowersCase = true;
        text.synonyms = valueOr(own, "synonyms", Synonyms());
    }
}

std::unique_ptr<LoadedModel> load(const ModelFiles& files, const LoadContext& context)
{
    auto model = loadComponents(files, context);
    model->inpaintKind = InpaintKind::Prefilled;
    model->transfersDetail = valueOr(ownObject(files), "transfer_detail", true);
    model->addsToPhoto = valueOr(ownObject(files), "adds_to_photo", false);
    model->decodesPreviews = true;
    model->coarseSide = valueOr(ownObject(files), "coarse_side", 0);
    model->refineStrength = valueOr(ownObject(files), "refine_strength", 0.5);
    model->refineSteps = valueOr(ownObject(files), "refine_steps", 0);
    model->refineGuidance = valueOr(ownObject(files), "refine_guidance", 0.0);
    model->weighsPrompts = false;
    model->layout = loadLayout(files, context);
    readWords(*model, ownObject(files));
    if (model->layout != nullptr) {
        readWords(*model->layout, ownObject(files));
    }
    return model;
}

} // namespace

const ModelFamily kStillwaterFamily{"stillwater", "Stillwater", &matches, &describe, &load};

} // namespace diffusion
