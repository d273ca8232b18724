#pragma once

/// Groups of layers: made, dissolved, moved about, copied, merged. Pure functions from one snapshot
/// to the next; any thread. Layers are named by id; ids that are not there, and what lies in a
/// group that is named too, are passed over. A group always goes with all that lies in it.

#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "core/document/document.h"
#include "core/image/warp.h"

namespace core {

/// The layers in a new group in the place of the topmost of them; null if there are none.
[[nodiscard]] std::optional<DocumentSnapshot>
grouped(const DocumentSnapshot& snapshot, std::span<const LayerId> ids, const std::string& name);

/// What lies in the group lies where the group was; null if `group` is none.
[[nodiscard]] std::optional<DocumentSnapshot> ungrouped(const DocumentSnapshot& snapshot,
                                                        LayerId group);

/// A place among the layers as they are: below the entry `gap` of the list, in `parent`.
struct LayerPlace {
    int gap = 0;
    LayerId parent = 0;
    friend bool operator==(const LayerPlace&, const LayerPlace&) = default;
};

/// The layers moved there, in their order; null where that is no place (see placeFits), lies in one
/// of them, or changes nothing.
[[nodiscard]] std::optional<DocumentSnapshot>
moved(const DocumentSnapshot& snapshot, std::span<const LayerId> ids, const LayerPlace& place);

/// One step up (+1) or down (-1): past its neighbour, or out of its group at the end of that. Null
/// if there is no way further.
[[nodiscard]] std::optional<DocumentSnapshot> steppedBy(const DocumentSnapshot& snapshot,
                                                        LayerId id, int direction);

/// Without these; null where no layer would stay or none is named.
[[nodiscard]] std::optional<DocumentSnapshot> removed(const DocumentSnapshot& snapshot,
                                                      std::span<const LayerId> ids);

/// A copy right above it, of a group with copies of all that lies in it; not locked, and active.
[[nodiscard]] DocumentSnapshot duplicated(const DocumentSnapshot& snapshot, LayerId id,
                                          const std::string& name);

/// What lies in the group, as a document of its own with `area` of the canvas as its canvas.
[[nodiscard]] DocumentSnapshot contentsOf(const DocumentSnapshot& snapshot, LayerId group,
                                          const Rect& area);

/// Tight round what the layer, or all that shows in the group, can show; empty if that is nothing.
[[nodiscard]] Rect visibleBoundsOf(const DocumentSnapshot& snapshot, LayerId id);

/// What the group shows by itself, as a layer with its id, name, place, mode and opacity. One
/// transparent pixel for a group that shows nothing.
[[nodiscard]] Layer layerOfGroup(const DocumentSnapshot& snapshot, LayerId group);

/// The group as one layer; null if `group` is none.
[[nodiscard]] std::optional<DocumentSnapshot> mergedGroup(const DocumentSnapshot& snapshot,
                                                          LayerId group);

/// The layer, or all that lies in the group, transformed on the canvas (see transformed).
[[nodiscard]] DocumentSnapshot transformedEntry(const DocumentSnapshot& snapshot, LayerId id,
                                                const Affine& onCanvas,
                                                const std::stop_token& stop = {});

} // namespace core
