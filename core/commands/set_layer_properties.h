#pragma once

/// Name, opacity, blend mode, visibility, lock of one layer. Successive changes of the same layer's
/// opacity become one step (a slider).

#include "core/undo/command.h"

namespace core {

class SetLayerProperties final : public Command {
public:
    SetLayerProperties(LayerId layer, LayerProperties before, LayerProperties after);

    void apply(Document& document) override;
    void revert(Document& document) override;
    /// After what changed: "Layer opacity".
    [[nodiscard]] std::string label() const override;
    [[nodiscard]] std::int64_t byteSize() const override;
    bool merge(const Command& next) override;

private:
    LayerId m_id;
    LayerProperties m_before;
    LayerProperties m_after;
};

} // namespace core
