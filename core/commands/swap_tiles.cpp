#include "core/commands/swap_tiles.h"

namespace core {

namespace {

TiledImage& targetOf(SwapTiles::Target target, TiledImage& pixels, std::optional<Mask>& mask)
{
    return target == SwapTiles::Target::Pixels ? pixels : mask->coverage();
}

} // namespace

SwapTiles::SwapTiles(LayerId layer, Target target, const TiledImage& before,
                     const TiledImage& after, std::string label)
    : m_layer(layer), m_target(target), m_label(std::move(label)), m_changes(before, after)
{
}

void SwapTiles::apply(Document& document)
{
    document.editLayer(m_layer, [this](TiledImage& pixels, std::optional<Mask>& mask) {
        return m_changes.putAfter(targetOf(m_target, pixels, mask));
    });
}

void SwapTiles::revert(Document& document)
{
    document.editLayer(m_layer, [this](TiledImage& pixels, std::optional<Mask>& mask) {
        return m_changes.putBefore(targetOf(m_target, pixels, mask));
    });
}

} // namespace core
