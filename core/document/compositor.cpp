#include "core/document/compositor.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "core/document/blend_row.h"
#include "core/image/sample.h"

namespace core {

namespace {

/// What shows, as a tree: a layer, or a group with what shows in it.
struct Entry {
    const Layer* layer = nullptr;
    std::vector<Entry> inside; ///< of a group, from the bottom up
    bool allNormal = true;     ///< no other blend mode in it
};

bool shows(const Layer& layer)
{
    return layer.properties.visible && layer.properties.opacity > 0.0F;
}

/// The entries of one level in [begin, end); `first` as from firstOfEach.
std::vector<Entry> entriesOf(const LayerList& layers, const std::vector<int>& first, int begin,
                             int end)
{
    std::vector<Entry> out;
    for (int i = end - 1; i >= begin; i = first[static_cast<std::size_t>(i)] - 1) {
        const Layer& layer = *layers[static_cast<std::size_t>(i)];
        if (!shows(layer)) {
            continue;
        }
        Entry entry{&layer, {}, layer.properties.blend == BlendMode::Normal};
        if (layer.isGroup) {
            entry.inside = entriesOf(layers, first, first[static_cast<std::size_t>(i)], i);
            entry.allNormal =
                std::all_of(entry.inside.begin(), entry.inside.end(), [](const Entry& one) {
                    return one.allNormal && (one.layer->properties.passThrough ||
                                             one.layer->properties.blend == BlendMode::Normal);
                });
        }
        if (!layer.isGroup || !entry.inside.empty()) {
            out.push_back(std::move(entry));
        }
    }
    std::reverse(out.begin(), out.end());
    return out;
}

std::vector<Entry> entriesOf(const DocumentSnapshot& snapshot)
{
    return entriesOf(snapshot.layers, firstOfEach(snapshot.layers), 0,
                     static_cast<int>(snapshot.layers.size()));
}

/// How a group meets what lies below it.
enum class Joining {
    Direct, ///< as if its layers lay there themselves
    Mixed,  ///< so too, and what that changes is faded by its opacity
    Apart   ///< a picture of its own first
};

Joining joiningOf(const Entry& group)
{
    const LayerProperties& properties = group.layer->properties;
    const bool whole = properties.opacity >= 1.0F;
    const bool normal = properties.blend == BlendMode::Normal;
    // Source over is associative, so with nothing else in it a group need not be made apart.
    if (whole && (properties.passThrough || (normal && group.allNormal))) {
        return Joining::Direct;
    }
    return properties.passThrough && !group.allNormal ? Joining::Mixed : Joining::Apart;
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

bool touches(const Entry& entry, const Rect& area)
{
    bool out = false;
    if (!entry.layer->isGroup) {
        forEachTile(*entry.layer, area, [&](const Rect&) { out = true; });
    }
    return out || std::any_of(entry.inside.begin(), entry.inside.end(),
                              [&](const Entry& one) { return touches(one, area); });
}

blend::Source sourceOf(const Layer& group)
{
    const BlendMode mode =
        group.properties.passThrough ? BlendMode::Normal : group.properties.blend;
    return {mode, group.properties.opacity, nullptr};
}

void add(const std::vector<Entry>& entries, const Rect& area, PixelBuffer& out)
{
    for (const Entry& entry : entries) {
        const Joining joining = entry.layer->isGroup ? joiningOf(entry) : Joining::Direct;
        if (!entry.layer->isGroup) {
            addLayer(*entry.layer, area, out);
        } else if (joining == Joining::Direct) {
            add(entry.inside, area, out);
        } else if (touches(entry, area)) {
            PixelBuffer own =
                joining == Joining::Mixed ? out : PixelBuffer(area.width, area.height, 4);
            add(entry.inside, area, own);
            for (int y = 0; y < area.height; ++y) {
                if (joining == Joining::Mixed) {
                    blend::mixRowFloat(out.row(y), own.row(y), area.width,
                                       entry.layer->properties.opacity);
                } else {
                    blend::rowFloat(out.row(y), own.row(y), area.width, sourceOf(*entry.layer));
                }
            }
        }
    }
}

void add8(const std::vector<Entry>& entries, const Rect& area, std::uint8_t* out,
          std::ptrdiff_t stride)
{
    for (const Entry& entry : entries) {
        const Joining joining = entry.layer->isGroup ? joiningOf(entry) : Joining::Direct;
        if (!entry.layer->isGroup) {
            addLayer8(*entry.layer, area, out, stride);
            continue;
        }
        if (joining == Joining::Direct) {
            add8(entry.inside, area, out, stride);
            continue;
        }
        if (!touches(entry, area)) {
            continue;
        }
        const std::ptrdiff_t ownStride = std::ptrdiff_t{4} * area.width;
        std::vector<std::uint8_t> own(static_cast<std::size_t>(ownStride) *
                                      static_cast<std::size_t>(area.height));
        for (int y = 0; y < area.height && joining == Joining::Mixed; ++y) {
            std::copy_n(out + stride * y, ownStride, own.data() + ownStride * y);
        }
        add8(entry.inside, area, own.data(), ownStride);
        for (int y = 0; y < area.height; ++y) {
            const std::uint8_t* row = own.data() + ownStride * y;
            if (joining == Joining::Mixed) {
                blend::mixRow8(out + stride * y, row, area.width, entry.layer->properties.opacity);
            } else {
                blend::row8(out + stride * y, row, area.width, sourceOf(*entry.layer));
            }
        }
    }
}

/// What is found of the entries in an area.
struct Found {
    const Layer* only = nullptr; ///< the one layer there, with nothing that changes its pixels
    bool mixed = false;          ///< more than that
};

void find(const std::vector<Entry>& entries, const Rect& area, Found& found)
{
    for (const Entry& entry : entries) {
        if (found.mixed || !touches(entry, area)) {
            continue;
        }
        if (entry.layer->isGroup && joiningOf(entry) == Joining::Direct) {
            find(entry.inside, area, found);
        } else if (entry.layer->isGroup || found.only != nullptr || !isPlain(*entry.layer)) {
            found.mixed = true;
        } else {
            found.only = entry.layer;
        }
    }
}

/// The layer whose pixels alone make up `area`, bit by bit; null if there is none.
const Layer* onlyLayer(const std::vector<Entry>& entries, const Rect& area)
{
    Found found;
    find(entries, area, found);
    return found.mixed ? nullptr : found.only;
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

/// compositeRgba8 with what shows known.
void draw8(const std::vector<Entry>& entries, const Rect& canvas, const Rect& area,
           std::uint8_t* out, std::ptrdiff_t stride, AlphaMode mode)
{
    const Rect inside = area.intersected(canvas);
    std::uint8_t* corner =
        out + stride * (inside.y - area.y) + std::ptrdiff_t{4} * (inside.x - area.x);
    const Layer* only = inside == area ? onlyLayer(entries, area) : nullptr;
    if (only != nullptr) {
        only->pixels.readRgba8(area.translated(-only->offset.x, -only->offset.y), out, stride,
                               mode);
        return;
    }
    for (int y = 0; y < area.height; ++y) {
        std::memset(out + stride * y, 0, std::size_t{4} * static_cast<std::size_t>(area.width));
    }
    if (!inside.isEmpty()) {
        add8(entries, inside, corner, stride);
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

PixelBuffer drawn(const std::vector<Entry>& entries, const Rect& canvas, const Rect& area)
{
    PixelBuffer out(std::max(0, area.width), std::max(0, area.height), 4);
    const Rect inside = area.intersected(canvas);
    if (inside.isEmpty()) {
        return out;
    }
    if (inside == area) {
        add(entries, area, out);
        return out;
    }
    // Layers may reach outside the canvas; what lies there must not show.
    PixelBuffer part(inside.width, inside.height, 4);
    add(entries, inside, part);
    for (int y = 0; y < inside.height; ++y) {
        std::copy_n(part.row(y), std::size_t{4} * static_cast<std::size_t>(inside.width),
                    out.at(inside.x - area.x, inside.y + y - area.y));
    }
    return out;
}

} // namespace

PixelBuffer composite(const DocumentSnapshot& snapshot, const Rect& area)
{
    return drawn(entriesOf(snapshot), snapshot.rect(), area);
}

void compositeRgba8(const DocumentSnapshot& snapshot, const Rect& area, std::uint8_t* out,
                    std::ptrdiff_t stride, AlphaMode mode)
{
    draw8(entriesOf(snapshot), snapshot.rect(), area, out, stride, mode);
}

TiledImage flatten(const DocumentSnapshot& snapshot)
{
    TiledImage out(snapshot.size, snapshot.format);
    const std::vector<Entry> entries = entriesOf(snapshot);
    std::vector<std::uint8_t> scratch(std::size_t{4} * kTileSide * kTileSide);
    for (int i = 0; i < out.tileCount(); ++i) {
        const Rect area = out.tileRect(i);
        const Layer* only = onlyLayer(entries, area);
        const int shared = only != nullptr ? sharedTile(*only, out, i) : -1;
        if (shared >= 0) {
            out.setTile(i, only->pixels.tile(shared));
        } else if (snapshot.format == PixelFormat::Rgba8) {
            const std::ptrdiff_t stride = std::ptrdiff_t{4} * area.width;
            draw8(entries, snapshot.rect(), area, scratch.data(), stride, AlphaMode::Straight);
            for (int y = 0; y < area.height; ++y) {
                out.writeRow(area.x, area.y + y, area.width, scratch.data() + stride * y);
            }
        } else {
            out.write({area.x, area.y}, drawn(entries, snapshot.rect(), area));
        }
    }
    return out;
}

RegionReader compositeReader(DocumentSnapshot snapshot)
{
    struct Kept {
        DocumentSnapshot snapshot;
        std::vector<Entry> entries; ///< point into the snapshot
    };
    auto kept = std::make_shared<Kept>();
    kept->snapshot = std::move(snapshot);
    kept->entries = entriesOf(kept->snapshot);
    return [kept = std::shared_ptr<const Kept>(std::move(kept))](
               const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) {
        draw8(kept->entries, kept->snapshot.rect(), area, out, stride, AlphaMode::Premultiplied);
    };
}

} // namespace core
