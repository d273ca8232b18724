#include "core/document/compositor.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "core/document/blend_row.h"
#include "core/image/sample.h"

namespace core {

namespace {

bool shows(const Layer& layer)
{
    return layer.properties.visible && layer.properties.opacity > 0.0F;
}

/// Adds nothing of its own to its pixels: no mask, full opacity, normal mode.
bool isPlain(const Layer& layer)
{
    return layer.shownMask() == nullptr && layer.properties.opacity >= 1.0F &&
           layer.properties.blend == BlendMode::Normal;
}

/// Calls visit(part) for each tile of the layer that holds pixels inside `area` (canvas
/// coordinates); `part` is in the layer's own.
template <class Visit> void forEachTile(const Layer& layer, const Rect& area, Visit visit)
{
    const Rect own =
        area.translated(-layer.offset.x, -layer.offset.y).intersected(layer.pixels.rect());
    const Mask* mask = layer.shownMask();
    for (const int index : tilesTouching(own, layer.pixels.columns())) {
        const bool masked = mask != nullptr && !mask->coverage().tile(index);
        if (layer.pixels.tile(index) && !masked) {
            visit(layer.pixels.tileRect(index).intersected(own));
        }
    }
}

/// What the blend loops need for `count` pixels from (x, y) of the layer on.
blend::Source sourceAt(const Layer& layer, int x, int y)
{
    blend::Source out{layer.properties.blend, layer.properties.opacity, nullptr};
    if (const Mask* mask = layer.shownMask()) {
        out.mask = reinterpret_cast<const std::uint8_t*>(mask->coverage().pixel(x, y));
    }
    return out;
}

void addLayer(const Layer& layer, const Rect& area, PixelBuffer& out)
{
    forEachTile(layer, area, [&](const Rect& part) {
        const PixelBuffer pixels = layer.pixels.read(part);
        for (int y = part.y; y < part.bottom(); ++y) {
            float* to = out.at(part.x + layer.offset.x - area.x, y + layer.offset.y - area.y);
            blend::rowFloat(to, pixels.row(y - part.y), part.width, sourceAt(layer, part.x, y));
        }
    });
}

void addLayer8(const Layer& layer, const Rect& area, std::uint8_t* out, std::ptrdiff_t stride)
{
    const bool direct = layer.pixels.format() == PixelFormat::Rgba8;
    std::array<std::uint8_t, std::size_t{4} * kTileSide> scratch{};
    forEachTile(layer, area, [&](const Rect& part) {
        for (int y = part.y; y < part.bottom(); ++y) {
            std::uint8_t* to = out + stride * (y + layer.offset.y - area.y) +
                               std::ptrdiff_t{4} * (part.x + layer.offset.x - area.x);
            const auto* in = reinterpret_cast<const std::uint8_t*>(layer.pixels.pixel(part.x, y));
            if (!direct) {
                layer.pixels.readRgba8({part.x, y, part.width, 1}, scratch.data(), 0,
                                       AlphaMode::Straight);
                in = scratch.data();
            }
            blend::row8(to, in, part.width, sourceAt(layer, part.x, y));
        }
    });
}

/// The layer whose pixels alone make up `area`, bit by bit; null if there is none.
const Layer* onlyLayer(const DocumentSnapshot& snapshot, const Rect& area)
{
    const Layer* out = nullptr;
    for (const LayerRef& layer : snapshot.layers) {
        bool present = false;
        if (shows(*layer)) {
            forEachTile(*layer, area, [&](const Rect&) { present = true; });
        }
        if (present && (out != nullptr || !isPlain(*layer))) {
            return nullptr;
        }
        if (present) {
            out = layer.get();
        }
    }
    return out;
}

/// Whether tile `index` of the canvas is, bit by bit, a tile of `layer`; if so which.
int sharedTile(const Layer& layer, const TiledImage& canvas, int index)
{
    const Rect own = canvas.tileRect(index).translated(-layer.offset.x, -layer.offset.y);
    const bool aligned = own.x % kTileSide == 0 && own.y % kTileSide == 0;
    if (!aligned || layer.pixels.format() != canvas.format() ||
        !layer.pixels.rect().contains(own)) {
        return -1;
    }
    return own.y / kTileSide * layer.pixels.columns() + own.x / kTileSide;
}

} // namespace

PixelBuffer composite(const DocumentSnapshot& snapshot, const Rect& area)
{
    PixelBuffer out(std::max(0, area.width), std::max(0, area.height), 4);
    const Rect inside = area.intersected(snapshot.rect());
    if (inside.isEmpty()) {
        return out;
    }
    // Layers may reach outside the canvas; what lies there must not show.
    PixelBuffer canvas(inside.width, inside.height, 4);
    PixelBuffer& target = inside == area ? out : canvas;
    for (const LayerRef& layer : snapshot.layers) {
        if (shows(*layer)) {
            addLayer(*layer, inside, target);
        }
    }
    if (inside != area) {
        for (int y = 0; y < inside.height; ++y) {
            std::copy_n(canvas.row(y), std::size_t{4} * static_cast<std::size_t>(inside.width),
                        out.at(inside.x - area.x, inside.y + y - area.y));
        }
    }
    return out;
}

void compositeRgba8(const DocumentSnapshot& snapshot, const Rect& area, std::uint8_t* out,
                    std::ptrdiff_t stride, AlphaMode mode)
{
    const Rect inside = area.intersected(snapshot.rect());
    std::uint8_t* corner =
        out + stride * (inside.y - area.y) + std::ptrdiff_t{4} * (inside.x - area.x);
    const Layer* only = inside == area ? onlyLayer(snapshot, area) : nullptr;
    if (only != nullptr) {
        only->pixels.readRgba8(area.translated(-only->offset.x, -only->offset.y), out, stride,
                               mode);
        return;
    }
    for (int y = 0; y < area.height; ++y) {
        std::memset(out + stride * y, 0, std::size_t{4} * static_cast<std::size_t>(area.width));
    }
    for (const LayerRef& layer : snapshot.layers) {
        if (shows(*layer) && !inside.isEmpty()) {
            addLayer8(*layer, inside, corner, stride);
        }
    }
    for (int y = 0; y < inside.height && mode == AlphaMode::Premultiplied; ++y) {
        for (int x = 0; x < inside.width; ++x) {
            std::uint8_t* pixel = corner + stride * y + std::ptrdiff_t{4} * x;
            std::uint32_t word = 0;
            std::memcpy(&word, pixel, 4);
            if (word < 0xFF000000U) {
                word = sample::premultiplied(word);
                std::memcpy(pixel, &word, 4);
            }
        }
    }
}

TiledImage flatten(const DocumentSnapshot& snapshot)
{
    TiledImage out(snapshot.size, snapshot.format);
    std::vector<std::uint8_t> scratch(std::size_t{4} * kTileSide * kTileSide);
    for (int i = 0; i < out.tileCount(); ++i) {
        const Rect area = out.tileRect(i);
        const Layer* only = onlyLayer(snapshot, area);
        const int shared = only != nullptr ? sharedTile(*only, out, i) : -1;
        if (shared >= 0) {
            out.setTile(i, only->pixels.tile(shared));
        } else if (snapshot.format == PixelFormat::Rgba8) {
            const std::ptrdiff_t stride = std::ptrdiff_t{4} * area.width;
            compositeRgba8(snapshot, area, scratch.data(), stride, AlphaMode::Straight);
            for (int y = 0; y < area.height; ++y) {
                out.writeRow(area.x, area.y + y, area.width, scratch.data() + stride * y);
            }
        } else {
            out.write({area.x, area.y}, composite(snapshot, area));
        }
    }
    return out;
}

RegionReader compositeReader(DocumentSnapshot snapshot)
{
    auto kept = std::make_shared<const DocumentSnapshot>(std::move(snapshot));
    return [kept](const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
        compositeRgba8(*kept, area, out, stride, AlphaMode::Premultiplied);
    };
}

} // namespace core
