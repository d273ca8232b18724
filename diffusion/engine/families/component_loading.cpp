#include "diffusion/engine/families/component_loading.h"

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors.h"

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
    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        m_context.checkpoint();
        return m_source->read(name, wanted);
    }

private:
    std::shared_ptr<TensorSource> m_source;
    RunContext m_context;
};

Weights weightsOf(const std::filesystem::path& folder, const RunContext& context)
{
    return Weights(std::make_shared<StoppableSource>(openComponentWeights(folder), context));
}

} // namespace

std::unique_ptr<UNet2DConditionModel> loadUNet(const ModelFiles& files, const RunContext& context)
{
    const Weights weights = weightsOf(files.root / "unet", context);
    auto unet = std::make_unique<UNet2DConditionModel>(UNet2DConditionConfig::parse(files.unet),
                                                       weights);
    weights.warnAboutUnused();
    return unet;
}

std::unique_ptr<Autoencoder> loadVae(const ModelFiles& files, const RunContext& context)
{
    const Weights weights = weightsOf(files.root / "vae", context);
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

std::unique_ptr<TextEncoder> loadClip(const std::filesystem::path& folder, const RunContext& context)
{
    const Weights weights = weightsOf(folder, context);
    auto encoder =
        makeCLIPTextModel(CLIPTextConfig::parse(readConfigFile(folder / "config.json")), weights);
    weights.warnAboutUnused();
    return encoder;
}

} // namespace diffusion
