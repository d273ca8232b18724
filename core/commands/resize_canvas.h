#pragma once

/// Gives the canvas another size; layers keep their pixels, also those now outside.

#include "core/undo/command.h"

namespace core {

class ResizeCanvas final : public Command {
public:
    /// `area` = the new canvas in the coordinates of the old one: inside it for a crop, around it
    /// to expand. Must not be empty.
    explicit ResizeCanvas(const Rect& area) : m_area(area) {}

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return "Canvas size"; }
    [[nodiscard]] std::int64_t byteSize() const override
    {
        return m_maskBefore.byteSize() + m_maskAfter.byteSize();
    }

private:
    Rect m_area;
    Size m_sizeBefore;
    Mask m_maskBefore;
    Mask m_maskAfter;
    bool m_known = false; ///< masks and size are from the first apply
};

} // namespace core
