#pragma once

/// Gives the application its looks: style, palette, fonts and style sheet. GUI thread only.

#include "ui/theme/theme_colors.h"

class QApplication;
class QWidget;

namespace ui {

/// The rhythm every margin and gap follows, logical pixels.
inline constexpr int kGap = 8;
inline constexpr int kHalfGap = 4;

enum class ThemeChoice { Dark, Light, System };

[[nodiscard]] ThemeColors themeColors(ThemeChoice choice);

/// Before the first widget is made, and again when people choose other looks.
void applyTheme(QApplication& application, const ThemeColors& colors = ThemeColors::dark());

/// Roles of text and buttons that the style sheet knows.
enum class TextRole { Secondary, Title, Heading };
void setTextRole(QWidget& widget, TextRole role);
/// The one button of a panel that does what the panel is for.
void setPrimary(QWidget& button);
/// A button that is only its icon until the pointer is over it.
void setQuiet(QWidget& button);

} // namespace ui
