#include "app/cli/expand_command.h"

#include "app/cli/generation_session.h"

namespace app {

namespace {

using core::Status;
using diffusion::Action;

/// The new canvas in pixels of the old one.
core::Rect canvasFor(core::Size picture, const ExpandArguments& arguments)
{
    if (arguments.ratioWidth > 0) {
        return core::expandedToRatio(picture, {arguments.ratioWidth, arguments.ratioHeight},
                                     arguments.anchor);
    }
    return core::expandedBy(picture,
                            {arguments.left, arguments.top, arguments.right, arguments.bottom});
}

Status expand(GenerationSession& session, const ExpandArguments& arguments)
{
    if (Status status = session.open(arguments.input); !status) {
        return status;
    }
    SelectionFill how;
    how.action = arguments.prompt.empty() ? Action::Remove : Action::Fill;
    how.title = "Expand";
    how.task = "expand";
    how.adjust = [](const auto&, const auto&, diffusion::FillRequest& request) {
        request.growsPicture = true;
    };
    const auto info = session.modelFor(how.action);
    if (!info) {
        return core::fail(info.error());
    }
    core::Document& document = session.document();
    const core::Size picture = document.size();
    const core::Rect canvas = canvasFor(picture, arguments);
    if (Status status = core::checkExpansion(picture, canvas); !status) {
        return core::fail(status.error().code, arguments.input + ": " + status.error().message);
    }
    document.setCanvas(canvas.size(), {-canvas.x, -canvas.y}, core::Mask(canvas.size()));
    how.options = core::expansionOptions(picture);
    const auto passes =
        core::expansionPasses(picture, canvas, core::expansionStep(picture, info->nativeSide));
    Status done;
    for (std::size_t pass = 0; done && pass < passes.size(); ++pass) {
        document.setMask(core::passSelection(picture, canvas, passes, pass), document.rect());
        done = session.fillSelection(how);
    }
    document.setMask(core::Mask(document.size()), document.rect());
    return done;
}

} // namespace

int runExpandCommand(const ExpandArguments& arguments)
{
    GenerationSession session(arguments);
    return session.run([&] { return expand(session, arguments); });
}

} // namespace app
