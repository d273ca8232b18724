#pragma once

/// Pixel edits of any origin (brush, filter, fill): keeps the tiles that differ, before and after.

#include <string>
#include <vector>

#include "core/undo/command.h"

namespace core {

class SwapTiles final : public Command {
public:
    enum class Target { Pixels, LayerMask };

    /// `before` and `after` agree in size and format; the layer must have the target when applied.
    SwapTiles(LayerId layer, Target target, const TiledImage& before, const TiledImage& after,
              std::string label);

    void apply(Document& document) override { swapIn(document, &Change::after); }
    void revert(Document& document) override { swapIn(document, &Change::before); }
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override { return m_bytes; }
    /// Nothing differs: not worth pushing.
    [[nodiscard]] bool isEmpty() const { return m_changes.empty(); }

private:
    struct Change {
        int index;
        TileRef before;
        TileRef after;
    };
    void swapIn(Document& document, TileRef Change::*side) const;

    LayerId m_layer;
    Target m_target;
    std::string m_label;
    std::vector<Change> m_changes;
    Rect m_area; ///< in the layer's coordinates
    std::int64_t m_bytes = 0;
};

} // namespace core
