#include "core/edit/layer_groups.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "core/document/compositor.h"
#include "core/edit/geometry.h"
#include "core/edit/layer_edits.h"

namespace core {

namespace {

/// Entries of the list that belong together: [first, last].
struct Run {
    int first = 0;
    int last = 0;
};

/// The runs of what is named, from the bottom up; none lies in another.
std::vector<Run> runsOf(const LayerList& layers, std::span<const LayerId> ids)
{
    std::vector<Run> out;
    for (int i = static_cast<int>(layers.size()) - 1; i >= 0; --i) {
        const LayerId id = layers[static_cast<std::size_t>(i)]->id;
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
            out.push_back({firstOf(layers, i), i});
            i = out.back().first;
        }
    }
    std::reverse(out.begin(), out.end());
    return out;
}

bool holds(const std::vector<Run>& runs, int index)
{
    return std::any_of(runs.begin(), runs.end(),
                       [index](const Run& run) { return run.first <= index && index <= run.last; });
}

LayerRef withParent(const LayerRef& layer, LayerId parent)
{
    if (layer->parent == parent) {
        return layer;
    }
    Layer out = *layer;
    out.parent = parent;
    return std::make_shared<const Layer>(std::move(out));
}

LayerId freshId(DocumentSnapshot& snapshot)
{
    for (const LayerRef& layer : snapshot.layers) {
        snapshot.nextId = std::max(snapshot.nextId, layer->id + 1);
    }
    return snapshot.nextId++;
}

Layer emptyGroup(PixelFormat format)
{
    Layer out;
    out.isGroup = true;
    out.pixels = TiledImage({1, 1}, format);
    return out;
}

/// The list without the runs, and where `gap` has gone in it.
LayerList without(const LayerList& layers, const std::vector<Run>& runs, int& gap)
{
    LayerList out;
    int shifted = gap;
    for (int i = 0; i < static_cast<int>(layers.size()); ++i) {
        if (!holds(runs, i)) {
            out.push_back(layers[static_cast<std::size_t>(i)]);
        } else if (i < gap) {
            --shifted;
        }
    }
    gap = shifted;
    return out;
}

/// What the runs hold, one after the other, their tops with this parent.
LayerList taken(const LayerList& layers, const std::vector<Run>& runs, LayerId parent)
{
    LayerList out;
    for (const Run& run : runs) {
        for (int i = run.first; i <= run.last; ++i) {
            const LayerRef& layer = layers[static_cast<std::size_t>(i)];
            out.push_back(i == run.last ? withParent(layer, parent) : layer);
        }
    }
    return out;
}

void insert(LayerList& into, int gap, const LayerList& what)
{
    into.insert(into.begin() + gap, what.begin(), what.end());
}

} // namespace

std::optional<DocumentSnapshot> grouped(const DocumentSnapshot& snapshot,
                                        std::span<const LayerId> ids, const std::string& name)
{
    const std::vector<Run> runs = runsOf(snapshot.layers, ids);
    if (runs.empty()) {
        return std::nullopt;
    }
    DocumentSnapshot out = snapshot;
    Layer group = emptyGroup(snapshot.format);
    group.id = freshId(out);
    group.properties.name = name;
    group.properties.passThrough = true;
    group.parent = snapshot.layers[static_cast<std::size_t>(runs.back().last)]->parent;
    int gap = runs.back().last + 1;
    LayerList entries = taken(snapshot.layers, runs, group.id);
    out.activeLayer = group.id;
    entries.push_back(std::make_shared<const Layer>(std::move(group)));
    out.layers = without(snapshot.layers, runs, gap);
    insert(out.layers, gap, entries);
    return out;
}

