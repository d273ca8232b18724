#include "core/commands/pixel_edit.h"

#include <utility>

#include "core/commands/set_layer_content.h"
#include "core/commands/swap_tiles.h"

namespace core {

std::unique_ptr<Command> pixelEdit(const Layer& before, const Layer& after, std::string label)
{
    const bool sameMask = before.mask.has_value() == after.mask.has_value() &&
                          (!before.mask || (before.mask->size() == after.mask->size() &&
                                            before.mask->samePixels(*after.mask)));
    if (before.bounds() == after.bounds() && sameMask) {
        auto command = std::make_unique<SwapTiles>(before.id, SwapTiles::Target::Pixels,
                                                   before.pixels, after.pixels, std::move(label));
        return command->isEmpty() ? nullptr : std::move(command);
    }
    return std::make_unique<SetLayerContent>(
        before.id, LayerContent{before.pixels, before.offset, before.mask},
        LayerContent{after.pixels, after.offset, after.mask}, std::move(label));
}

} // namespace core
