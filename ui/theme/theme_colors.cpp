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
    return c;
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
