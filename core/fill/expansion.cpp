#include "core/fill/expansion.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace core {

namespace {

constexpr int kOverlap = 32; ///< how far into the picture its continuation is painted, pixels
constexpr int kSolid = 2;    ///< of which this much does not fade, so that the border never shows

} // namespace

Rect expandedBy(Size picture, const Margins& margins)
{
    return {-margins.left, -margins.top, picture.width + margins.left + margins.right,
            picture.height + margins.top + margins.bottom};
}

Rect expandedToRatio(Size picture, Size ratio, const Anchor& anchor)
{
    const double shape = static_cast<double>(ratio.width) / static_cast<double>(ratio.height);
    const double wide = std::min(picture.height * shape, 1e6);
    const double high = std::min(picture.width / shape, 1e6);
    // Only one of the two is larger, but for rounding.
    if (wide >= picture.width) {
        const int width = std::max(picture.width, static_cast<int>(std::lround(wide)));
        const auto left = static_cast<int>((width - picture.width) * anchor.x);
        return {-left, 0, width, picture.height};
    }
    const int height = std::max(picture.height, static_cast<int>(std::lround(high)));
    const auto top = static_cast<int>((height - picture.height) * anchor.y);
    return {0, -top, picture.width, height};
}

Status checkExpansion(Size picture, const Rect& canvas)
{
    if (canvas.size() == picture) {
        return fail(ErrorCode::InvalidArgument, "the picture has this shape already");
    }
    if (canvas.width > kMaxExpandedSide || canvas.height > kMaxExpandedSide) {
        return fail(ErrorCode::InvalidArgument,
                    "the result would be " + std::to_string(canvas.width) + " x " +
                        std::to_string(canvas.height) + "; at most " +
                        std::to_string(kMaxExpandedSide) + " pixels a side are possible");
    }
    return {};
}

DocumentSnapshot expandedSnapshot(const DocumentSnapshot& snapshot, const Rect& canvas)
{
    DocumentSnapshot out = snapshot;
    out.size = canvas.size();
    out.mask = Mask(canvas.size());
    for (LayerRef& layer : out.layers) {
        auto moved = std::make_shared<Layer>(*layer);
        moved->offset = {layer->offset.x - canvas.x, layer->offset.y - canvas.y};
        layer = std::move(moved);
    }
    return out;
}

FillOptions expansionOptions(Size picture)
{
    FillOptions out;
    // On a very small picture a whole overlap from each side would leave nothing of it.
    out.grow = std::min(kOverlap, std::max(1, std::min(picture.width, picture.height) / 4));
    out.feather = std::max(0, out.grow - kSolid);
    return out;
}

int expansionStep(Size picture, int nativeSide)
{
    return std::max(nativeSide, std::min(picture.width, picture.height) / 2);
}

std::vector<Rect> expansionPasses(Size picture, const Rect& canvas, int step)
{
    std::vector<Rect> out;
    const Rect whole = Rect::fromSize(canvas.size());
    Rect done{-canvas.x, -canvas.y, picture.width, picture.height};
    while (done != whole) {
        const int most = std::max(
            {done.x, done.y, whole.right() - done.right(), whole.bottom() - done.bottom()});
        // Equal shares, so that no pass is left with a sliver.
        const int passes = (most + std::max(1, step) - 1) / std::max(1, step);
        const auto share = [passes](int rest) { return (rest + passes - 1) / passes; };
        done = Rect::fromEdges(done.x - share(done.x), done.y - share(done.y),
                               done.right() + share(whole.right() - done.right()),
                               done.bottom() + share(whole.bottom() - done.bottom()));
        out.push_back(done);
    }
    return out;
}

Mask passSelection(Size picture, const Rect& canvas, const std::vector<Rect>& passes,
                   std::size_t pass)
{
    Mask out(canvas.size());
    out.fill(passes[pass], 255);
    out.fill(pass == 0 ? Rect{-canvas.x, -canvas.y, picture.width, picture.height}
                       : passes[pass - 1],
             0);
    return out;
}

} // namespace core
