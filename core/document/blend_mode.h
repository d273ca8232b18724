#pragma once

/// How a layer's colours meet what lies below: the blend functions of W3C "Compositing and Blending
/// Level 1" (2015), sections 9.1 and 9.2, all with source-over compositing. Any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace core {

enum class BlendMode : std::uint8_t {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Hue,
    Saturation,
    Color,
    Luminosity
};

struct BlendModeInfo {
    BlendMode mode;
    std::string_view title;      ///< "Color Dodge", English
    std::string_view openRaster; ///< composite-op attribute of OpenRaster: "svg:color-dodge"
};

/// All modes, in the order a menu shows them.
[[nodiscard]] std::span<const BlendModeInfo> blendModes();
[[nodiscard]] const BlendModeInfo& blendModeInfo(BlendMode mode);
/// Empty for a name this program does not know.
[[nodiscard]] std::optional<BlendMode> blendModeFromOpenRaster(std::string_view name);

/// B(cb, cs): colours in [0, 1] not premultiplied; backdrop first.
[[nodiscard]] std::array<float, 3> blendColours(BlendMode mode,
                                                const std::array<float, 3>& backdrop,
                                                const std::array<float, 3>& source);

} // namespace core
