#pragma once

/// Takes a layer out of the stack and remembers it.

#include "core/undo/command.h"

namespace core {

class RemoveLayer final : public Command {
public:
    /// The layer must be there when applied.
    explicit RemoveLayer(LayerId layer) : m_id(layer) {}

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return "Delete layer"; }
    [[nodiscard]] std::int64_t byteSize() const override
    {
        return m_layer ? m_layer->byteSize() : 0;
    }
    void showKept(KeptPixels& to) const override
    {
        if (m_layer) {
            to.layer(m_layer);
        }
    }

private:
    LayerId m_id;
    LayerRef m_layer;
    int m_index = 0;
    LayerId m_activeBefore = 0;
};

} // namespace core
