#pragma once

/// Replaces a layer's pixels, place and mask at once: moving, transforming, adding or deleting a
/// layer mask.

#include <optional>
#include <string>

#include "core/undo/command.h"

namespace core {

struct LayerContent {
    TiledImage pixels;
    Point offset;
    std::optional<Mask> mask; ///< of the pixels' size
};

class SetLayerContent final : public Command {
public:
    SetLayerContent(LayerId layer, LayerContent before, LayerContent after, std::string label);

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override;
    void showKept(KeptPixels& to) const override;

private:
    LayerId m_id;
    LayerContent m_before;
    LayerContent m_after;
    std::string m_label;
};

} // namespace core
