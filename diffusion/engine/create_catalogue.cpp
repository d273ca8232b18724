#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/families/family.h"
#include "diffusion/engine/model_loader.h"
#include "diffusion/engine/sources/find_models.h"
#include "diffusion/engine/sources/model_folders.h"
#include "diffusion/engine/sources/verify_model.h"
#include "diffusion/model_catalogue.h"

namespace diffusion {
namespace {

std::string dtypeText(at::ScalarType dtype)
{
    switch (dtype) {
    case at::kHalf: return "float16";
    case at::kBFloat16: return "bfloat16";
    case at::kFloat: return "float32";
    case at::kDouble: return "float64";
    default: return {}; // whole numbers are positions, no weights
    }
}

ComponentDetails detailsOf(TensorSource& source, const std::string& name)
{
    ComponentDetails details;
    details.name = name;
    for (const std::string& tensorName : source.names()) {
        const at::Tensor tensor = source.read(tensorName, {}); // mapped, not read
        const std::string dtype = dtypeText(tensor.scalar_type());
        if (!dtype.empty()) {
            details.dtype = details.dtype.empty() || details.dtype == dtype ? dtype : "mixed";
        }
        ++details.tensors;
        details.parameters += tensor.numel();
        details.bytes += static_cast<std::int64_t>(tensor.nbytes());
    }
    return details;
}

class Catalogue final : public ModelCatalogue {
public:
    explicit Catalogue(EngineOptions options)
        : m_options(std::move(options)), m_loader(makeModelLoader(m_options.moduleFolder))
    {
    }

    std::vector<CatalogueEntry> find(const std::vector<std::string>& folders) const override
    {
        std::vector<std::filesystem::path> all;
        if (!m_options.embeddedModel.empty()) {
            all.emplace_back(m_options.embeddedModel);
        }
        all.insert(all.end(), folders.begin(), folders.end());
        for (auto& folder : knownModelFolders()) {
            all.push_back(std::move(folder));
        }
        return findModels(all);
    }

    core::Result<ModelDetails> details(const std::string& path) const override
    {
        try {
            const std::string model = resolved(path);
            const ModelFiles files = readModelFiles(model);
            ModelDetails details;
            details.info = m_loader->describe(model);
            details.info.path = path;
            details.layout = files.source->layout();
            details.inChannels = files.inChannels();
            details.prediction = files.scheduler.is_object()
                                     ? files.scheduler.value("prediction_type", "epsilon")
                                     : std::string();
            for (const char* name :
                 {"unet", "transformer", "vae", "text_encoder", "text_encoder_2"}) {
                if (files.source->has(name)) {
                    details.components.push_back(detailsOf(*files.source->weights(name), name));
                }
            }
            return details;
        } catch (...) {
            return core::fail(errorOf(std::current_exception()));
        }
    }

    core::Result<VerifyReport> verify(const std::string& path, std::stop_token stop) const override
    {
        try {
            return verifyModel(readModelFiles(resolved(path)), m_options.moduleFolder,
                               std::move(stop));
        } catch (...) {
            return core::fail(errorOf(std::current_exception()));
        }
    }

private:
    [[nodiscard]] std::string resolved(const std::string& path) const
    {
        return path.empty() ? m_options.embeddedModel : path;
    }

    EngineOptions m_options;
    std::unique_ptr<PipelineLoader> m_loader;
};

} // namespace

std::unique_ptr<ModelCatalogue> createCatalogue(EngineOptions options)
{
    if (options.logSink != nullptr) {
        core::setLogSink(options.logSink); // a shared module has its own copy of the receiver
    }
    return std::make_unique<Catalogue>(std::move(options));
}

} // namespace diffusion
