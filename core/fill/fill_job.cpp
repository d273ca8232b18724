#include "core/fill/fill_job.h"

#include <algorithm>

#include "core/fill/fill_layer.h"

namespace core {

namespace {

FillReach reachFor(const Rect& maskBounds, const FillOptions& options)
{
    FillReach out = defaultReach(maskBounds);
    if (options.grow >= 0) {
        out = {options.grow, std::max(0, options.grow - 2)};
    }
    if (options.feather >= 0) {
        out.feather = options.feather;
    }
    out.feather = std::min(out.feather, out.grow);
    return out;
}

PreparedFill prepared(const DocumentSnapshot& snapshot, const FillPlan& plan,
                      const FillOptions& options)
{
    FillInput input = makeFillInput(snapshot, plan, reachFor(plan.maskBounds, options));
    PreparedFill out;
    out.plan = plan;
    out.image = std::move(input.image);
    out.mask = std::move(input.mask);
    out.compositeMask = std::move(input.composite);
    out.format = snapshot.format;
    out.blend = options.blend;
    out.revision = snapshot.revision;
    return out;
}

/// The upper left corner of `buffer`.
PixelBuffer corner(const PixelBuffer& buffer, Size size)
{
    PixelBuffer out(size.width, size.height, buffer.channels());
    for (int y = 0; y < size.height; ++y) {
        std::copy_n(buffer.row(y),
                    static_cast<std::size_t>(size.width) *
                        static_cast<std::size_t>(buffer.channels()),
                    out.row(y));
    }
    return out;
}

} // namespace

Result<PreparedFill> prepareFill(const DocumentSnapshot& snapshot,
                                 const FillConstraints& constraints, const FillOptions& options)
{
    const Rect bounds = snapshot.mask.bounds(fillThreshold(snapshot.mask));
    const Result<FillPlan> plan = planFill(bounds, snapshot.size, constraints);
    if (!plan.has_value()) {
        return fail(plan.error());
    }
    return prepared(snapshot, *plan, options);
}

Result<std::vector<PreparedFill>> prepareFills(const DocumentSnapshot& snapshot,
                                               const FillConstraints& constraints,
                                               const FillOptions& options)
{
    const Rect bounds = snapshot.mask.bounds(fillThreshold(snapshot.mask));
    const int reach = reachFor(bounds, options).grow;
    const Result<std::vector<FillPlan>> plans = planFills(snapshot.mask, constraints, reach);
    if (!plans.has_value()) {
        return fail(plans.error());
    }
    std::vector<PreparedFill> out;
    for (const FillPlan& plan : *plans) {
        out.push_back(prepared(snapshot, plan, options));
    }
    return out;
}

Result<Layer> finishFill(const PreparedFill& prepared, const PixelBuffer& generated,
                         std::string name)
{
    const FillPlan& plan = prepared.plan;
    if (generated.size() != plan.imageSize || generated.channels() != 3) {
        return fail(ErrorCode::InvalidArgument,
                    "the generated picture is " + std::to_string(generated.width()) + " x " +
                        std::to_string(generated.height()) + " pixels; the fill asked for " +
                        std::to_string(plan.imageSize.width) + " x " +
                        std::to_string(plan.imageSize.height));
    }
    const Size content = plan.context.size();
    const PixelBuffer patch =
        plan.isPadded()
            ? blendFill(corner(prepared.image, content), corner(generated, content),
                        corner(prepared.mask, content), prepared.compositeMask, prepared.blend)
            : blendFill(prepared.image, generated, prepared.mask, prepared.compositeMask,
                        prepared.blend);
    return makeFillLayer(patch, {plan.context.x, plan.context.y}, prepared.format, std::move(name));
}

} // namespace core