std::optional<DocumentSnapshot> ungrouped(const DocumentSnapshot& snapshot, LayerId group)
{
    const int index = indexOf(snapshot.layers, group);
    if (index < 0 || !snapshot.layers[static_cast<std::size_t>(index)]->isGroup) {
        return std::nullopt;
    }
    DocumentSnapshot out = snapshot;
    const LayerId parent = out.layers[static_cast<std::size_t>(index)]->parent;
    out.layers.erase(out.layers.begin() + index);
    for (LayerRef& layer : out.layers) {
        layer = layer->parent == group ? withParent(layer, parent) : layer;
    }
    const auto below = static_cast<std::size_t>(std::max(0, index - 1));
    out.activeLayer = out.layers.empty() ? 0 : out.layers[below]->id;
    return out;
}

std::optional<DocumentSnapshot> moved(const DocumentSnapshot& snapshot,
                                      std::span<const LayerId> ids, const LayerPlace& place)
{
    const std::vector<Run> runs = runsOf(snapshot.layers, ids);
    const int group = place.parent == 0 ? -1 : indexOf(snapshot.layers, place.parent);
    if (runs.empty() || (place.parent != 0 && (group < 0 || holds(runs, group)))) {
        return std::nullopt;
    }
    DocumentSnapshot out = snapshot;
    int gap = place.gap;
    out.layers = without(snapshot.layers, runs, gap);
    if (!placeFits(out.layers, gap, place.parent)) {
        return std::nullopt;
    }
    insert(out.layers, gap, taken(snapshot.layers, runs, place.parent));
    if (out.layers == snapshot.layers) {
        return std::nullopt;
    }
    return out;
}

std::optional<DocumentSnapshot> steppedBy(const DocumentSnapshot& snapshot, LayerId id,
                                          int direction)
{
    const LayerList& layers = snapshot.layers;
    const int index = indexOf(layers, id);
    if (index < 0) {
        return std::nullopt;
    }
    const auto parentOf = [&](int i) { return layers[static_cast<std::size_t>(i)]->parent; };
    const LayerId parent = parentOf(index);
    const int group = parent == 0 ? -1 : indexOf(layers, parent);
    const int first = firstOf(layers, index);
    LayerPlace place{0, parent};
    if (direction > 0 && index + 1 == group) {
        place = {group + 1, parentOf(group)};
    } else if (direction > 0) {
        int over = index + 1; // what comes next may be the lowest of a group
        while (over < static_cast<int>(layers.size()) && parentOf(over) != parent) {
            ++over;
        }
        place.gap = over + 1;
    } else if (first > 0 && parentOf(first - 1) == parent) {
        place.gap = firstOf(layers, first - 1);
    } else if (group >= 0) {
        place = {first, parentOf(group)};
    } else {
        return std::nullopt;
    }
    return moved(snapshot, {&id, 1}, place);
}

std::optional<DocumentSnapshot> removed(const DocumentSnapshot& snapshot,
                                        std::span<const LayerId> ids)
{
    const std::vector<Run> runs = runsOf(snapshot.layers, ids);
    if (runs.empty()) {
        return std::nullopt;
    }
    int gap = runs.front().first;
    DocumentSnapshot out = snapshot;
    out.layers = without(snapshot.layers, runs, gap);
    if (std::all_of(out.layers.begin(), out.layers.end(),
                    [](const LayerRef& layer) { return layer->isGroup; })) {
        return std::nullopt;
    }
    if (indexOf(out.layers, out.activeLayer) < 0) {
        out.activeLayer = out.layers[static_cast<std::size_t>(std::max(0, gap - 1))]->id;
    }
    return out;
}

