#include "core/fill/fill_plan.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace core {

namespace {

constexpr std::size_t kMaxParts = 256;

int roundUp(int value, int multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

std::optional<Error> problemWith(const FillConstraints& c)
{
    if (c.sizeMultiple < 1 || c.nativeSide < c.sizeMultiple || c.maxSide < c.nativeSide ||
        c.minContext < 0 || !(c.padding >= 0.0)) {
        return Error{ErrorCode::InvalidArgument,
                     "the model's size limits contradict each other (multiple " +
                         std::to_string(c.sizeMultiple) + ", native side " +
                         std::to_string(c.nativeSide) + ", longest side " +
                         std::to_string(c.maxSide) + ")"};
    }
    return std::nullopt;
}

/// Photo around a mask's box on each side, pixels.
int padding(const Rect& bounds, const FillConstraints& c)
{
    const int longSide = std::max(bounds.width, bounds.height);
    const double mean = (bounds.width + bounds.height) / 2.0;
    return static_cast<int>(std::ceil(std::max(longSide / 16.0, mean * c.padding)));
}

Size wantedContext(const Rect& bounds, Size canvas, const FillConstraints& c)
{
    const int least = c.minContext > 0 ? c.minContext : c.nativeSide;
    const int width = std::max(bounds.width + 2 * padding(bounds, c), least);
    const int height = std::max(bounds.height + 2 * padding(bounds, c), least);
    return {std::min(canvas.width, std::max(width, height / 2)),
            std::min(canvas.height, std::max(height, width / 2))};
}

/// Network pixels per photo pixel before rounding to multiples.
double wantedScale(Size context, const FillConstraints& c, int maxSide)
{
    const int longSide = std::max(context.width, context.height);
    const double largest = double(maxSide) / longSide;
    const double native = c.nativeSide / std::sqrt(static_cast<double>(context.area()));
    return native > 1.0 ? std::min(native, largest) : std::min(1.0, largest);
}

/// Sets modelSize, imageSize and scale so that the image is at least `context` and keeps its shape.
void setSizes(FillPlan& plan, Size context, double scale, int multiple, int maxSide)
{
    if (scale == 1.0) {
        plan.modelSize = {roundUp(context.width, multiple), roundUp(context.height, multiple)};
        plan.imageSize = plan.modelSize;
        plan.scale = 1.0;
        return;
    }
    const auto nearest = [&](int length) {
        const auto steps = static_cast<int>(std::lround(length * scale / multiple));
        return std::clamp(steps * multiple, multiple, maxSide);
    };
    plan.modelSize = {nearest(context.width), nearest(context.height)};
    plan.scale = std::min(double(plan.modelSize.width) / context.width,
                          double(plan.modelSize.height) / context.height);
    plan.imageSize = {static_cast<int>(std::lround(plan.modelSize.width / plan.scale)),
                      static_cast<int>(std::lround(plan.modelSize.height / plan.scale))};
}

/// `length` pixels of [0, limit) around [begin, begin + covered), as central as the limits allow.
int placed(int begin, int covered, int length, int limit)
{
    return std::clamp(begin + (covered - length) / 2, 0, limit - length);
}

/// Pixels between two boxes along the axis where they are farther apart; 0 if they touch.
int gapBetween(const Rect& a, const Rect& b)
{
    const int dx = std::max({0, a.x - b.right(), b.x - a.right()});
    const int dy = std::max({0, a.y - b.bottom(), b.y - a.bottom()});
    return std::max(dx, dy);
}

bool belongTogether(const Rect& a, const Rect& b, Size canvas, const FillConstraints& c, int reach)
{
    const int gap = gapBetween(a, b);
    if (gap <= std::max({padding(a, c), padding(b, c), 2 * reach + 2})) {
        return true;
    }
    const auto planA = planFill(a, canvas, c);
    const auto planB = planFill(b, canvas, c);
    const auto both = planFill(a.united(b), canvas, c);
    return !planA->context.intersected(planB->context).isEmpty() &&
           both->scale >= std::min(planA->scale, planB->scale) - 1e-9;
}

/// Joins boxes that belong together until none do.
void joinBoxes(std::vector<Rect>& boxes, Size canvas, const FillConstraints& c, int reach)
{
    for (bool joined = true; joined;) {
        joined = false;
        for (std::size_t i = 0; i < boxes.size() && !joined; ++i) {
            for (std::size_t j = i + 1; j < boxes.size() && !joined; ++j) {
                if (belongTogether(boxes[i], boxes[j], canvas, c, reach)) {
                    boxes[i] = boxes[i].united(boxes[j]);
                    boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
                    joined = true;
                }
            }
        }
    }
}

} // namespace

Result<FillPlan> planFill(const Rect& maskBounds, Size canvas, const FillConstraints& constraints)
{
    if (auto problem = problemWith(constraints)) {
        return fail(std::move(*problem));
    }
    if (canvas.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "the canvas is empty");
    }
    if (maskBounds.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "the mask is empty: paint over what is to change");
    }
    FillPlan plan;
    plan.maskBounds = maskBounds.intersected(Rect::fromSize(canvas));
    if (plan.maskBounds.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "the mask lies outside the canvas");
    }

    const int multiple = constraints.sizeMultiple;
    const int maxSide = constraints.maxSide / multiple * multiple;
    const Size wanted = wantedContext(plan.maskBounds, canvas, constraints);
    setSizes(plan, wanted, wantedScale(wanted, constraints, maxSide), multiple, maxSide);

    const Size size{std::min(plan.imageSize.width, canvas.width),
                    std::min(plan.imageSize.height, canvas.height)};
    plan.context = {placed(plan.maskBounds.x, plan.maskBounds.width, size.width, canvas.width),
                    placed(plan.maskBounds.y, plan.maskBounds.height, size.height, canvas.height),
                    size.width, size.height};
    return plan;
}

std::uint8_t fillThreshold(const Mask& mask)
{
    constexpr std::uint8_t kQuarter = 64;
    return static_cast<std::uint8_t>(std::clamp((mask.peak() + 1) / 2, 1, int{kQuarter}));
}

Result<std::vector<FillPlan>> planFills(const Mask& mask, const FillConstraints& constraints,
                                        int reach)
{
    const std::uint8_t threshold = fillThreshold(mask);
    const Rect bounds = mask.bounds(threshold);
    const Result<FillPlan> whole = planFill(bounds, mask.size(), constraints);
    if (!whole.has_value()) {
        return fail(whole.error());
    }

    std::vector<Rect> boxes;
    for (const MaskComponent& part : mask.components(bounds, threshold)) {
        boxes.push_back(part.bounds);
    }
    if (boxes.size() > kMaxParts) {
        boxes = {bounds};
    }
    joinBoxes(boxes, mask.size(), constraints, reach);

    std::vector<FillPlan> plans;
    for (const Rect& box : boxes) {
        plans.push_back(*planFill(box, mask.size(), constraints));
    }
    return plans;
}

} // namespace core
