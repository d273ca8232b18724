#include "app/cli/fill_command.h"

#include <utility>

#include "app/cli/generation_session.h"
#include "core/io/document_io.h"

namespace app {

namespace {

using core::Status;
using diffusion::Action;

/// The selection with its shades, where the model can make use of them.
void useShades(const core::Document& document, const core::PreparedFill& prepared,
               const diffusion::ModelInfo& model, diffusion::FillRequest& request)
{
    core::PixelBuffer shades = model.softMasks
                                   ? core::selectionShades(document.mask(), prepared.plan)
                                   : core::PixelBuffer();
    if (!shades.isEmpty()) {
        request.mask = std::move(shades);
    }
}

Status editWholePicture(GenerationSession& session)
{
    const auto info = session.modelFor(Action::Edit);
    if (!info) {
        return core::fail(info.error());
    }
    diffusion::FillRequest request = session.request(Action::Edit);
    request.image = core::visiblePicture(session.document().snapshot());
    request.modelSize =
        core::wholeModelSize(request.image.size(), constraintsOf(*info, Action::Edit));
    const auto result = session.generate(std::move(request));
    if (!result) {
        return core::fail(result.error());
    }
    core::Layer layer = core::pictureLayer(result->image, {}, session.document().format(),
                                           actionName(Action::Edit));
    layer.recipe = session.recipe(actionId(Action::Edit), session.document().size());
    const int top = static_cast<int>(session.document().layers().size());
    session.document().insertLayer(top, std::move(layer));
    return {};
}

Status fill(GenerationSession& session, const FillArguments& arguments)
{
    if (Status status = session.open(arguments.input); !status) {
        return status;
    }
    if (arguments.mask.empty()) {
        return editWholePicture(session);
    }
    core::Document& document = session.document();
    auto mask = core::readMask(arguments.mask, document.size(), session.codec());
    if (!mask) {
        return core::fail(mask.error());
    }
    document.setMask(std::move(*mask), document.rect());
    SelectionFill how;
    how.action = arguments.action;
    if (arguments.action == Action::Edit) {
        how.adjust = [&document](const auto& prepared, const auto& model, auto& request) {
            useShades(document, prepared, model, request);
        };
    }
    return session.fillSelection(how);
}

} // namespace

int runFillCommand(const FillArguments& arguments)
{
    GenerationSession session(arguments);
    return session.run([&] { return fill(session, arguments); });
}

} // namespace app
