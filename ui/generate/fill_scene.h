#pragma once

/// From what the user asks for and the document as it is to requests for the engine. Everything
/// here takes time: background threads only, over snapshots.

#include <QImage>

#include <vector>

#include "core/fill/expansion.h"
#include "core/fill/fill_job.h"
#include "diffusion/fill_service.h"
#include "ui/fill_params.h"

namespace ui {

/// One request and what to do with its result.
struct FillPart {
    enum class Kind {
        Patch, ///< a hole filled: finishFill
        Whole, ///< a picture of its own
        Shape  ///< a picture of its own, cut out by the selection
    };
    Kind kind = Kind::Patch;
    core::PreparedFill prepared;
    diffusion::FillRequest request;
    QImage alpha; ///< of previews
};

/// What all passes and candidates of one job share.
struct FillScene {
    FillParams params;
    diffusion::ModelInfo model;
    core::DocumentSnapshot snapshot; ///< on the new canvas for Expand
    core::Rect canvas;               ///< of `snapshot`, in pixels of the document
    core::Size picture;              ///< of the document before
    std::vector<core::Rect> passes;  ///< Expand; else empty

    [[nodiscard]] std::size_t passCount() const { return passes.empty() ? 1 : passes.size(); }
};

/// Asks the model for its limits. Errors: those of modelInfo; Unsupported where it cannot do the
/// action; InvalidArgument.
[[nodiscard]] core::Result<FillScene> makeScene(const diffusion::FillService& service,
                                                const FillParams& params,
                                                core::DocumentSnapshot snapshot);

/// The parts of one pass over what the passes before have made. Same errors.
[[nodiscard]] core::Result<std::vector<FillPart>>
makeParts(const FillScene& scene, std::size_t pass, const std::vector<core::Layer>& before);

/// The engine's picture as a layer without a recipe. Errors: InvalidArgument.
[[nodiscard]] core::Result<core::Layer>
finishPart(const FillPart& part, const core::PixelBuffer& image, std::string name);

/// What the engine shows of the part on its way, with the part's soft edge; for its context.
[[nodiscard]] QImage partPreview(const FillPart& part, const core::PixelBuffer& preview);

/// A small picture of the part with `layer` in it.
[[nodiscard]] QImage partThumbnail(const FillPart& part, const core::Layer& layer,
                                   const QImage& layerPicture);

/// What a layer looks like, premultiplied; at most some megapixels, larger ones are reduced.
[[nodiscard]] QImage layerPicture(const core::Layer& layer);

} // namespace ui
