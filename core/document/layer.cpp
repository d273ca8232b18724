#include "core/document/layer.h"

namespace core {

Rect Layer::occupied() const
{
    Rect out = pixels.occupiedTiles();
    if (mask) {
        out = out.intersected(mask->coverage().occupiedTiles());
    }
    return out.isEmpty() ? Rect{} : out.translated(offset.x, offset.y);
}

} // namespace core
