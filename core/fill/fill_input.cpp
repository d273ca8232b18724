#include "core/fill/fill_input.h"

#include <algorithm>
#include <cmath>

#include "core/document/compositor.h"

namespace core {

namespace {

/// Distance of each pixel of the plan's context to the shape to fill, up to `limit`; row-major.
std::vector<float> distanceInContext(const Mask& mask, const FillPlan& plan, float limit)
{
    const int reach = static_cast<int>(std::ceil(limit));
    const Rect outer = plan.context.expanded(reach).intersected(Rect::fromSize(mask.size()));
    const std::uint8_t threshold = fillThreshold(mask);
    Rect shape; // the only part worth measuring: the mask's own box, usually far smaller
    for (const MaskComponent& part : mask.components(outer, threshold)) {
        shape = shape.united(part.bounds);
    }
    const Rect near = shape.expanded(reach).intersected(outer);
    std::vector<std::uint8_t> inside(static_cast<std::size_t>(near.area()));
    mask.readGray8(near, inside.data(), near.width);
    std::transform(inside.begin(), inside.end(), inside.begin(),
                   [threshold](std::uint8_t v) -> std::uint8_t { return v >= threshold ? 1 : 0; });
    const std::vector<float> distance = distanceTo(inside, near.size(), limit);

    std::vector<float> out(static_cast<std::size_t>(plan.context.area()), limit);
    const Rect both = near.intersected(plan.context);
    for (int y = both.y; y < both.bottom(); ++y) {
        const std::ptrdiff_t from = std::ptrdiff_t{y - near.y} * near.width + both.x - near.x;
        const std::ptrdiff_t to =
            std::ptrdiff_t{y - plan.context.y} * plan.context.width + both.x - plan.context.x;
        std::copy_n(distance.begin() + from, both.width, out.begin() + to);
    }
    return out;
}

/// 1 up to `from`, falling smoothly to 0 at `to`.
float fadeOut(float distance, float from, float to)
{
    if (distance <= from) {
        return 1.0F;
    }
    const float t = std::min(1.0F, (distance - from) / (to - from));
    return 1.0F - t * t * (3.0F - 2.0F * t);
}

/// Repeats the last column and row from the content's size up to the buffer's.
void repeatEdges(PixelBuffer& buffer, Size content)
{
    const int channels = buffer.channels();
    for (int y = 0; y < content.height; ++y) {
        for (int x = content.width; x < buffer.width(); ++x) {
            std::copy_n(buffer.at(content.width - 1, y), channels, buffer.at(x, y));
        }
    }
    for (int y = content.height; y < buffer.height(); ++y) {
        std::copy_n(buffer.row(content.height - 1),
                    static_cast<std::size_t>(buffer.width()) * static_cast<std::size_t>(channels),
                    buffer.row(y));
    }
}

} // namespace

FillReach defaultReach(const Rect& maskBounds)
{
    const double diagonal = std::hypot(double(maskBounds.width), double(maskBounds.height));
    const int grow = std::min(20, static_cast<int>(std::lround(4.0 + 0.015 * diagonal)));
    return {grow, grow - 2};
}

FillInput makeFillInput(const DocumentSnapshot& snapshot, const FillPlan& plan,
                        const FillReach& reach)
{
    const Size content = plan.context.size();
    const auto grow = static_cast<float>(reach.grow);
    const auto solid = static_cast<float>(reach.grow - std::min(reach.feather, reach.grow));
    const std::vector<float> distance = distanceInContext(snapshot.mask, plan, grow + 2.0F);
    const Rect own = plan.maskBounds.expanded(reach.grow);
    const PixelBuffer canvas = composite(snapshot, plan.context);

    FillInput out;
    out.image = PixelBuffer(plan.imageSize.width, plan.imageSize.height, 3);
    out.mask = PixelBuffer(plan.imageSize.width, plan.imageSize.height, 1);
    out.composite = PixelBuffer(content.width, content.height, 1);
    std::size_t i = 0;
    for (int y = 0; y < content.height; ++y) {
        for (int x = 0; x < content.width; ++x, ++i) {
            const float* pixel = canvas.at(x, y);
            const float alpha = pixel[3];
            float* colour = out.image.at(x, y);
            for (int c = 0; c < 3; ++c) {
                const float mixed = alpha >= 1.0F ? pixel[c] : 0.5F + (pixel[c] - 0.5F) * alpha;
                colour[c] = std::clamp(mixed, 0.0F, 1.0F);
            }
            const bool inShape = distance[i] <= grow;
            *out.mask.at(x, y) = inShape || alpha < 0.5F ? 1.0F : 0.0F;
            if (inShape && own.contains(Point{plan.context.x + x, plan.context.y + y})) {
                *out.composite.at(x, y) =
                    distance[i] == 0.0F ? 1.0F : fadeOut(distance[i], solid, grow);
            }
        }
    }
    repeatEdges(out.image, content);
    repeatEdges(out.mask, content);
    return out;
}

} // namespace core
