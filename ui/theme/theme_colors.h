#pragma once

/// The colours of the program by role. Nothing outside ui/theme names a colour by its value.
/// Text roles keep at least 4.5:1 against every surface they are put on (WCAG AA).

#include <QColor>

namespace ui {

struct ThemeColors {
    QColor surround; ///< behind the picture
    QColor window;   ///< menu bar, tool bars, status bar
    QColor panel;    ///< docks
    QColor field;    ///< text fields, lists
    QColor control;  ///< buttons at rest
    QColor controlHover;
    QColor controlPressed;
    QColor border;        ///< hairlines between surfaces
    QColor controlBorder; ///< outline of fields and buttons
    QColor text;
    QColor textSecondary;
    QColor textDisabled;
    QColor accent; ///< primary buttons, sliders, focus rings
    QColor accentHover;
    QColor accentPressed;
    QColor onAccent;  ///< text on the accent
    QColor selection; ///< selected rows
    QColor danger;
    QColor warning;
    QColor checkerDark; ///< the two greys behind transparent pixels
    QColor checkerLight;
    QColor pixelGrid;    ///< lines between pixels at high zoom
    QColor errorSurface; ///< of the bar with messages
    QColor warningSurface;
    QColor infoSurface;

    [[nodiscard]] static ThemeColors dark();
    [[nodiscard]] static ThemeColors light();
    /// The ones in use; set by applyTheme().
    [[nodiscard]] static const ThemeColors& current();
    static void setCurrent(const ThemeColors& colors);
};

/// (lighter + 0.05) / (darker + 0.05) of the relative luminances (WCAG 2.1), in [1, 21].
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

} // namespace ui
