#include "core/document/layer_tree.h"

#include <algorithm>

namespace core {

namespace {

const LayerRef& at(const LayerList& layers, int index)
{
    return layers[static_cast<std::size_t>(index)];
}

/// Calls visit(group) for each group around the entry, the innermost first, until it gives false.
/// Parents stand above, so this ends whatever a file claims.
template <class Visit> void forEachGroupAround(const LayerList& layers, int index, Visit visit)
{
    LayerId wanted = at(layers, index)->parent;
    for (int i = index + 1; wanted != 0 && i < static_cast<int>(layers.size()); ++i) {
        if (at(layers, i)->id == wanted) {
            if (!visit(*at(layers, i))) {
                return;
            }
            wanted = at(layers, i)->parent;
        }
    }
}

} // namespace

int indexOf(const LayerList& layers, LayerId id)
{
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [id](const LayerRef& layer) { return layer->id == id; });
    return found == layers.end() ? -1 : static_cast<int>(found - layers.begin());
}

std::vector<int> firstOfEach(const LayerList& layers)
{
    std::vector<int> out(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        auto first = i;
        while (layers[i]->isGroup && first > 0 && layers[first - 1]->parent == layers[i]->id) {
            first = static_cast<std::size_t>(out[first - 1]);
        }
        out[i] = static_cast<int>(first);
    }
    return out;
}

int firstOf(const LayerList& layers, int index)
{
    return at(layers, index)->isGroup ? firstOfEach(layers)[static_cast<std::size_t>(index)]
                                      : index;
}

bool isTree(const LayerList& layers)
{
    const std::vector<int> first = firstOfEach(layers);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const LayerId parent = layers[i]->parent;
        const int group = parent == 0 ? -1 : indexOf(layers, parent);
        const bool fits =
            parent == 0 || (group > static_cast<int>(i) && at(layers, group)->isGroup &&
                            first[static_cast<std::size_t>(group)] <= first[i]);
        if (!fits || indexOf(layers, layers[i]->id) != static_cast<int>(i)) {
            return false;
        }
    }
    return true;
}

bool placeFits(const LayerList& layers, int gap, LayerId parent)
{
    if (gap < 0 || gap >= static_cast<int>(layers.size())) {
        return gap == static_cast<int>(layers.size()) && parent == 0;
    }
    const std::vector<int> first = firstOfEach(layers);
    const Layer& above = *at(layers, gap);
    if (above.isGroup && (parent == above.id || first[static_cast<std::size_t>(gap)] < gap)) {
        return parent == above.id;
    }
    // Below the lowest entry of a group it may lie in the group or under it.
    LayerId around = above.parent;
    while (around != parent && around != 0) {
        const int group = indexOf(layers, around);
        if (group < 0 || first[static_cast<std::size_t>(group)] != gap) {
            return false;
        }
        around = at(layers, group)->parent;
    }
    return around == parent;
}

int depthOf(const LayerList& layers, int index)
{
    int depth = 0;
    forEachGroupAround(layers, index, [&](const Layer&) {
        ++depth;
        return true;
    });
    return depth;
}

bool isInside(const LayerList& layers, LayerId id, LayerId group)
{
    const int index = indexOf(layers, id);
    bool found = false;
    if (index >= 0) {
        forEachGroupAround(layers, index, [&](const Layer& around) {
            found = around.id == group;
            return !found;
        });
    }
    return found;
}

bool isShown(const LayerList& layers, int index)
{
    const auto shows = [](const Layer& one) {
        return one.properties.visible && one.properties.opacity > 0.0F;
    };
    bool out = shows(*at(layers, index));
    forEachGroupAround(layers, index, [&](const Layer& group) {
        out = out && shows(group);
        return out;
    });
    return out;
}

bool isLocked(const LayerList& layers, int index)
{
    bool out = at(layers, index)->properties.locked;
    forEachGroupAround(layers, index, [&](const Layer& group) {
        out = out || group.properties.locked;
        return !out;
    });
    return out;
}

Rect occupiedBy(const LayerList& layers, int index)
{
    Rect out;
    for (int i = firstOf(layers, index); i <= index; ++i) {
        out = out.united(at(layers, i)->occupied());
    }
    return out;
}

LayerList layersBelow(const LayerList& layers, int index)
{
    LayerList out(layers.begin(), layers.begin() + index);
    LayerId wanted = at(layers, index)->parent;
    for (int i = index + 1; wanted != 0 && i < static_cast<int>(layers.size()); ++i) {
        if (at(layers, i)->id == wanted) {
            out.push_back(at(layers, i));
            wanted = at(layers, i)->parent;
        }
    }
    return out;
}

} // namespace core
