#pragma once

/// Keys as in programs that people come from. A preset names only what differs from our own keys.

#include <span>

namespace ui {

struct ShortcutPreset {
    struct Row {
        const char* id;   ///< of the action or tool
        const char* keys; ///< portable text, several parted by "; "; "" = none
    };
    const char* name; ///< of the program, not translated
    std::span<const Row> rows;
};

[[nodiscard]] std::span<const ShortcutPreset> shortcutPresets();

} // namespace ui
