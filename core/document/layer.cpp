#include "core/document/layer.h"

namespace core {

Rect Layer::occupied() const
{
    Rect out = pixels.occupiedTiles();
    if (const Mask* shown = shownMask()) {
        out = out.intersected(shown->coverage().occupiedTiles());
    }
    return out.isEmpty() ? Rect{} : out.translated(offset.x, offset.y);
}

} // namespace core
