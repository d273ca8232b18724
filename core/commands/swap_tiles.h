#pragma once

/// Pixel edits of any origin (brush, filter, fill): keeps the tiles that differ, before and after.

#include <string>

#include "core/commands/tile_changes.h"
#include "core/undo/command.h"

namespace core {

class SwapTiles final : public Command {
public:
    enum class Target { Pixels, LayerMask };

    /// `before` and `after` agree in size and format; the layer must have the target when applied.
    SwapTiles(LayerId layer, Target target, const TiledImage& before, const TiledImage& after,
              std::string label);

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override { return m_changes.byteSize(); }
    void showKept(KeptPixels& to) const override
    {
        m_changes.forEachTile([&](const TileRef& tile) { to.tile(tile); });
    }
    /// Nothing differs: not worth pushing.
    [[nodiscard]] bool isEmpty() const { return m_changes.isEmpty(); }

private:
    LayerId m_layer;
    Target m_target;
    std::string m_label;
    TileChanges m_changes;
};

} // namespace core
