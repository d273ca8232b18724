#pragma once

/// One layer or one group of layers (see layer_tree.h): a value, cheap to copy. Any thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/geometry.h"
#include "core/document/blend_mode.h"
#include "core/image/mask.h"
#include "core/image/tiled_image.h"

namespace core {

/// Unique within a document and never used again there; 0 = none.
using LayerId = std::uint64_t;

/// What a layer's row in a panel shows and changes.
struct LayerProperties {
    std::string name;
    float opacity = 1.0F; ///< [0, 1]
    BlendMode blend = BlendMode::Normal;
    bool visible = true;
    bool locked = false;       ///< the UI refuses to edit it
    bool maskDisabled = false; ///< the mask is kept, but hides nothing
    /// Of a group: its layers meet what lies below it; otherwise they first make a picture of their
    /// own, which then meets that.
    bool passThrough = false;
    friend bool operator==(const LayerProperties&, const LayerProperties&) = default;
};

struct Layer {
    LayerId id = 0; ///< given by Document::insertLayer when 0
    LayerProperties properties;
    TiledImage pixels;
    Point offset;             ///< of the pixels' corner on the canvas
    std::optional<Mask> mask; ///< of the pixels' size, moves with them; multiplies alpha
    std::string recipe;       ///< how it was generated (JSON), empty for others
    LayerId parent = 0;       ///< the group that it lies in; 0 = none
    bool isGroup = false;     ///< has one empty pixel, no mask, and what names it as parent

    /// The mask that takes part in what shows; null for none and for one that is switched off.
    [[nodiscard]] const Mask* shownMask() const
    {
        return mask && !properties.maskDisabled ? &*mask : nullptr;
    }
    /// Where the layer's pixels lie on the canvas; may reach outside.
    [[nodiscard]] Rect bounds() const { return pixels.rect().translated(offset.x, offset.y); }
    /// The part of bounds() that can show anything, to whole tiles.
    [[nodiscard]] Rect occupied() const;
    [[nodiscard]] std::int64_t byteSize() const
    {
        return pixels.byteSize() + (mask ? mask->byteSize() : 0);
    }
};

using LayerRef = std::shared_ptr<const Layer>;

} // namespace core
