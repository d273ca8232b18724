#include "core/commands/pixel_edit.h"

#include <utility>

#include "core/commands/set_layer_content.h"
#include "core/commands/swap_tiles.h"

namespace core {

std::unique_ptr<Command> pixelEdit(const Layer& before, const Layer& after, std::string label)
{
    const bool samePlace =
        before.bounds() == after.bounds() && before.mask.has_value() == after.mask.has_value();
    const bool sameMask =
        samePlace && (!before.mask || (before.mask->size() == after.mask->size() &&
                                       before.mask->samePixels(*after.mask)));
    if (sameMask) {
        auto command = std::make_unique<SwapTiles>(before.id, SwapTiles::Target::Pixels,
                                                   before.pixels, after.pixels, std::move(label));
        return command->isEmpty() ? nullptr : std::move(command);
    }
    const bool samePixels = samePlace && before.pixels.format() == after.pixels.format() &&
                            before.pixels.changedTiles(after.pixels).empty();
    if (samePixels && before.mask && before.mask->size() == after.mask->size()) {
        return std::make_unique<SwapTiles>(before.id, SwapTiles::Target::LayerMask,
                                           before.mask->coverage(), after.mask->coverage(),
                                           std::move(label));
    }
    return std::make_unique<SetLayerContent>(
        before.id, LayerContent{before.pixels, before.offset, before.mask},
        LayerContent{after.pixels, after.offset, after.mask}, std::move(label));
}

} // namespace core
