#include "core/edit/layer_edits.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/document/blend_row.h"
#include "core/document/compositor.h"
#include "core/edit/layer_groups.h"

namespace core {

namespace {

/// Alpha of `pixels` times the coverage that `coverageAt(part)` gives for each tile.
template <class CoverageOf> TiledImage multiplied(const TiledImage& pixels, CoverageOf coverageOf)
{
    TiledImage out = pixels;
    for (int index = 0; index < out.tileCount(); ++index) {
        if (!out.tile(index)) {
            continue;
        }
        const Rect part = out.tileRect(index);
        const PixelBuffer coverage = coverageOf(part);
        PixelBuffer tile = out.read(part);
        bool changed = false;
        for (std::size_t i = 0; i < coverage.count(); ++i) {
            changed = changed || coverage.data()[i] < 1.0F;
            tile.data()[i * 4 + 3] *= coverage.data()[i];
        }
        if (changed) {
            out.write({part.x, part.y}, tile);
        }
    }
    return out;
}

/// The lower layer with its mask applied and the upper one drawn onto it.
Layer withPainted(const Layer& lower, const Layer& upper)
{
    Layer out = lower.mask ? withMaskApplied(lower) : lower;
    const Rect area = upper.occupied();
    const Rect room = out.bounds().united(area.isEmpty() ? out.bounds() : area);
    if (room != out.bounds()) {
        out.pixels = out.pixels.cropped(room.translated(-out.offset.x, -out.offset.y));
        out.offset = {room.x, room.y};
    }
    const Rect changed =
        area.translated(-out.offset.x, -out.offset.y).intersected(out.pixels.rect());
    for (const int tile : tilesTouching(changed, out.pixels.columns())) {
        const Rect own = out.pixels.tileRect(tile);
        const Rect part =
            own.translated(out.offset.x - upper.offset.x, out.offset.y - upper.offset.y);
        PixelBuffer backdrop = out.pixels.read(own);
        const PixelBuffer source = upper.pixels.read(part);
        std::vector<std::uint8_t> coverage(static_cast<std::size_t>(part.width), 255);
        for (int y = 0; y < part.height; ++y) {
            blend::Source how{upper.properties.blend, upper.properties.opacity, nullptr};
            if (const Mask* mask = upper.shownMask()) {
                mask->readGray8({part.x, part.y + y, part.width, 1}, coverage.data(), part.width);
                how.mask = coverage.data();
            }
            blend::rowFloat(backdrop.row(y), source.row(y), part.width, how);
        }
        out.pixels.write({own.x, own.y}, backdrop);
    }
    return out;
}

} // namespace

Layer emptyLayer(const DocumentSnapshot& snapshot, std::string name)
{
    Layer out;
    out.properties.name = std::move(name);
    out.pixels = TiledImage(snapshot.size, snapshot.format);
    return out;
}

Layer duplicateOf(const Layer& layer, std::string name)
{
    Layer out = layer;
    out.id = 0;
    out.properties.name = std::move(name);
    out.properties.locked = false;
    return out;
}

std::optional<DocumentSnapshot> mergedDown(const DocumentSnapshot& snapshot, LayerId layer)
{
    const int index = indexOf(snapshot.layers, layer);
    if (index < 0 || snapshot.layers[static_cast<std::size_t>(index)]->isGroup) {
        return mergedGroup(snapshot, layer);
    }
    const auto at = static_cast<std::size_t>(index);
    const Layer& upper = *snapshot.layers[at];
    if (index == 0 || snapshot.layers[at - 1]->parent != upper.parent) {
        return std::nullopt;
    }
    if (snapshot.layers[at - 1]->isGroup) {
        return mergedDown(*mergedGroup(snapshot, snapshot.layers[at - 1]->id), layer);
    }
    DocumentSnapshot out = snapshot;
    out.layers[at - 1] = std::make_shared<const Layer>(
        upper.properties.visible ? withPainted(*snapshot.layers[at - 1], upper)
                                 : *snapshot.layers[at - 1]);
    out.layers.erase(out.layers.begin() + index);
    out.activeLayer = out.layers[at - 1]->id;
    return out;
}

DocumentSnapshot flattened(const DocumentSnapshot& snapshot)
{
    DocumentSnapshot out = snapshot;
    if (snapshot.layers.empty()) {
        return out;
    }
    Layer one;
    one.id = snapshot.layers.front()->id;
    one.properties.name = snapshot.layers.front()->properties.name;
    one.pixels = flatten(snapshot);
    out.activeLayer = one.id;
    out.layers = {std::make_shared<const Layer>(std::move(one))};
    return out;
}

Layer stamped(const DocumentSnapshot& snapshot, std::string name)
{
    Layer out;
    out.properties.name = std::move(name);
    out.pixels = flatten(snapshot);
    return out;
}

Mask maskFromSelection(const DocumentSnapshot& snapshot, const Layer& layer)
{
    if (snapshot.mask.isEmpty()) {
        Mask all(layer.pixels.size());
        all.fill(layer.pixels.rect(), 255);
        return all;
    }
    return Mask::fromImage(snapshot.mask.coverage().cropped(
        layer.pixels.rect().translated(layer.offset.x, layer.offset.y)));
}

Layer withMaskApplied(const Layer& layer)
{
    Layer out = layer;
    if (const Mask* mask = layer.shownMask()) {
        out.pixels =
            multiplied(layer.pixels, [&](const Rect& part) { return mask->toBuffer(part); });
    }
    out.mask.reset();
    out.properties.maskDisabled = false;
    return out;
}

Layer grownToCanvas(const Layer& layer, Size canvas)
{
    const Rect room = layer.bounds().united(Rect::fromSize(canvas));
    if (room == layer.bounds()) {
        return layer;
    }
    Layer out = layer;
    const Rect own = room.translated(-layer.offset.x, -layer.offset.y);
    out.pixels = layer.pixels.cropped(own);
    out.offset = {room.x, room.y};
    if (layer.mask) {
        Mask hidden = *layer.mask; // what the mask takes away, so that new room is not masked
        hidden.invert();
        Mask grown = Mask::fromImage(hidden.coverage().cropped(own));
        grown.invert();
        out.mask = std::move(grown);
    }
    return out;
}

Rect visibleBounds(const Layer& layer)
{
    const Rect tiles = layer.occupied().translated(-layer.offset.x, -layer.offset.y);
    std::vector<std::uint8_t> rgba;
    std::vector<std::uint8_t> mask;
    // The columns of [from, to) in row y that show, as a span; empty if none.
    const auto shown = [&](int from, int to, int y) -> Rect {
        if (from >= to) {
            return {};
        }
        const auto count = static_cast<std::size_t>(to - from);
        rgba.resize(count * 4);
        mask.assign(count, 255);
        const Rect row{from, y, to - from, 1};
        layer.pixels.readRgba8(row, rgba.data(), 0, AlphaMode::Straight);
        if (const Mask* shownMask = layer.shownMask()) {
            shownMask->readGray8(row, mask.data(), 0);
        }
        const auto shows = [&](std::size_t x) { return rgba[x * 4 + 3] > 0 && mask[x] > 0; };
        std::size_t first = 0;
        while (first < count && !shows(first)) {
            ++first;
        }
        std::size_t last = count;
        while (last > first && !shows(last - 1)) {
            --last;
        }
        return {from + static_cast<int>(first), y, static_cast<int>(last - first), 1};
    };
    int top = tiles.y;
    Rect out;
    for (; top < tiles.bottom() && out.isEmpty(); ++top) {
        out = shown(tiles.x, tiles.right(), top);
    }
    int bottom = tiles.bottom();
    for (Rect row; bottom > top && row.isEmpty(); --bottom) {
        row = shown(tiles.x, tiles.right(), bottom - 1);
        out = out.united(row);
    }
    // In between only what lies further out than is known matters: nothing, for most pictures.
    for (int y = top; y < bottom; ++y) {
        out = out.united(shown(tiles.x, out.x, y));
        out = out.united(shown(out.right(), tiles.right(), y));
    }
    return out.isEmpty() ? Rect{} : out.translated(layer.offset.x, layer.offset.y);
}

std::optional<Layer> selectedPart(const DocumentSnapshot& snapshot, const Layer& layer)
{
    const Rect selected = snapshot.mask.bounds();
    const Rect whole = layer.occupied();
    const Rect area = selected.isEmpty() ? whole : selected.intersected(whole);
    if (area.isEmpty()) {
        return std::nullopt;
    }
    const Layer flat = withMaskApplied(layer);
    Layer out;
    out.properties.name = layer.properties.name;
    out.offset = {area.x, area.y};
    out.pixels = flat.pixels.cropped(area.translated(-layer.offset.x, -layer.offset.y));
    if (!selected.isEmpty()) {
        out.pixels = multiplied(out.pixels, [&](const Rect& part) {
            return snapshot.mask.toBuffer(part.translated(area.x, area.y));
        });
    }
    return out;
}

TiledImage withSelectionCleared(const DocumentSnapshot& snapshot, const Layer& layer)
{
    if (snapshot.mask.isEmpty()) {
        return TiledImage(layer.pixels.size(), layer.pixels.format());
    }
    return multiplied(layer.pixels, [&](const Rect& part) {
        PixelBuffer coverage =
            snapshot.mask.toBuffer(part.translated(layer.offset.x, layer.offset.y));
        for (std::size_t i = 0; i < coverage.count(); ++i) {
            coverage.data()[i] = 1.0F - coverage.data()[i];
        }
        return coverage;
    });
}

} // namespace core
