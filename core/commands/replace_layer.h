#pragma once

/// Puts another layer in the place of one, under the same id: a generation run again.

#include <string>

#include "core/undo/command.h"

namespace core {

class ReplaceLayer final : public Command {
public:
    /// `after.id` names the layer to replace, which must be there when applied.
    ReplaceLayer(Layer after, std::string label);

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override;

private:
    Layer m_after;
    LayerRef m_before; ///< known once applied
    std::string m_label;
};

} // namespace core
