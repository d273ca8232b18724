#pragma once

/// Colours from one ICC profile to another, through Little CMS (relative colorimetric with black
/// point compensation). A profile is the bytes of an ICC file for RGB; empty means sRGB.
/// Pure; any thread, one object from several threads at once.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/document/document.h"
#include "core/image/tiled_image.h"

namespace core {

using IccProfile = std::span<const std::uint8_t>;

class ColorTransform {
public:
    virtual ~ColorTransform() = default;

    /// In place, `count` pixels of premultiplied 8-bit colour in the order of a little-endian
    /// 0xAARRGGBB word (blue first); alpha stays.
    virtual void applyToScreen(std::uint8_t* bgra, std::size_t count) const = 0;
    /// `image` (RGBA of any depth, straight alpha) in the other profile; alpha stays. Once `stop`
    /// is requested the rest is left as it was.
    [[nodiscard]] virtual TiledImage converted(const TiledImage& image,
                                               const std::stop_token& stop) const = 0;
};

/// Null when both mean the same, within a level of 8 bits. Errors: Unreadable (a profile is
/// damaged or not for RGB).
[[nodiscard]] Result<std::shared_ptr<const ColorTransform>> colorTransform(IccProfile from,
                                                                           IccProfile to);

/// One colour, straight alpha, [0, 1]; as it is when a profile cannot be used.
[[nodiscard]] std::array<float, 4> colorBetween(const std::array<float, 4>& rgba, IccProfile from,
                                                IccProfile to);

/// What the profile calls itself, UTF-8; "sRGB" for an empty one.
[[nodiscard]] std::string profileName(IccProfile profile);

/// The layers of `snapshot`, from its profile to sRGB. Errors as colorTransform(), Cancelled.
[[nodiscard]] Result<DocumentSnapshot> convertedToSrgb(const DocumentSnapshot& snapshot,
                                                       const std::stop_token& stop);

} // namespace core
