#include "diffusion/engine/adapters/lora.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/base/log.h"
#include "diffusion/engine/adapters/adapter_file.h"
#include "diffusion/engine/adapters/lora_names.h"
#include "diffusion/engine/sources/ldm_unet.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::string_view kWeight = ".weight";

std::int64_t countOf(at::IntArrayRef shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// (n, m, ...) -> (n, m * ...)
at::Tensor asMatrix(const at::Tensor& t)
{
    return t.reshape({t.size(0), -1});
}

struct Parts {
    std::array<std::string, 4> names; ///< by LoraRole; empty = none
};

double alphaOf(TensorSource& source, const std::string& name, std::int64_t rank)
{
    if (name.empty()) {
        return static_cast<double>(rank);
    }
    const at::Tensor alpha = source.read(name, {});
    if (alpha.numel() != 1) {
        throw LoadError(core::ErrorCode::BadWeights,
                        source.description() + ": `" + name + "` is " + shapeText(alpha.sizes()) +
                            ", an alpha is one number");
    }
    return alpha.to(at::kDouble).item<double>();
}

LoraFactors readFactors(TensorSource& source, const Parts& parts, const std::string& layer)
{
    const auto name = [&parts](LoraRole role) -> const std::string& {
        return parts.names[static_cast<std::size_t>(role)];
    };
    if (name(LoraRole::Down).empty() || name(LoraRole::Up).empty()) {
        throw LoadError(core::ErrorCode::BadWeights,
                        source.description() + ": the update of `" + layer +
                            "` lacks one of its two factors; the file is incomplete");
    }
    // Copies, so that nothing stays mapped and factors of any precision multiply exactly.
    const auto read = [&source](const std::string& key) {
        return source.read(key, {}).to(at::kFloat).contiguous().clone();
    };
    LoraFactors out;
    out.down = read(name(LoraRole::Down));
    out.up = read(name(LoraRole::Up));
    if (!name(LoraRole::Mid).empty()) {
        out.mid = read(name(LoraRole::Mid));
    }
    if (out.down.dim() < 2 || out.up.dim() < 2) {
        throw LoadError(core::ErrorCode::BadWeights, source.description() + ": the factors of `" +
                                                         layer + "` are no matrices");
    }
    const std::int64_t rank = out.down.size(0);
    out.scale = alphaOf(source, name(LoraRole::Alpha), rank) / static_cast<double>(rank);
    return out;
}

} // namespace

bool LoraFactors::fits(at::IntArrayRef shape) const
{
    if (shape.size() < 2 || down.numel() == 0 || up.numel() == 0 || up.size(0) != shape[0]) {
        return false;
    }
    const bool upIsMatrix = up.size(1) * up.size(0) == up.numel();
    if (!mid.defined()) {
        return upIsMatrix && up.size(1) == down.size(0) &&
               countOf(shape) == shape[0] * (down.numel() / down.size(0));
    }
    return upIsMatrix && mid.dim() == 4 && shape.size() == 4 &&
           down.size(0) * down.size(1) == down.numel() && mid.size(0) == up.size(1) &&
           mid.size(1) == down.size(0) && down.size(1) == shape[1] && mid.size(2) == shape[2] &&
           mid.size(3) == shape[3];
}

at::Tensor LoraFactors::delta(at::IntArrayRef shape) const
{
    const at::Tensor product =
        mid.defined()
            ? at::einsum("om,mnkl,ni->oikl", {asMatrix(up), mid, asMatrix(down)})
            : asMatrix(up).mm(asMatrix(down)); // (out, in * k * k)
    return (product * scale).reshape(shape);
}

LoraTargets::LoraTargets(const LoadedModel& model)
{
    add("unet", model.unetParameters);
    for (std::size_t i = 0; i < model.textParameters.size(); ++i) {
        add(i == 0 ? "text_encoder" : "text_encoder_2", model.textParameters[i]);
    }
    if (model.unet == nullptr) {
        return;
    }
    // SDXL's scripts call the U-Net's layers as the first checkpoints did.
    const NameTable ldm = ldmUNetNames(model.unet->config(), "");
    for (const auto& [name, tensor] : model.unetParameters) {
        const auto at = m_indexOf.find("unet " + flattenedName(name.substr(
                                                     0, name.size() - kWeight.size())));
        if (name.ends_with(kWeight) && at != m_indexOf.end()) {
            const std::string stored = ldm.toStored(name);
            m_indexOf.emplace(
                "unet " + flattenedName(stored.substr(0, stored.size() - kWeight.size())),
                at->second);
        }
    }
}

void LoraTargets::add(const std::string& component, const NamedTensors& parameters)
{
    // Vectors have what the network computes in.
    const auto vector = std::find_if(parameters.begin(), parameters.end(),
                                     [](const auto& one) { return one.second.dim() == 1; });
    for (const auto& [name, tensor] : parameters) {
        if (name.ends_with(kWeight) && tensor.dim() >= 2) {
            m_indexOf.emplace(
                component + ' ' + flattenedName(name.substr(0, name.size() - kWeight.size())),
                m_weights.size());
            m_weights.push_back(tensor);
            m_keptAsStored.push_back(vector != parameters.end() &&
                                     vector->second.scalar_type() == at::kFloat &&
                                     tensor.scalar_type() != at::kFloat);
        }
    }
}

LoraFile LoraTargets::read(const std::filesystem::path& file, const RunContext& context) const
{
    const auto source = openAdapterFile(file);
    std::map<std::string, Parts> layers; // sorted, so that sums do not depend on the file's order
    for (const std::string& name : source->names()) {
        if (isOtherAdapter(name)) {
            throw LoadError(core::ErrorCode::Unsupported,
                            source->description() + ": `" + name +
                                "` belongs to an adapter that is no LoRA (LoHa, LoKr and DoRA are "
                                "not supported)");
        }
        if (const auto parsed = parseLoraName(name)) {
            layers[parsed->component + ' ' + parsed->module]
                .names[static_cast<std::size_t>(parsed->role)] = name;
        }
    }
    LoraFile out;
    std::size_t unknown = 0;
    for (const auto& [layer, parts] : layers) {
        context.checkpoint();
        const auto target = m_indexOf.find(layer);
        if (target == m_indexOf.end()) {
            ++unknown;
            continue;
        }
        LoraFactors factors = readFactors(*source, parts, layer);
        const at::Tensor& weight = m_weights[target->second];
        if (!factors.fits(weight.sizes())) {
            throw LoadError(core::ErrorCode::Unsupported,
                            source->description() + ": the update of `" + layer + "` is made of " +
                                shapeText(factors.up.sizes()) + " and " +
                                shapeText(factors.down.sizes()) + ", the model's layer is " +
                                shapeText(weight.sizes()) +
                                "; the LoRA was made for another kind of model");
        }
        out.updates.emplace_back(target->second, std::move(factors));
    }
    if (out.updates.empty()) {
        throw LoadError(core::ErrorCode::Unsupported,
                        source->description() +
                            (layers.empty() ? ": this is no LoRA; it has none of the tensors of one"
                                            : ": none of this LoRA's layers is in the model; it was "
                                              "made for another kind of model"));
    }
    if (unknown > 0) {
        core::log(core::LogLevel::Warning, "diffusion.load",
                  source->description() + ": " + std::to_string(unknown) + " of " +
                      std::to_string(layers.size()) + " layers are not in the model");
    }
    return out;
}

} // namespace diffusion
