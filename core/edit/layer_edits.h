#pragma once

/// Edits of the stack of layers. Pure functions; any thread. Layers are named by id and must be
/// there.

#include <optional>

#include "core/document/document.h"

namespace core {

/// An empty layer of the canvas's size.
[[nodiscard]] Layer emptyLayer(const DocumentSnapshot& snapshot, std::string name);

/// The same layer without an id.
[[nodiscard]] Layer duplicateOf(const Layer& layer, std::string name);

/// The layer painted onto the one below, which keeps its id, name, mode and opacity; null if
/// nothing lies below in its group. A hidden layer is dropped. A group becomes one layer
/// (mergedGroup), and so does a group below first.
[[nodiscard]] std::optional<DocumentSnapshot> mergedDown(const DocumentSnapshot& snapshot,
                                                         LayerId layer);

/// All that shows as one layer, called like the lowest.
[[nodiscard]] DocumentSnapshot flattened(const DocumentSnapshot& snapshot);

/// What shows as a layer of its own, without an id.
[[nodiscard]] Layer stamped(const DocumentSnapshot& snapshot, std::string name);

/// The layer's mask made of the selection (all of it where nothing is selected).
[[nodiscard]] Mask maskFromSelection(const DocumentSnapshot& snapshot, const Layer& layer);

/// The layer with its mask multiplied into its pixels' alpha.
[[nodiscard]] Layer withMaskApplied(const Layer& layer);

/// The layer with room for all of the canvas: transparent, and not masked, where it was not.
[[nodiscard]] Layer grownToCanvas(const Layer& layer, Size canvas);

/// Tight round what the layer can show (alpha and mask above zero), canvas pixels; may reach
/// outside the canvas; empty if that is nothing.
[[nodiscard]] Rect visibleBounds(const Layer& layer);

/// What the selection holds of the layer (its mask applied), cut to the selection's bounds; the
/// whole layer where nothing is selected. Without an id; empty if that is nothing.
[[nodiscard]] std::optional<Layer> selectedPart(const DocumentSnapshot& snapshot,
                                                const Layer& layer);

/// The layer's pixels with the selected ones made transparent; all of them where nothing is
/// selected.
[[nodiscard]] TiledImage withSelectionCleared(const DocumentSnapshot& snapshot, const Layer& layer);

} // namespace core
