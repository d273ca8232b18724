#pragma once

/// One undoable change. GUI thread only.

#include <cstdint>
#include <string>

#include "core/document/document.h"

namespace core {

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
    /// Takes over what `next` (just applied) does, so that one undo reverts both; false = refused,
    /// and nothing changed. For sliders; most commands keep refusing.
    virtual bool merge(const Command& next)
    {
        static_cast<void>(next);
        return false;
    }
};

} // namespace core
