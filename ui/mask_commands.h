#pragma once

/// Undoable changes of the whole selection. GUI thread only.

#include "ui/document_session.h"

namespace ui {

/// The selection becomes `after`, of the canvas's size; nothing happens when it is the same.
/// `label` is English, for the history.
void setSelection(DocumentSession& session, const core::Mask& after, const char* label);
/// Remembers what was selected, for reselect().
void clearMask(DocumentSession& session);
void invertMask(DocumentSession& session);
void selectAll(DocumentSession& session);
/// What was selected before the last clearMask().
void reselect(DocumentSession& session);
/// What the active layer covers.
void selectLayer(DocumentSession& session);

} // namespace ui
