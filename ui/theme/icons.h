#pragma once

/// The program's own line icons (resources/icons/*.svg, drawn on a 24-pixel grid), coloured by the
/// theme and rendered at the size and pixel ratio they are shown at. GUI thread only.

#include <QColor>
#include <QIcon>
#include <QString>

namespace ui {

/// `name` without folder and suffix ("brush"). Normal, disabled and checked states take the
/// theme's text, disabled text and accent colours.
[[nodiscard]] QIcon icon(const char* name);

/// The same in one fixed colour for every state (icons on primary buttons, in messages).
[[nodiscard]] QIcon icon(const char* name, const QColor& color);

} // namespace ui
