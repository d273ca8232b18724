#include "diffusion/engine/families/component_loading.h"

#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

/// Looks for a stop request before each tensor: gigabytes are read and converted one by one.
class StoppableSource final : public TensorSource {
public:
    StoppableSource(std::shared_ptr<TensorSource> source, RunContext context)
        : m_source(std::move(source)), m_context(std::move(context))
    {
    }
    std::string description() const override { return m_source->description(); }
    std::vector<std::string> names() const override { return m_source->names(); }
    std::optional<Shape> shape(const std::string& name) const override
    {
        return m_source->shape(name);
    }
    std::string storedName(const std::string& name) const override
    {
        return m_source->storedName(name);
    }
    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        m_context.checkpoint();
        return m_source->read(name, wanted);
    }
    void forget(const std::string& name) override { m_source->forget(name); }

private:
    std::shared_ptr<TensorSource> m_source;
    RunContext m_context;
};

Weights weightsOf(const ModelFiles& files, const std::string& component,
                  const LoadContext& context)
{
    Weights weights(
        std::make_shared<StoppableSource>(files.source->weights(component), context.run),
        context.compute.dtype, context.compute.device);
    weights.keepStored();
    return weights;
}

bool isT5(const nlohmann::json& config)
{
    const auto found = config.find("architectures");
    return found != config.end() && found->is_array() && !found->empty() &&
           found->front().is_string() && found->front().get<std::string>().starts_with("T5");
}

} // namespace

std::unique_ptr<UNet2DConditionModel> loadUNet(const ModelFiles& files, const LoadContext& context,
                                               NamedTensors* parameters)
{
    const Weights weights = weightsOf(files, "unet", context);
    auto unet = std::make_unique<UNet2DConditionModel>(UNet2DConditionConfig::parse(files.unet),
                                                       weights);
    weights.warnAboutUnused();
    if (parameters != nullptr) {
        *parameters = weights.parameters();
    }
    return unet;
}

std::unique_ptr<PixArtTransformer2D> loadTransformer(const ModelFiles& files,
                                                     const LoadContext& context,
                                                     NamedTensors* parameters)
{
    const Weights weights = weightsOf(files, "transformer", context);
    auto network = std::make_unique<PixArtTransformer2D>(
        PixArtTransformerConfig::parse(files.transformer), weights);
    weights.warnAboutUnused();
    if (parameters != nullptr) {
        *parameters = weights.parameters();
    }
    return network;
}

std::unique_ptr<Autoencoder> loadVae(const ModelFiles& files, const LoadContext& context)
{
    const Weights weights = weightsOf(files, "vae", context);
    const std::string kind = files.vae.value("_class_name", std::string("AutoencoderKL"));
    std::unique_ptr<Autoencoder> vae;
    if (kind == "AutoencoderKL") {
        vae = makeAutoencoderKL(AutoencoderKLConfig::parse(files.vae), weights);
    } else if (kind == "AutoencoderTiny") {
        vae = makeAutoencoderTiny(AutoencoderTinyConfig::parse(files.vae), weights);
    } else {
        throw LoadError(core::ErrorCode::Unsupported,
                        "vae/config.json: \"" + kind.substr(0, 100) +
                            "\" is an autoencoder this program does not have");
    }
    weights.warnAboutUnused();
    return vae;
}

std::unique_ptr<TextEncoder> loadText(const ModelFiles& files, const std::string& component,
                                      const LoadContext& context, NamedTensors* parameters)
{
    const nlohmann::json config = files.source->config(component);
    if (config.is_null()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        files.root.string() + ": " + component + " is missing");
    }
    const Weights weights = weightsOf(files, component, context);
    auto encoder = isT5(config) ? makeT5Encoder(T5EncoderConfig::parse(config), weights)
                                : makeCLIPTextModel(CLIPTextConfig::parse(config), weights);
    weights.warnAboutUnused();
    if (parameters != nullptr) {
        *parameters = weights.parameters();
    }
    return encoder;
}

} // namespace diffusion
