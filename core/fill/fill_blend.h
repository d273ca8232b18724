#pragma once

/// Generated pixels made to fit the photo around them. Pure functions; any thread. Some 0.1 s per
/// megapixel of hole: not for the GUI thread when the hole may be large.

#include <array>

#include "core/base/pixel_buffer.h"

namespace core {

/// Linear map of each colour channel: out = in * gain + shift.
struct ColourMatch {
    std::array<float, 3> gain{1.0F, 1.0F, 1.0F};
    std::array<float, 3> shift{0.0F, 0.0F, 0.0F};
    bool applied = false; ///< false: nothing could be measured, or nothing that belongs together
};

/// Mean and spread of `generated` brought to those of `context`, both (h, w, 3), measured only
/// where `hole` (h, w, 1) is 0, within `ring` pixels of it. Identity when the ring holds under 64
/// pixels or the two differ so much there that `generated` can't show the same scene. The gain
/// stays in [0.8, 1.25], the means move by at most 0.1.
[[nodiscard]] ColourMatch matchColours(const PixelBuffer& context, const PixelBuffer& generated,
                                       const PixelBuffer& hole, int ring = 24);

struct BlendOptions {
    bool matchColours = true;
    /// Spreads what still differs along the hole's border smoothly into the hole, so that no edge
    /// is left where the composite fades.
    bool smoothSeam = true;
};

/// context, generated: (h, w, 3); hole: (h, w, 1), > 0 where `generated` was made; composite:
/// (h, w, 1) coverage in [0, 1]. Returns (h, w, 4) with straight alpha = composite where hole > 0
/// and exactly 0 (in all four channels) elsewhere.
[[nodiscard]] PixelBuffer blendFill(const PixelBuffer& context, const PixelBuffer& generated,
                                    const PixelBuffer& hole, const PixelBuffer& composite,
                                    const BlendOptions& options = {});

} // namespace core
