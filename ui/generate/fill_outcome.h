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

struct FillPart;

/// One of several results to choose from.
struct FillCandidate {
    std::vector<core::Layer> layers; ///< bottom to top, on the outcome's canvas, with recipes
    std::vector<PlacedPicture> pictures;
    QImage thumbnail; ///< of the first part, with what surrounds it
    diffusion::FillParameters used;
    std::vector<diffusion::NearbyNoise> nearby; ///< what its noise is besides that of the seed
    diffusion::PromptWalk walk; ///< how far its words are from those of the job
    /// Its finished latents, one a part over all passes; empty where they are not known.
    std::vector<diffusion::GenerationStateRef> states;
    std::vector<diffusion::WordMap> words; ///< of the first part
    core::Rect wordArea;                   ///< pixels of the canvas that they lie over
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
    /// What was asked of the engine, where there was one pass; else null.
    std::shared_ptr<const std::vector<FillPart>> parts;
    std::vector<core::LayerId> replaces; ///< layers whose places the results take; empty = new ones
    std::vector<core::LayerId> layers;   ///< that the results became, once applied
};

using OutcomeRef = std::shared_ptr<FillOutcome>;

enum class Applied {
    Done,
    KeptAside, ///< the picture changed its size meanwhile: moved along, or kept as hidden layers
    NoDocument ///< it is closed
};

/// Puts the layers of these candidates into the document as one undoable step; the selection that
/// was filled is cleared unless it was changed meanwhile.
Applied applyOutcome(FillOutcome& outcome, const std::vector<int>& candidates);

/// Puts the layers of all candidates on top of any document, hidden, as one undoable step: for a
/// new picture that was not given the window.
void keepHidden(const FillOutcome& outcome, DocumentSession& session);

/// A document of its own with these candidates as layers, the first one visible.
[[nodiscard]] std::unique_ptr<DocumentSession> documentOf(const FillOutcome& outcome,
                                                          const std::vector<int>& candidates);

} // namespace ui
