#pragma once

/// Cut-outs that stand in scenes beside what the program draws itself. Any thread.

#include <string>
#include <vector>

#include "core/base/pixel_buffer.h"

namespace train::scenes {

/// Where a cut-out may stand; Water is every water, the sea too.
enum class Habitat { Land, Road, Sand, Snow, Water, Sea, Sky };

struct Stamp {
    std::string name;
    std::string plural;
    std::string colour;         ///< a word, empty when it has none worth saying
    std::vector<Habitat> where; ///< the likeliest first
    float scale = 1.0F;         ///< beside other stamps, about 0.6 to 1.3
    float weight = 1.0F;        ///< how often, beside others
    core::PixelBuffer
        pixels; ///< (H, W, 4), sRGB in [0, 1], straight alpha, cropped to what is seen

    [[nodiscard]] float aspect() const
    {
        return static_cast<float>(pixels.width()) / static_cast<float>(pixels.height());
    }
    [[nodiscard]] bool flies() const { return !where.empty() && where.front() == Habitat::Sky; }
};

/// All stamps of a run. Scenes keep pointers into it: it must outlive them and not change.
using StampBook = std::vector<Stamp>;

} // namespace train::scenes
