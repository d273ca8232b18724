#include "app/cli/expand_command.h"

#include <algorithm>
#include <cmath>

#include "app/cli/generation_session.h"

namespace app {

namespace {

using core::Status;
using diffusion::Action;

constexpr int kMaxSide = 16384;
constexpr int kOverlap = 32; ///< how far into the picture its continuation is painted, pixels
constexpr int kSolid = 2;    ///< of which this much does not fade, so that the border never shows

Status expand(GenerationSession& session, const ExpandArguments& arguments)
{
    if (Status status = session.open(arguments.input); !status) {
        return status;
    }
    core::Document& document = session.document();
    const core::Size old = document.size();
    const core::Rect canvas = expandedCanvas(old, arguments);
    if (canvas.size() == old) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          arguments.input + ": the picture has this shape already");
    }
    if (canvas.width > kMaxSide || canvas.height > kMaxSide) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          arguments.input + ": the result would be " +
                              std::to_string(canvas.width) + " x " + std::to_string(canvas.height) +
                              "; at most 16384 pixels a side are possible");
    }
    core::Mask mask(canvas.size());
    mask.fill(core::Rect::fromSize(canvas.size()), 255);
    mask.fill({canvas.x, canvas.y, old.width, old.height}, 0);
    document.setCanvas(canvas.size(), {canvas.x, canvas.y}, std::move(mask));

    core::FillOptions options;
    // On a very small picture a whole overlap from each side would leave nothing of it.
    options.grow = std::min(kOverlap, std::max(1, std::min(old.width, old.height) / 4));
    options.feather = std::max(0, options.grow - kSolid);
    const Status done =
        session.fillSelection(arguments.prompt.empty() ? Action::Remove : Action::Fill, options);
    document.setMask(core::Mask(document.size()), document.rect());
    return done;
}

} // namespace

core::Rect expandedCanvas(core::Size size, const ExpandArguments& arguments)
{
    if (arguments.ratioWidth == 0) {
        return {arguments.left, arguments.top, size.width + arguments.left + arguments.right,
                size.height + arguments.top + arguments.bottom};
    }
    const double ratio =
        static_cast<double>(arguments.ratioWidth) / static_cast<double>(arguments.ratioHeight);
    const double wide = std::min(size.height * ratio, 1e6);
    const double high = std::min(size.width / ratio, 1e6);
    const int width = std::max(size.width, static_cast<int>(std::lround(wide)));
    const int height = std::max(size.height, static_cast<int>(std::lround(high)));
    // Only one of the two is larger, but for rounding.
    return wide >= size.width ? core::Rect{(width - size.width) / 2, 0, width, size.height}
                              : core::Rect{0, (height - size.height) / 2, size.width, height};
}

int runExpandCommand(const ExpandArguments& arguments)
{
    GenerationSession session(arguments);
    return session.run([&] { return expand(session, arguments); });
}

} // namespace app
