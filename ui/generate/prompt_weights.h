#pragma once

/// What Ctrl+Up and Ctrl+Down do to a prompt: "(word:1.1)". Pure functions; any thread.

#include <QString>

namespace ui {

struct WeighedText {
    QString text;
    int from = 0; ///< what is selected afterwards: the weighed words without their brackets
    int to = 0;
};

/// The words between `from` and `to` (the word there when both are equal) weigh 0.1 more for each
/// of `steps`, less where it is negative; at 1 the brackets go. Between 0 and 2.
[[nodiscard]] WeighedText weighed(const QString& text, int from, int to, int steps);

} // namespace ui
