#include "diffusion/engine/sources/verify_model.h"

#include <functional>
#include <set>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/sources/looks_like.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/pixart_transformer.h"
#include "diffusion/models/run_context.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/models/weights/weights.h"

namespace diffusion {
namespace {

constexpr std::size_t kMaxProblems = 20; // of one component; a wrong model has hundreds

/// Hands out tensors without content, so that a network can be put together at no cost, and remembers
/// what it was asked for last: when the network then complains, that is the tensor it complains about.
class Probe final : public TensorSource {
public:
    explicit Probe(std::shared_ptr<TensorSource> source) : m_source(std::move(source)) {}

    std::string description() const override { return m_source->description(); }
    std::vector<std::string> names() const override { return m_source->names(); }
    std::string storedName(const std::string& name) const override
    {
        return m_source->storedName(name);
    }
    std::optional<Shape> shape(const std::string& name) const override
    {
        m_last = name;
        return m_pretended.contains(name) ? std::optional(Shape{}) : m_source->shape(name);
    }
    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        m_last = name;
        const Shape shape = m_pretended.contains(name) ? wanted.vec() : *m_source->shape(name);
        return at::empty(shape, at::TensorOptions().device(at::kMeta));
    }

    /// From now on the last tensor asked for is there, in whatever shape is wanted. False if it was so
    /// before: then the complaint is about something else.
    bool pretendLast() { return m_pretended.insert(m_last).second; }
    [[nodiscard]] bool pretends(const std::string& name) const { return m_pretended.contains(name); }

private:
    std::shared_ptr<TensorSource> m_source;
    std::set<std::string> m_pretended;
    mutable std::string m_last;
};

using Build = std::function<void(const Weights&)>;

class Verifier {
public:
    Verifier(const ModelFiles& files, std::stop_token stop) : m_files(files), m_stop(std::move(stop))
    {
    }

    VerifyReport report;

    void component(const std::string& name, const Build& build)
    {
        try {
            const auto source = m_files.source->weights(name);
            const std::vector<std::string> taken = checkShapes(source, build);
            for (const std::string& tensor : taken) {
                checkNumbers(*source, tensor);
            }
        } catch (const LoadError& error) {
            report.problems.emplace_back(error.what());
        }
    }

private:
    /// Names of the tensors that are there and fit.
    std::vector<std::string> checkShapes(const std::shared_ptr<TensorSource>& source,
                                         const Build& build)
    {
        const auto probe = std::make_shared<Probe>(source);
        const std::size_t before = report.problems.size();
        while (true) {
            const Weights weights(probe, at::kFloat, at::kMeta);
            try {
                build(weights);
            } catch (const LoadError& error) {
                report.problems.emplace_back(error.what());
                if (!probe->pretendLast()) {
                    return {};
                }
                if (report.problems.size() - before < kMaxProblems) {
                    continue;
                }
                report.problems.push_back(source->description() + ": and more");
            }
            if (report.problems.size() > before) {
                const std::string looks = looksLike(*source);
                report.problems.back() += looks.empty() ? "" : ". The file looks like " + looks;
            } else {
                noteUnused(weights);
            }
            std::vector<std::string> taken;
            for (const auto& [name, tensor] : weights.parameters()) {
                if (!probe->pretends(name)) {
                    taken.push_back(name);
                }
            }
            return taken;
        }
    }

    void noteUnused(const Weights& weights)
    {
        const std::vector<std::string> unused = weights.finish();
        if (!unused.empty()) {
            report.notes.push_back(weights.description() + ": " + std::to_string(unused.size()) +
                                   " tensors that the network has no use for, the first is `" +
                                   unused.front() + "`");
        }
    }

    void checkNumbers(TensorSource& source, const std::string& name)
    {
        if (m_stop.stop_requested()) {
            throw Cancelled();
        }
        const at::Tensor tensor = source.read(name, {});
        ++report.tensors;
        report.bytes += static_cast<std::int64_t>(tensor.nbytes());
        if (!tensor.is_floating_point()) {
            return;
        }
        const std::int64_t bad = tensor.numel() - at::isfinite(tensor).sum().item<std::int64_t>();
        if (bad > 0) {
            report.problems.push_back(
                source.description() + ": tensor `" + source.storedName(name) + "` " +
                shapeText(tensor.sizes()) + " has " + std::to_string(bad) +
                (bad == 1 ? " number" : " numbers") +
                " that are infinite or undefined; the file is damaged, or was trained too far");
        }
    }

    const ModelFiles& m_files;
    std::stop_token m_stop;
};

void buildVae(const nlohmann::json& config, const Weights& weights)
{
    if (config.value("_class_name", std::string("AutoencoderKL")) == "AutoencoderTiny") {
        static_cast<void>(makeAutoencoderTiny(AutoencoderTinyConfig::parse(config), weights));
    } else {
        static_cast<void>(makeAutoencoderKL(AutoencoderKLConfig::parse(config), weights));
    }
}

void buildText(const nlohmann::json& config, const Weights& weights)
{
    const std::string kind = config.value("architectures", nlohmann::json::array({"?"})).dump();
    if (kind.find("T5") != std::string::npos) {
        static_cast<void>(makeT5Encoder(T5EncoderConfig::parse(config), weights));
    } else {
        static_cast<void>(makeCLIPTextModel(CLIPTextConfig::parse(config), weights));
    }
}

} // namespace

VerifyReport verifyModel(const ModelFiles& files, const std::filesystem::path& moduleFolder,
                         std::stop_token stop)
{
    const at::NoGradGuard inference;
    Verifier verifier(files, std::move(stop));
    if (isPixArtConfig(files.transformer)) {
        verifier.component("transformer", [&files](const Weights& weights) {
            PixArtTransformer2D(PixArtTransformerConfig::parse(files.transformer), weights);
        });
    } else if (files.unet.is_object()) {
        verifier.component("unet", [&files](const Weights& weights) {
            UNet2DConditionModel(UNet2DConditionConfig::parse(files.unet), weights);
        });
    }
    verifier.component("vae", [&files](const Weights& w) { buildVae(files.vae, w); });
    for (const std::string suffix : {"", "_2"}) {
        const nlohmann::json config = files.source->config("text_encoder" + suffix);
        if (config.is_null()) {
            continue;
        }
        verifier.component("text_encoder" + suffix,
                           [&config](const Weights& w) { buildText(config, w); });
        try {
            static_cast<void>(files.source->tokenizer("tokenizer" + suffix, moduleFolder));
        } catch (const LoadError& error) {
            verifier.report.problems.emplace_back(error.what());
        }
    }
    try {
        static_cast<void>(familyOf(files));
    } catch (const LoadError& error) {
        verifier.report.problems.emplace_back(error.what());
    }
    return std::move(verifier.report);
}

} // namespace diffusion
