#pragma once

/// Edits of the stack of layers. Small ones happen at once, others in the background.
/// GUI thread only.

#include "core/document/document.h"

class QColor;

namespace ui {

class DocumentJobs;
class DocumentSession;

void addLayer(DocumentSession& session);
/// What is selected of the active layer as a layer of its own; all of it without a selection.
void duplicateLayer(DocumentSession& session, DocumentJobs& jobs);
/// The last layer stays.
void removeLayer(DocumentSession& session);
void mergeDown(DocumentSession& session, DocumentJobs& jobs);
/// All that shows as a new layer on top.
void stampVisible(DocumentSession& session, DocumentJobs& jobs);
/// One place up (+1) or down (-1).
void shiftLayer(DocumentSession& session, int direction);
/// From the selection; all of the layer without one. A mask that is there is replaced.
void addLayerMask(DocumentSession& session);
/// The mask is kept but hides nothing, or hides again.
void switchLayerMask(DocumentSession& session);
void applyLayerMask(DocumentSession& session, DocumentJobs& jobs);
void deleteLayerMask(DocumentSession& session);
/// The selection (or the whole layer) in one colour.
void fillSelection(DocumentSession& session, DocumentJobs& jobs, const QColor& color);

/// The active layer; null if there is none.
[[nodiscard]] core::LayerRef activeLayer(const DocumentSession& session);

} // namespace ui
