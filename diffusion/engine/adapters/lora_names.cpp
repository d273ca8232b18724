#include "diffusion/engine/adapters/lora_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace diffusion {
namespace {

using Suffix = std::pair<std::string_view, LoraRole>;

/// Longer ones first where one ends like another.
constexpr std::array kSuffixes{
    Suffix{".lora_linear_layer.down.weight", LoraRole::Down},
    Suffix{".lora_linear_layer.up.weight", LoraRole::Up},
    Suffix{".lora_A.default.weight", LoraRole::Down},
    Suffix{".lora_B.default.weight", LoraRole::Up},
    Suffix{".lora_down.weight", LoraRole::Down},
    Suffix{".lora_up.weight", LoraRole::Up},
    Suffix{".lora_mid.weight", LoraRole::Mid},
    Suffix{".lora.down.weight", LoraRole::Down},
    Suffix{".lora.up.weight", LoraRole::Up},
    Suffix{"_lora.down.weight", LoraRole::Down},
    Suffix{"_lora.up.weight", LoraRole::Up},
    Suffix{".lora_A.weight", LoraRole::Down},
    Suffix{".lora_B.weight", LoraRole::Up},
    Suffix{".alpha", LoraRole::Alpha},
};

using Prefix = std::pair<std::string_view, std::string_view>;

constexpr std::array kPrefixes{
    Prefix{"lora_unet_", "unet"},
    Prefix{"lora_te1_", "text_encoder"},
    Prefix{"lora_te2_", "text_encoder_2"},
    Prefix{"lora_te_", "text_encoder"},
    Prefix{"unet.", "unet"},
    Prefix{"text_encoder_2.", "text_encoder_2"},
    Prefix{"text_encoder.", "text_encoder"},
};

constexpr std::array<std::string_view, 8> kOtherMarks{
    ".hada_w", ".lokr_w", ".lokr_t", ".dora_scale", ".lora_magnitude_vector", ".oft_", ".boft_",
    ".on_input"};

/// Old attention processors call the layer's output "to_out", which holds it at index 0.
std::string withoutProcessor(std::string module)
{
    constexpr std::string_view mark = ".processor";
    const std::size_t at = module.find(mark);
    if (at == std::string::npos) {
        return module;
    }
    module.erase(at, mark.size());
    return module.ends_with(".to_out") ? module + ".0" : module;
}

} // namespace

std::string flattenedName(std::string_view dotted)
{
    std::string out(dotted);
    std::replace(out.begin(), out.end(), '.', '_');
    return out;
}

std::optional<LoraName> parseLoraName(std::string_view name)
{
    const auto suffix = std::find_if(kSuffixes.begin(), kSuffixes.end(), [name](const Suffix& s) {
        return name.ends_with(s.first);
    });
    if (suffix == kSuffixes.end()) {
        return std::nullopt;
    }
    name.remove_suffix(suffix->first.size());
    constexpr std::string_view wrapper = "base_model.model.";
    LoraName out;
    out.role = suffix->second;
    out.component = "unet"; // files of attention processors name no component
    for (const auto& [prefix, component] : kPrefixes) {
        if (name.starts_with(prefix)) {
            out.component = component;
            name.remove_prefix(prefix.size());
            break;
        }
    }
    if (name.starts_with(wrapper)) {
        name.remove_prefix(wrapper.size());
    }
    if (name.empty()) {
        return std::nullopt;
    }
    out.module = flattenedName(withoutProcessor(std::string(name)));
    return out;
}

bool isOtherAdapter(std::string_view name)
{
    return std::any_of(kOtherMarks.begin(), kOtherMarks.end(), [name](std::string_view mark) {
        return name.find(mark) != std::string_view::npos;
    });
}

} // namespace diffusion
