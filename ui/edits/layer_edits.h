#pragma once

/// Edits of the stack of layers. Small ones happen at once, others in the background.
/// GUI thread only.

#include <vector>

#include "core/document/document.h"
#include "core/edit/layer_groups.h"

class QColor;

namespace ui {

class DocumentJobs;
class DocumentSession;

/// Above the active layer; at the top of a group that is active.
void addLayer(DocumentSession& session);
/// What is selected of the active layer as a layer of its own; all of it without a selection.
void duplicateLayer(DocumentSession& session, DocumentJobs& jobs);
/// Those that are picked, groups with all in them; the last layer stays.
void removeLayers(DocumentSession& session);
/// Those that are picked become one group.
void groupLayers(DocumentSession& session);
/// The active group is dissolved.
void ungroupLayers(DocumentSession& session);
void moveLayers(DocumentSession& session, const std::vector<core::LayerId>& ids,
                const core::LayerPlace& place);
/// Onto the one below; a group becomes a layer.
void mergeDown(DocumentSession& session, DocumentJobs& jobs);
/// All that shows as a new layer on top.
void stampVisible(DocumentSession& session, DocumentJobs& jobs);
/// One place up (+1) or down (-1), out of its group at the ends of that.
void shiftLayer(DocumentSession& session, int direction);
/// From the selection; all of the layer without one. A mask that is there is replaced.
void addLayerMask(DocumentSession& session);
/// The mask is kept but hides nothing, or hides again.
void switchLayerMask(DocumentSession& session);
void applyLayerMask(DocumentSession& session, DocumentJobs& jobs);
void deleteLayerMask(DocumentSession& session);
/// The selection (or the whole layer) in one colour.
void fillSelection(DocumentSession& session, DocumentJobs& jobs, const QColor& color);

/// The active layer if its pixels can be changed: no group, and nothing round it locked.
[[nodiscard]] core::LayerRef editableLayer(const DocumentSession& session);
/// The active layer; null if there is none.
[[nodiscard]] core::LayerRef activeLayer(const DocumentSession& session);

} // namespace ui
