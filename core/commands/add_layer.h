#pragma once

/// Puts a new layer into the stack, for instance the result of a fill.

#include <string>

#include "core/undo/command.h"

namespace core {

class AddLayer final : public Command {
public:
    /// `index` = its place from the bottom, clamped; see Document::insertLayer.
    AddLayer(Layer layer, int index, std::string label);

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override { return m_layer.byteSize(); }
    void showKept(KeptPixels& to) const override
    {
        to.image(m_layer.pixels);
        if (m_layer.mask) {
            to.image(m_layer.mask->coverage());
        }
    }
    /// The layer's id, once applied (the same after each redo); 0 before.
    [[nodiscard]] LayerId layerId() const { return m_layer.id; }

private:
    Layer m_layer;
    int m_index;
    LayerId m_activeBefore = 0;
    std::string m_label;
};

} // namespace core
