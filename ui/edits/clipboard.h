#pragma once

/// Cut, copy, paste and clear. Within the program layers keep their depth and place; other programs
/// get and give 8-bit pictures. GUI thread only.

namespace ui {

class DocumentJobs;
class DocumentSession;

/// What is selected of the active layer, all of it without a selection.
void copySelection(DocumentSession& session, DocumentJobs& jobs);
/// What shows, within the selection.
void copyMerged(DocumentSession& session, DocumentJobs& jobs);
void cutSelection(DocumentSession& session, DocumentJobs& jobs);
/// Makes what is selected of the active layer transparent.
void clearSelection(DocumentSession& session, DocumentJobs& jobs);
/// As a new layer: where it came from, pictures from elsewhere in the middle.
void paste(DocumentSession& session);
[[nodiscard]] bool canPaste();

} // namespace ui
