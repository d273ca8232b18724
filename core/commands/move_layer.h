#pragma once

/// Changes a layer's place in the stack.

#include "core/undo/command.h"

namespace core {

class MoveLayer final : public Command {
public:
    /// `index` = its new place from the bottom, clamped. The layer must be there when applied.
    MoveLayer(LayerId layer, int index) : m_id(layer), m_to(index) {}

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return "Move layer"; }
    [[nodiscard]] std::int64_t byteSize() const override { return 0; }

private:
    LayerId m_id;
    int m_to;
    int m_from = -1; ///< known once applied
};

} // namespace core
