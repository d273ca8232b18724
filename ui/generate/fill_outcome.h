#pragma once

/// What a generation has made, and how it goes into a document. GUI thread only.

#include <QImage>
#include <QPointer>
#include <QString>

#include <memory>
#include <vector>

#include "core/document/document.h"
#include "diffusion/fill_service.h"
#include "ui/document_session.h"
#include "ui/fill_params.h"

namespace ui {

/// A picture over the document.
struct PlacedPicture {
    QImage image;    ///< premultiplied
    core::Rect area; ///< pixels of the document; may reach outside of it
};

/// One of several results to choose from.
struct FillCandidate {
    std::vector<core::Layer> layers; ///< bottom to top, on the outcome's canvas, with recipes
    std::vector<PlacedPicture> pictures;
    QImage thumbnail; ///< of the first part, with what surrounds it
    diffusion::FillParameters used;
    double seconds = 0;
    bool copyOnly = false; ///< the copied surroundings without any diffusion
};

/// A job and what came of it.
struct FillOutcome {
    FillParams params;
    QPointer<DocumentSession> session; ///< null for a new document, or once it is closed
    core::DocumentSnapshot base;       ///< the document when the job began
    core::Rect canvas;                 ///< the canvas of the layers, in pixels of `base`
    std::vector<FillCandidate> candidates;
};

using OutcomeRef = std::shared_ptr<FillOutcome>;

enum class Applied {
    Done,
    KeptAside, ///< the picture changed its size meanwhile: moved along, or kept as hidden layers
    NoDocument ///< it is closed
};

/// Puts the layers of these candidates into the document as one undoable step; the selection that
/// was filled is cleared unless it was changed meanwhile.
Applied applyOutcome(const FillOutcome& outcome, const std::vector<int>& candidates);

/// Puts the layers of all candidates on top of any document, hidden, as one undoable step: for a
/// new picture that was not given the window.
void keepHidden(const FillOutcome& outcome, DocumentSession& session);

/// A document of its own with these candidates as layers, the first one visible.
[[nodiscard]] std::unique_ptr<DocumentSession> documentOf(const FillOutcome& outcome,
                                                          const std::vector<int>& candidates);

} // namespace ui