DocumentSnapshot duplicated(const DocumentSnapshot& snapshot, LayerId id, const std::string& name)
{
    const int index = indexOf(snapshot.layers, id);
    DocumentSnapshot out = snapshot;
    LayerList copies;
    std::map<LayerId, LayerId> ids;
    for (int i = firstOf(snapshot.layers, index); i <= index; ++i) {
        Layer copy = *snapshot.layers[static_cast<std::size_t>(i)];
        ids[copy.id] = freshId(out);
        copy.id = ids[copy.id];
        if (i == index) {
            copy.properties.name = name;
            copy.properties.locked = false;
        }
        copies.push_back(std::make_shared<const Layer>(std::move(copy)));
    }
    for (LayerRef& copy : copies) {
        const auto group = ids.find(copy->parent);
        copy = group == ids.end() ? copy : withParent(copy, group->second);
    }
    out.activeLayer = copies.back()->id;
    insert(out.layers, index + 1, copies);
    return out;
}

DocumentSnapshot contentsOf(const DocumentSnapshot& snapshot, LayerId group, const Rect& area)
{
    const int index = indexOf(snapshot.layers, group);
    DocumentSnapshot out = snapshot;
    out.size = area.size();
    out.mask = Mask(out.size);
    out.layers.assign(snapshot.layers.begin() + firstOf(snapshot.layers, index),
                      snapshot.layers.begin() + index);
    for (LayerRef& layer : out.layers) {
        Layer shifted = *layer;
        shifted.offset = {layer->offset.x - area.x, layer->offset.y - area.y};
        shifted.parent = layer->parent == group ? 0 : layer->parent;
        layer = std::make_shared<const Layer>(std::move(shifted));
    }
    return out;
}

Rect visibleBoundsOf(const DocumentSnapshot& snapshot, LayerId id)
{
    const int index = indexOf(snapshot.layers, id);
    Rect out;
    for (int i = index < 0 ? 0 : firstOf(snapshot.layers, index); i <= index; ++i) {
        const Layer& layer = *snapshot.layers[static_cast<std::size_t>(i)];
        if (!layer.isGroup && (i == index || isShown(snapshot.layers, i))) {
            out = out.united(visibleBounds(layer));
        }
    }
    return out;
}

Layer layerOfGroup(const DocumentSnapshot& snapshot, LayerId group)
{
    const int index = indexOf(snapshot.layers, group);
    Layer out = *snapshot.layers[static_cast<std::size_t>(index)];
    out.isGroup = false;
    out.properties.passThrough = false;
    const DocumentSnapshot inside = contentsOf(snapshot, group, snapshot.rect());
    Rect area;
    for (int i = 0; i < static_cast<int>(inside.layers.size()); ++i) {
        const Layer& layer = *inside.layers[static_cast<std::size_t>(i)];
        area = area.united(isShown(inside.layers, i) ? layer.occupied() : Rect{});
    }
    if (!area.isEmpty()) {
        out.pixels = flatten(contentsOf(snapshot, group, area));
        out.offset = {area.x, area.y};
    }
    return out;
}

std::optional<DocumentSnapshot> mergedGroup(const DocumentSnapshot& snapshot, LayerId group)
{
    const int index = indexOf(snapshot.layers, group);
    if (index < 0 || !snapshot.layers[static_cast<std::size_t>(index)]->isGroup) {
        return std::nullopt;
    }
    DocumentSnapshot out = snapshot;
    out.layers[static_cast<std::size_t>(index)] =
        std::make_shared<const Layer>(layerOfGroup(snapshot, group));
    out.layers.erase(out.layers.begin() + firstOf(snapshot.layers, index),
                     out.layers.begin() + index);
    out.activeLayer = group;
    return out;
}

DocumentSnapshot transformedEntry(const DocumentSnapshot& snapshot, LayerId id,
                                  const Affine& onCanvas, const std::stop_token& stop)
{
    DocumentSnapshot out = snapshot;
    const int index = indexOf(snapshot.layers, id);
    for (int i = firstOf(snapshot.layers, index); i <= index; ++i) {
        LayerRef& layer = out.layers[static_cast<std::size_t>(i)];
        if (!layer->isGroup) {
            layer = std::make_shared<const Layer>(transformed(*layer, onCanvas, stop));
        }
    }
    return out;
}

} // namespace core
