#pragma once

#include <memory>

#include "core/undo/undo_stack.h"
#include "support/documents.h"

namespace support {

/// Pushes `command`, undoes and redoes it twice, and says whether both states came back sample by
/// sample each time. A command that changes nothing fails too: it would prove nothing.
inline bool verifyUndoRoundTrip(core::Document& document, std::unique_ptr<core::Command> command)
{
    core::UndoStack stack(document);
    const core::DocumentSnapshot before = document.snapshot();
    stack.push(std::move(command));
    const core::DocumentSnapshot after = document.snapshot();
    if (sameState(before, after) || stack.undoLabel().empty()) {
        return false;
    }
    for (int round = 0; round < 2; ++round) {
        stack.undo();
        if (!sameState(before, document.snapshot())) {
            return false;
        }
        stack.redo();
        if (!sameState(after, document.snapshot())) {
            return false;
        }
    }
    return true;
}

} // namespace support
