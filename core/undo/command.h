#pragma once

/// One undoable change. GUI thread only.

#include <cstdint>
#include <string>

#include "core/document/document.h"

namespace core {

/// Is shown what a command keeps of the document.
class KeptPixels {
public:
    virtual ~KeptPixels() = default;
    virtual void image(const TiledImage& image) = 0;
    virtual void tile(const TileRef& tile) = 0; ///< may be null
    virtual void layer(const LayerRef& layer) = 0;
};

/// Holds what it needs to go either way; neither direction computes pixels. apply() must be
/// harmless on a document that already is in the state after (a stroke painted live).
class Command {
public:
    virtual ~Command() = default;
    Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    virtual void apply(Document& document) = 0;
    virtual void revert(Document& document) = 0;
    /// English, for the history list: "Brush mask".
    [[nodiscard]] virtual std::string label() const = 0;
    /// Memory held, for the stack's budget.
    [[nodiscard]] virtual std::int64_t byteSize() const = 0;
    /// Shows each tile, image and layer it holds by itself, once; what is not shown stays in memory
    /// when the history is put on the disk.
    virtual void showKept(KeptPixels& to) const { static_cast<void>(to); }
    /// Takes over what `next` (just applied) does, so that one undo reverts both; false = refused,
    /// and nothing changed. For sliders; most commands keep refusing.
    virtual bool merge(const Command& next)
    {
        static_cast<void>(next);
        return false;
    }
};

} // namespace core
