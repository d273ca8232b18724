#pragma once

/// One scale of the picture pyramid, with everything the search and the voting need.

#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/exemplar/parallel.h"

namespace core::exemplar {

/// What voting averages: sRGB red, green, blue, then the texture features, the local means of
/// |dY/dx| and |dY/dy| of the full-size picture (Newson et al. 2014, section 3.3).
struct alignas(32) Texel {
    float v[8] = {};
};

/// Where a patch is copied from: its centre.
struct Match {
    std::int16_t x = -1;
    std::int16_t y = -1;
    [[nodiscard]] bool isSet() const { return x >= 0; }
    friend bool operator==(const Match&, const Match&) = default;
};

/// Weights of what a patch distance compares.
struct FeatureWeights {
    float chroma = 1.0F;
    float texture = 4.0F;
    float gradient = 1.5F;
};

/// Features of a pixel are eight 16-bit numbers: luma, two colour differences, two texture
/// features, two luma gradients, one unused.
constexpr int kFeatures = 8;
/// Features per unit of sRGB value. 49 patch pixels x all features stay below 2^31.
constexpr float kFeatureScale = 1000.0F;

struct Level {
    int width = 0;
    int height = 0;
    int radius = 3; ///< patches are (2 radius + 1)^2 pixels
    std::vector<Texel> texels;
    std::vector<std::int16_t> features;  ///< (height, width, kFeatures)
    std::vector<std::uint8_t> avoid;     ///< 1 = known, but nothing to copy; empty = none
    std::vector<std::uint8_t> hole;      ///< 1 = to be filled
    std::vector<float> depth;            ///< distance of a hole pixel from known ones, pixels
    float deepest = 0.0F;                ///< greatest depth
    std::vector<float> strangeness;      ///< see strangeness.h
    std::vector<std::int32_t> copyCosts; ///< added for copying from this pixel (PlacePrior)
    std::vector<int> rowBands;           ///< how far up or down this row may copy from (PlacePrior)
    std::vector<std::uint8_t> source;    ///< 1 = a patch centred here may be copied
    std::vector<std::uint32_t> sources;  ///< indices where source is 1, in order
    std::vector<std::uint8_t> target; ///< 1 = a patch centred here is inside and touches the hole
    Rect holeBounds;
    Rect targetBounds;
    std::vector<Match> matches; ///< nearest neighbour field over the targets
    std::vector<std::int32_t> costs;

    [[nodiscard]] std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x);
    }
    [[nodiscard]] int side() const { return 2 * radius + 1; }
    [[nodiscard]] bool isSource(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < width && y < height && source[index(x, y)] != 0;
    }
};

// All four below end early, with the level unfinished, when `workers` is stopped.

/// The finest level, from the picture itself; hole pixels start black.
[[nodiscard]] Level makeFinestLevel(const PixelBuffer& image, const PixelBuffer& mask, Rect window,
                                    Workers& workers);

/// Half the size: known pixels are averaged with weights 1 3 3 1, unknown ones left out; a coarse
/// pixel is hole when any of its four fine pixels is.
[[nodiscard]] Level makeCoarserLevel(const Level& fine, Workers& workers);

/// Fills in radius, depth, sources, targets and empty matches from `hole`.
void prepareLevel(Level& level, int radius, Workers& workers);

/// Recomputes `features` inside `area` from `texels`.
void updateFeatures(Level& level, Rect area, const FeatureWeights& weights, Workers& workers);

} // namespace core::exemplar
