#pragma once

/// Small documents with seeded random content, and comparisons that look at every visible sample.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>

#include "core/document/document.h"
#include "core/edit/layer_groups.h"
#include "core/image/mask.h"
#include "core/image/tiled_image.h"

namespace support {

/// Every sample random; alpha too unless `opaque`.
inline core::TiledImage randomImage(core::Size size, core::PixelFormat format, std::uint32_t seed,
                                    bool opaque = false)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> level(0, 255);
    const int channels = core::channelCount(format);
    core::PixelBuffer pixels(size.width, size.height, channels);
    for (std::size_t i = 0; i < pixels.count(); ++i) {
        const bool isAlpha = channels == 4 && i % 4 == 3;
        pixels.data()[i] = isAlpha && opaque ? 1.0F : static_cast<float>(level(random)) / 255.0F;
    }
    core::TiledImage out(size, format);
    out.write({0, 0}, pixels);
    return out;
}

inline core::Mask randomMask(core::Size size, std::uint32_t seed)
{
    return core::Mask::fromImage(randomImage(size, core::PixelFormat::Gray8, seed));
}

inline core::Layer randomLayer(core::Size size, std::uint32_t seed, core::Point offset = {},
                               bool withMask = false)
{
    core::Layer out;
    out.properties.name = "layer " + std::to_string(seed);
    out.pixels = randomImage(size, core::PixelFormat::Rgba8, seed);
    out.offset = offset;
    if (withMask) {
        out.mask = randomMask(size, seed + 1000);
    }
    return out;
}

/// An opaque background and two smaller translucent layers, the upper one with a mask; a selection.
inline std::unique_ptr<core::Document> threeLayerDocument(core::Size size = {300, 280})
{
    auto out = core::Document::fromImage(randomImage(size, core::PixelFormat::Rgba8, 1, true),
                                         "Background");
    out->insertLayer(1, randomLayer({100, 90}, 2, {30, 20}));
    out->insertLayer(2, randomLayer({120, 200}, 3, {200, -20}, true));
    out->setMask(randomMask(size, 4), out->rect());
    return out;
}

inline bool sameLayer(const core::Layer& a, const core::Layer& b)
{
    const bool sameMasks =
        a.mask.has_value() == b.mask.has_value() && (!a.mask || a.mask->samePixels(*b.mask));
    return a.id == b.id && a.properties == b.properties && a.offset == b.offset &&
           a.parent == b.parent && a.isGroup == b.isGroup && a.recipe == b.recipe &&
           a.pixels.samePixels(b.pixels) && sameMasks;
}

/// The document with one layer at another place of the list, as a state; the same if it is there.
inline core::DocumentSnapshot withLayerAt(const core::Document& document, core::LayerId id,
                                          int index)
{
    const core::DocumentSnapshot now = document.snapshot();
    const int last = static_cast<int>(now.layers.size()) - 1;
    index = std::clamp(index, 0, last);
    const int gap = index > document.indexOf(id) ? index + 1 : index;
    return core::moved(now, {&id, 1}, {gap, 0}).value_or(now);
}

/// Everything undo must restore: canvas, stack, properties, samples, selection, active layer.
inline bool sameState(const core::DocumentSnapshot& a, const core::DocumentSnapshot& b)
{
    if (a.size != b.size || a.format != b.format || a.activeLayer != b.activeLayer ||
        a.layers.size() != b.layers.size() || !a.mask.samePixels(b.mask)) {
        return false;
    }
    for (std::size_t i = 0; i < a.layers.size(); ++i) {
        if (!sameLayer(*a.layers[i], *b.layers[i])) {
            return false;
        }
    }
    return true;
}

} // namespace support
