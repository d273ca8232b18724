#include "diffusion/engine/sources/diffusers_folder.h"

#include "diffusion/engine/sources/pixart_names.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/component_weights.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

class DiffusersFolder final : public ModelSource {
public:
    DiffusersFolder(fs::path root, nlohmann::json index)
        : m_root(std::move(root)), m_index(std::move(index))
    {
    }

    std::string description() const override { return m_root.string(); }
    std::string layout() const override { return "diffusers folder"; }

    nlohmann::json config(const std::string& component) const override
    {
        if (component == "model_index") {
            return m_index;
        }
        const bool isScheduler = component.ends_with("scheduler");
        return readConfigFile(m_root / component /
                              (isScheduler ? "scheduler_config.json" : "config.json"));
    }

    std::shared_ptr<TensorSource> weights(const std::string& component) const override
    {
        auto tensors = openComponentWeights(m_root / component);
        return component == "transformer" && isOriginalPixArt(*tensors)
                   ? pixArtWeights(std::move(tensors))
                   : tensors;
    }

    std::shared_ptr<const Tokenizer> tokenizer(const std::string& component,
                                               const fs::path& moduleFolder) const override
    {
        return createTokenizer(m_root / component, moduleFolder);
    }

    std::int64_t weightBytes() const override
    {
        std::int64_t total = 0;
        for (const char* component : {"unet", "transformer", "vae", "text_encoder",
                                      "text_encoder_2", "layout/unet", "layout/text_encoder"}) {
            std::error_code error;
            if (fs::is_directory(m_root / component, error)) {
                total += bytesOf(m_root / component);
            }
        }
        return total;
    }

private:
    /// 0 where the weights are missing: a model with holes can still be told about.
    static std::int64_t bytesOf(const fs::path& folder)
    {
        std::int64_t total = 0;
        try {
            for (const fs::path& file : componentWeightFiles(folder)) {
                std::error_code error;
                const auto size = fs::file_size(file, error);
                total += error ? 0 : static_cast<std::int64_t>(size);
            }
        } catch (const LoadError&) {
            return 0;
        }
        return total;
    }

    fs::path m_root;
    nlohmann::json m_index;
};

} // namespace

std::shared_ptr<const ModelSource> openDiffusersFolder(const fs::path& folder)
{
    nlohmann::json index = readConfigFile(folder / "model_index.json");
    if (index.is_null()) {
        throw LoadError(core::ErrorCode::Unsupported,
                        folder.string() +
                            ": no model_index.json; this is not a model in the diffusers layout");
    }
    return std::make_shared<DiffusersFolder>(folder, std::move(index));
}

} // namespace diffusion
