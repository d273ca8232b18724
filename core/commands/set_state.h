#pragma once

/// Canvas, layers and selection from one state to another: whatever touches more than one layer
/// (crop, rotate, image size, merge). Layers that stay the same are shared and cost nothing.

#include <string>

#include "core/undo/command.h"

namespace core {

class SetState final : public Command {
public:
    /// `before` must be the state of the document that it is pushed to; both of one format.
    SetState(DocumentSnapshot before, DocumentSnapshot after, std::string label);

    void apply(Document& document) override { document.restore(m_after); }
    void revert(Document& document) override { document.restore(m_before); }
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override { return m_bytes; }
    void showKept(KeptPixels& to) const override;

private:
    DocumentSnapshot m_before;
    DocumentSnapshot m_after;
    std::string m_label;
    std::int64_t m_bytes = 0;
};

} // namespace core
