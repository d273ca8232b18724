#pragma once

/// Edits of the picture as a whole, in the background. GUI thread only.

#include "core/edit/geometry.h"

class QWidget;

namespace ui {

class DocumentJobs;
class DocumentSession;

void turnPicture(DocumentSession& session, DocumentJobs& jobs, core::Orientation orientation);
/// To what is selected; does nothing when that is nothing.
void cropToSelection(DocumentSession& session, DocumentJobs& jobs);
/// From the embedded profile; without one nothing happens.
void convertToSrgb(DocumentSession& session, DocumentJobs& jobs);
void flattenPicture(DocumentSession& session, DocumentJobs& jobs);

/// Ask in a dialog over `window` first.
void askCanvasSize(QWidget& window, DocumentSession& session, DocumentJobs& jobs);
void askImageSize(QWidget& window, DocumentSession& session, DocumentJobs& jobs);

} // namespace ui
