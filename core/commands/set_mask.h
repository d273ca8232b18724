#pragma once

/// A change of the selection: one brush stroke, an inversion, a new shape. Keeps changed tiles only.

#include <string>
#include <vector>

#include "core/undo/command.h"

namespace core {

class SetMask final : public Command {
public:
    /// Both of the canvas's size. For a stroke painted live: `before` is a copy of
    /// Document::mask() taken at its start, `after` a copy at its end.
    SetMask(const Mask& before, const Mask& after, std::string label);

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

    std::string m_label;
    std::vector<Change> m_changes;
    Rect m_area;
    std::int64_t m_bytes = 0;
};

} // namespace core
