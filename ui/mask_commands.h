#pragma once

/// Undoable changes of the whole selection. GUI thread only.

#include "ui/document_session.h"

namespace ui {

void clearMask(DocumentSession& session);
void invertMask(DocumentSession& session);
void selectAll(DocumentSession& session);

} // namespace ui
