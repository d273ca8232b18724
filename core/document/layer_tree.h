#pragma once

/// Groups. A stack is one list from bottom to top; a group is an entry without pixels that stands
/// right above what lies in it, and these entries name it as their parent. So a list without groups
/// is what it always was, and the entries of a group are a run of the list that ends with it.
/// Pure functions; any thread. An index is a place in the list.

#include <cstddef>
#include <vector>

#include "core/base/geometry.h"
#include "core/document/layer.h"

namespace core {

using LayerList = std::vector<LayerRef>;

/// -1 for an id that is not there.
[[nodiscard]] int indexOf(const LayerList& layers, LayerId id);

/// For each entry the index of the lowest that belongs to it: its own for a layer and for a group
/// that holds nothing.
[[nodiscard]] std::vector<int> firstOfEach(const LayerList& layers);
/// The same for one entry.
[[nodiscard]] int firstOf(const LayerList& layers, int index);

/// Whether parents are groups above and no run is torn: what a file may claim.
[[nodiscard]] bool isTree(const LayerList& layers);

/// Whether something with this parent (0 = none) can be put between the entries `gap - 1` and
/// `gap`.
[[nodiscard]] bool placeFits(const LayerList& layers, int gap, LayerId parent);

/// How many groups lie around it.
[[nodiscard]] int depthOf(const LayerList& layers, int index);
/// Whether the entry lies in the group `group`, at any depth.
[[nodiscard]] bool isInside(const LayerList& layers, LayerId id, LayerId group);
/// It and all groups around it are visible and not wholly transparent.
[[nodiscard]] bool isShown(const LayerList& layers, int index);
/// It or a group around it is locked.
[[nodiscard]] bool isLocked(const LayerList& layers, int index);
/// Where the entry can show anything, to whole tiles: for a group what its layers hold.
[[nodiscard]] Rect occupiedBy(const LayerList& layers, int index);

/// What lies below the entry, with the groups that it shares with it.
[[nodiscard]] LayerList layersBelow(const LayerList& layers, int index);

} // namespace core
