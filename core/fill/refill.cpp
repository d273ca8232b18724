#include "core/fill/refill.h"

#include "core/selection/combine.h"

namespace core {

Result<PreparedFill> prepareRefill(const DocumentSnapshot& snapshot, LayerId layer,
                                   const FillConstraints& constraints)
{
    const int place = indexOf(snapshot.layers, layer);
    if (place < 0) {
        return fail(ErrorCode::InvalidArgument, "the layer to make again is not there any more");
    }
    DocumentSnapshot below = snapshot;
    below.layers = layersBelow(snapshot.layers, place);
    below.mask = coverageOf(*snapshot.layers[static_cast<std::size_t>(place)], snapshot.size);
    const Result<FillPlan> plan = planFill(below.mask.bounds(), snapshot.size, constraints);
    if (!plan) {
        return fail(ErrorCode::InvalidArgument, "the layer to make again lies outside the picture");
    }
    FillInput input = makeFillInput(below, *plan, {0, 0});
    const Rect context = plan->context;
    input.composite = below.mask.toBuffer(context);
    for (int y = 0; y < context.height; ++y) {
        for (int x = 0; x < context.width; ++x) {
            if (*input.composite.at(x, y) > 0.0F) {
                *input.mask.at(x, y) = 1.0F;
            }
        }
    }
    PreparedFill out;
    out.plan = *plan;
    out.image = std::move(input.image);
    out.mask = std::move(input.mask);
    out.compositeMask = std::move(input.composite);
    out.format = snapshot.format;
    out.revision = snapshot.revision;
    return out;
}

Layer inPlaceOf(const Layer& old, Layer made)
{
    made.id = old.id;
    const std::string name = made.properties.name;
    made.properties = old.properties;
    made.properties.name = name;
    return made;
}

} // namespace core
