#include "app/cli/fill_command.h"

#include <algorithm>

#include "app/cli/generation_session.h"
#include "core/io/document_io.h"

namespace app {

namespace {

using core::Status;
using diffusion::Action;

/// The selection as painted, with all its shades, where the model can make use of them: outside of
/// the grown shape nothing may change anyway.
void useShades(const core::Document& document, const core::PreparedFill& prepared,
               const diffusion::ModelInfo& model, diffusion::FillRequest& request)
{
    if (!model.softMasks || prepared.plan.isPadded()) {
        return;
    }
    const core::PixelBuffer shades = document.mask().toBuffer(prepared.plan.context);
    const bool any = std::any_of(shades.data(), shades.data() + shades.count(),
                                 [](float v) { return v > 0.02F && v < 0.98F; });
    if (any && shades.count() == request.mask.count()) {
        request.mask = shades;
    }
}

Status editWholePicture(GenerationSession& session)
{
    const auto info = session.modelFor(Action::Edit);
    if (!info) {
        return core::fail(info.error());
    }
    diffusion::FillRequest request = session.request(Action::Edit);
    request.image = visiblePicture(session.document());
    request.modelSize = modelSizeFor(request.image.size(), *info);
    const auto result = session.generate(std::move(request));
    if (!result) {
        return core::fail(result.error());
    }
    core::Layer layer;
    layer.properties.name = actionName(Action::Edit);
    layer.pixels = pictureOf(result->image).converted(session.document().format());
    layer.recipe = session.recipe(Action::Edit);
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
    if (arguments.action != Action::Edit) {
        return session.fillSelection(arguments.action);
    }
    return session.fillSelection(
        Action::Edit, {}, [&document](const auto& prepared, const auto& model, auto& request) {
            useShades(document, prepared, model, request);
        });
}

} // namespace

int runFillCommand(const FillArguments& arguments)
{
    GenerationSession session(arguments);
    return session.run([&] { return fill(session, arguments); });
}

} // namespace app
