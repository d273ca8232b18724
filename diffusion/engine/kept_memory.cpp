#include "diffusion/engine/kept_memory.h"

#include <algorithm>
#include <string>

#include "diffusion/models/layers/pack_budget.h"
#include "diffusion/models/layers/winograd_filters.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

/// The number after `prefix` in a tensor's name; nothing where it does not begin so.
std::optional<int> blockOf(const std::string& name, const std::string& prefix)
{
    const std::size_t dot = name.find('.', prefix.size());
    if (!name.starts_with(prefix) || dot == std::string::npos || dot - prefix.size() > 2 ||
        name.find_first_not_of("0123456789", prefix.size()) != dot) {
        return std::nullopt;
    }
    return std::stoi(name.substr(prefix.size()));
}

int levelsOf(const nlohmann::json& config)
{
    constexpr int kDefault = 4; // the format's
    const auto widths = config.find("block_out_channels");
    return widths != config.end() && widths->is_array() ? static_cast<int>(widths->size())
                                                        : kDefault;
}

/// How many times smaller than the latents the map is that a U-Net's layer works at.
int reductionOf(const std::string& name, int levels)
{
    int level = 0;
    if (const auto down = blockOf(name, "down_blocks.")) {
        level = *down;
    } else if (const auto up = blockOf(name, "up_blocks.")) {
        level = levels - 1 - *up - (name.find(".upsamplers.") != std::string::npos ? 1 : 0);
    } else if (name.starts_with("mid_block.")) {
        level = levels - 1;
    }
    return 1 << std::clamp(level, 0, 16);
}

/// Null where they cannot be read: who loads the model will say why.
std::shared_ptr<TensorSource> readable(const ModelFiles& files, const std::string& component)
{
    try {
        return files.source->weights(component);
    } catch (const LoadError&) {
        return nullptr;
    }
}

/// All convolutions of a component; `sideOf` says how large its maps are.
template <typename SideOf>
std::int64_t filterBytes(const ModelFiles& files, const std::string& component, SideOf sideOf)
{
    std::int64_t bytes = 0;
    const auto weights = readable(files, component);
    if (!weights) {
        return 0;
    }
    for (const std::string& name : weights->names()) {
        const auto shape = weights->shape(name);
        const bool isDown =
            name.find(".downsamplers.") != std::string::npos; // with a stride of two
        if (shape && shape->size() == 4 && !isDown) {
            bytes += keptFilterBytes(*shape, sideOf(name));
        }
    }
    return bytes;
}

} // namespace

std::int64_t keptBytesOf(const ModelFiles& files, int nativeSide, const Compute& compute)
{
    if (compute.device != at::kCPU || compute.dtype != at::kFloat) {
        return 0; // bfloat16 has no such layouts, and what oneDNN packs is as large as the file
    }
    const std::int64_t side = nativeSide / files.pixelsPerLatent();
    std::int64_t bytes = filterBytes(files, "vae", [&](const std::string&) { return side; });
    if (files.unet.is_object()) {
        const int levels = levelsOf(files.unet);
        bytes += filterBytes(files, "unet", [&](const std::string& name) {
            return side / reductionOf(name, levels);
        });
    }
    return std::min(bytes, transformMemory());
}

} // namespace diffusion
