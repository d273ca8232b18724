#pragma once

/// A change of the selection: one brush stroke, an inversion, a new shape. Keeps changed tiles
/// only.

#include <string>

#include "core/commands/tile_changes.h"
#include "core/undo/command.h"

namespace core {

class SetMask final : public Command {
public:
    /// Both of the canvas's size. For a stroke painted live: `before` is a copy of
    /// Document::mask() taken at its start, `after` a copy at its end.
    SetMask(const Mask& before, const Mask& after, std::string label);

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
    std::string m_label;
    TileChanges m_changes;
};

} // namespace core
