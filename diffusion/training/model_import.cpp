#include "diffusion/training/model_import.h"

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/training/guarded.h"
#include "diffusion/training/model_parameters.h"
#include "diffusion/training/model_shape.h"
#include "diffusion/training/noise_levels.h"
#include "diffusion/training/pca_encoder.h"

namespace diffusion::training {

namespace {

namespace fs = std::filesystem;

LoadError foreign(const std::string& folder, const std::string& why)
{
    return LoadError(core::ErrorCode::BadWeights, folder + ": " + why +
                                                      "; only models made by stillwater-train can "
                                                      "be trained on");
}

at::Tensor take(TensorSource& source, const std::string& name)
{
    if (!source.contains(name)) {
        throw foreign(source.description(), "no tensor `" + name + "`");
    }
    return source.read(name, {}).to(at::kFloat).contiguous();
}

/// The inverse of pcaEncoderWeights(), for an encoder `width` wide.
BlockPca componentsOf(const at::Tensor& project, const at::Tensor& last, const at::Tensor& bias)
{
    BlockPca pca;
    pca.components = static_cast<int>(bias.size(0));
    pca.mean.assign(kBlockValues, 0.0F);
    const auto p = project.accessor<float, 4>();
    const auto l = last.accessor<float, 4>();
    for (int k = 0; k < pca.components; ++k) {
        const float unit = l[k][k][1][1];
        const float offset = -bias.accessor<float, 1>()[k] / unit;
        pca.deviation.push_back(1.0F / (static_cast<float>(kLatentScale) * unit));
        for (int i = 0; i < kBlockValues; ++i) {
            const int c = i % 3;
            const int x = i / 3 % kBlockSide;
            const int y = i / 3 / kBlockSide;
            const int quarter = (y / 2 % 2 * 2 + x / 2 % 2) * 12;
            const int pixel = (y % 2 * 2 + x % 2) * 3;
            const float axis = p[k][quarter + pixel + c][1 + y / 4][1 + x / 4];
            pca.basis.push_back(axis);
            pca.mean[static_cast<std::size_t>(i)] += offset * axis;
        }
    }
    return pca;
}

BlockPca readPca(const std::string& folder)
{
    constexpr double kRelative = 2e-2;
    constexpr double kAbsolute = 4e-3; // float16, and components not quite at right angles
    const auto source = openComponentWeights(fs::path(folder) / "vae");
    const at::Tensor project = take(*source, "encoder.layers.3.weight");
    const at::Tensor last = take(*source, "encoder.layers.4.weight");
    const at::Tensor bias = take(*source, "encoder.layers.4.bias");
    const std::int64_t width = project.dim() == 4 ? project.size(0) : 0;
    const std::int64_t components = bias.size(0);
    constexpr std::int64_t kInner = 48; // channels that carry a 4 x 4 block
    const bool shaped = width >= kInner && project.sizes() == at::IntArrayRef{width, width, 3, 3} &&
                        last.sizes() == at::IntArrayRef{components, width, 3, 3} &&
                        components <= kInner;
    if (!shaped) {
        throw foreign(folder, "the encoder has another shape");
    }
    const BlockPca pca = componentsOf(project, last, bias);
    for (const auto& [name, tensor] :
         pcaEncoderWeights(pca, static_cast<int>(width), kLatentScale)) {
        const at::Tensor stored = take(*source, name);
        if (stored.sizes() != tensor.sizes() ||
            !at::allclose(stored, tensor, kRelative, kAbsolute)) {
            throw foreign(folder, "the encoder is not one of principal components");
        }
    }
    return pca;
}

/// Files are compared as JSON: spaces do not matter.
void requireSchedule(const fs::path& folder)
{
    std::ifstream file(folder / "scheduler" / "scheduler_config.json");
    const auto stored = nlohmann::json::parse(file, nullptr, false);
    if (stored != nlohmann::json::parse(schedulerConfig())) {
        throw foreign(folder.string(), "another noise schedule");
    }
}

} // namespace

core::Result<BlockPca> readModelPca(const std::string& folder)
{
    return guarded([&]() -> core::Result<BlockPca> { return readPca(folder); });
}

void readModelParameters(const std::string& folder, FlatParameters& parameters)
{
    requireSchedule(folder);
    for (const char* component : {"unet", "text_encoder"}) {
        const auto source = openComponentWeights(fs::path(folder) / component);
        for (auto& [name, view] :
             parameters.named(parameters.valueTensor(), std::string(component) + ".")) {
            const at::Tensor stored = take(*source, name);
            if (stored.sizes() != view.sizes()) {
                throw foreign(folder, std::string(component) + ": `" + name + "` is " +
                                          shapeText(stored.sizes()) + ", the trainer's " +
                                          shapeText(view.sizes()));
            }
            at::Tensor(view).copy_(stored);
        }
    }
}

} // namespace diffusion::training
