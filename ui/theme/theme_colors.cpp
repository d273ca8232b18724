#include "ui/theme/theme_colors.h"

#include <algorithm>
#include <cmath>

namespace ui {

ThemeColors ThemeColors::dark()
{
    ThemeColors c;
    c.surround = QColor(0x18, 0x19, 0x1a);
    c.window = QColor(0x22, 0x24, 0x26);
    c.panel = QColor(0x28, 0x2a, 0x2d);
    c.field = QColor(0x1d, 0x1f, 0x21);
    c.control = QColor(0x38, 0x3b, 0x3f);
    c.controlHover = QColor(0x44, 0x48, 0x4d);
    c.controlPressed = QColor(0x30, 0x33, 0x36);
    c.border = QColor(0x17, 0x18, 0x19);
    c.controlBorder = QColor(0x48, 0x4c, 0x51);
    c.text = QColor(0xe8, 0xe9, 0xeb);
    c.textSecondary = QColor(0xad, 0xb2, 0xb8);
    c.textDisabled = QColor(0x74, 0x79, 0x7f);
    c.accent = QColor(0x62, 0xbc, 0xd0);
    c.accentHover = QColor(0x7a, 0xca, 0xdb);
    c.accentPressed = QColor(0x4e, 0xa5, 0xb9);
    c.onAccent = QColor(0x0b, 0x1c, 0x21);
    c.selection = QColor(0x2f, 0x52, 0x5c);
    c.danger = QColor(0xef, 0x8a, 0x7f);
    c.warning = QColor(0xe6, 0xb8, 0x62);
    c.checkerDark = QColor(0x6a, 0x6a, 0x6a);
    c.checkerLight = QColor(0x8a, 0x8a, 0x8a);
    c.pixelGrid = QColor(0x80, 0x80, 0x80, 0x70);
    c.errorSurface = QColor(0x43, 0x29, 0x2a);
    c.warningSurface = QColor(0x41, 0x37, 0x20);
    c.infoSurface = QColor(0x23, 0x38, 0x3e);
    return c;
}

ThemeColors ThemeColors::light()
{
    ThemeColors c;
    c.surround = QColor(0xc9, 0xcb, 0xce);
    c.window = QColor(0xe9, 0xea, 0xec);
    c.panel = QColor(0xf4, 0xf5, 0xf6);
    c.field = QColor(0xff, 0xff, 0xff);
    c.control = QColor(0xde, 0xe0, 0xe3);
    c.controlHover = QColor(0xd0, 0xd4, 0xd8);
    c.controlPressed = QColor(0xe4, 0xe6, 0xe8);
    c.border = QColor(0xc6, 0xc9, 0xcd);
    c.controlBorder = QColor(0xb4, 0xb9, 0xbf);
    c.text = QColor(0x1c, 0x1f, 0x22);
    c.textSecondary = QColor(0x47, 0x4d, 0x54);
    c.textDisabled = QColor(0x8b, 0x91, 0x98);
    c.accent = QColor(0x0f, 0x6f, 0x86);
    c.accentHover = QColor(0x0c, 0x60, 0x75);
    c.accentPressed = QColor(0x0a, 0x52, 0x64);
    c.onAccent = QColor(0xff, 0xff, 0xff);
    c.selection = QColor(0xb7, 0xdc, 0xe6);
    c.danger = QColor(0x9c, 0x22, 0x1b);
    c.warning = QColor(0x7a, 0x55, 0x00);
    c.checkerDark = QColor(0xb8, 0xb8, 0xb8);
    c.checkerLight = QColor(0xe0, 0xe0, 0xe0);
    c.pixelGrid = QColor(0x80, 0x80, 0x80, 0x70);
    c.errorSurface = QColor(0xf7, 0xdd, 0xda);
    c.warningSurface = QColor(0xf6, 0xea, 0xcb);
    c.infoSurface = QColor(0xd9, 0xec, 0xf1);
    return c;
}

namespace {

/// The looks of the process: what paints asks for them anew each time.
ThemeColors& inUse()
{
    static ThemeColors colors = ThemeColors::dark();
    return colors;
}

} // namespace

const ThemeColors& ThemeColors::current()
{
    return inUse();
}

void ThemeColors::setCurrent(const ThemeColors& colors)
{
    inUse() = colors;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto linear = [](double v) {
        return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const auto luminance = [&](const QColor& c) {
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace ui
