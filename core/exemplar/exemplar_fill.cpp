// The order of steps: window, pyramid, first guess at the coarsest level, then at each level
// search and vote in turn (Wexler et al. 2007, section 3), the field carried to the next finer
// level; at the finest one a montage of copies and its gradient correction.

#include "core/exemplar/exemplar_fill.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "core/exemplar/completion.h"
#include "core/exemplar/object_likeness.h"

namespace core {

namespace {

using exemplar::Level;

Status checkArguments(const PixelBuffer& image, const PixelBuffer& mask,
                      const ExemplarOptions& options)
{
    if (image.channels() != 3 || mask.channels() != 1 || image.size() != mask.size()) {
        return fail(ErrorCode::InvalidArgument,
                    "exemplar fill: the picture must have 3 channels, the mask 1, and both the "
                    "same size");
    }
    if (options.threads < 0 || !(options.searchReach > 0.0)) {
        return fail(ErrorCode::InvalidArgument,
                    "exemplar fill: threads must be at least 0 and searchReach above 0");
    }
    return {};
}

Rect holeBounds(const PixelBuffer& mask)
{
    int left = mask.width();
    int top = mask.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < mask.height(); ++y) {
        const float* row = mask.row(y);
        for (int x = 0; x < mask.width(); ++x) {
            if (row[x] > 0.0F) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = y + 1;
            }
        }
    }
    return right > left ? Rect::fromEdges(left, top, right, bottom) : Rect{};
}

/// The part of the picture that pixels may be copied from.
Rect searchWindow(const PixelBuffer& image, Rect hole, double reach)
{
    constexpr int kLeastMargin = 64;
    const double wanted = reach * std::max(hole.width, hole.height);
    const int margin = static_cast<int>(std::clamp(wanted, 1.0 * kLeastMargin, 32768.0));
    return hole.expanded(margin).intersected(Rect::fromSize(image.size()));
}

void writeBack(const Level& level, Rect window, PixelBuffer& image)
{
    const Rect b = level.holeBounds;
    for (int y = b.y; y < b.bottom(); ++y) {
        for (int x = b.x; x < b.right(); ++x) {
            const std::size_t i = level.index(x, y);
            if (level.hole[i]) {
                std::copy_n(level.texels[i].v, 3, image.at(window.x + x, window.y + y));
            }
        }
    }
}

} // namespace

Status exemplarFill(PixelBuffer& image, const PixelBuffer& mask, const ExemplarOptions& options,
                    std::stop_token stop, const ExemplarProgress& progress)
{
    if (Status checked = checkArguments(image, mask, options); !checked) {
        return checked;
    }
    const Rect hole = holeBounds(mask);
    if (hole.isEmpty()) {
        return {};
    }
    const Rect window = searchWindow(image, hole, options.searchReach);
    if (std::max(window.width, window.height) > 32767) {
        return fail(ErrorCode::InvalidArgument,
                    "exemplar fill: the region is larger than 32767 pixels; mask less at a time");
    }
    try {
        exemplar::Workers workers(options.threads, stop);
        Level finest = exemplar::makeFinestLevel(image, mask, window, workers);
        if (options.removing) {
            finest.avoid = exemplar::likeTheRemoved(image, mask, window);
        }
        if (!exemplar::complete(finest, options, workers, progress)) {
            return fail(ErrorCode::Cancelled, "exemplar fill: cancelled");
        }
        writeBack(finest, window, image);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "exemplar fill: not enough memory for this region");
    }
    return {};
}

} // namespace core
