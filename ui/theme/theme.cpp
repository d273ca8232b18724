#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QVariant>
#include <QWidget>

#include <utility>

#include "ui/theme/icons.h"
#include "ui/theme/style.h"

static void initThemeResources()
{
    Q_INIT_RESOURCE(ui); // a static library's resources must be asked for, outside any namespace
}

namespace ui {

namespace {

/// What the desktop asks for, as far as Qt knows before an own palette is set.
bool desktopIsLight()
{
    static const bool light =
        QGuiApplication::palette().color(QPalette::Window).lightness() >= 128 &&
        qEnvironmentVariable("GTK_THEME").indexOf(QLatin1String("dark")) < 0;
    return light;
}

QPalette paletteFor(const ThemeColors& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.field);
    p.setColor(QPalette::AlternateBase, c.panel);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.textSecondary);
    p.setColor(QPalette::Button, c.control);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.danger);
    p.setColor(QPalette::ToolTipBase, c.control);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.text);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::Light, c.controlHover);
    p.setColor(QPalette::Midlight, c.control);
    p.setColor(QPalette::Mid, c.controlBorder);
    p.setColor(QPalette::Dark, c.border);
    p.setColor(QPalette::Shadow, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, c.textDisabled);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.control);
    return p;
}

QString styleSheetFor(const ThemeColors& c)
{
    QFile file(QStringLiteral(":/theme/theme.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    // Longer names first: "@control-hover" begins with "@control".
    const std::pair<const char*, QColor> tokens[] = {
        {"@surround", c.surround},
        {"@window", c.window},
        {"@panel", c.panel},
        {"@field", c.field},
        {"@control-hover", c.controlHover},
        {"@control-pressed", c.controlPressed},
        {"@control-border", c.controlBorder},
        {"@control", c.control},
        {"@border", c.border},
        {"@text-secondary", c.textSecondary},
        {"@text-disabled", c.textDisabled},
        {"@text", c.text},
        {"@accent-hover", c.accentHover},
        {"@accent-pressed", c.accentPressed},
        {"@accent", c.accent},
        {"@on-accent", c.onAccent},
        {"@selection", c.selection},
        {"@danger", c.danger},
        {"@error-surface", c.errorSurface},
        {"@warning-surface", c.warningSurface},
        {"@info-surface", c.infoSurface},
        {"@warning", c.warning},
    };
    for (const auto& [name, color] : tokens) {
        sheet.replace(QLatin1String(name), color.name());
    }
    // Images of a style sheet know no colours: there are two of each.
    const bool dark = c.window.lightness() < 128;
    sheet.replace(QLatin1String("@check-image"),
                  dark ? QStringLiteral(":/icons/theme-check.svg")
                       : QStringLiteral(":/icons/theme-check-light.svg"));
    sheet.replace(QLatin1String("@chevron-image"),
                  dark ? QStringLiteral(":/icons/theme-chevron-down.svg")
                       : QStringLiteral(":/icons/theme-chevron-down-light.svg"));
    return sheet;
}

QFont interfaceFont()
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
                      QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    font.setPointSizeF(9.75); // 13 px at 96 dpi
    font.setStyleStrategy(QFont::PreferAntialias);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

void applyTheme(QApplication& application, const ThemeColors& colors)
{
    initThemeResources();
    ThemeColors::setCurrent(colors);
    if (dynamic_cast<Style*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new Style);
    }
    QApplication::setFont(interfaceFont());
    QApplication::setPalette(paletteFor(colors));
    application.setStyleSheet(styleSheetFor(colors));
}

ThemeColors themeColors(ThemeChoice choice)
{
    const bool light = desktopIsLight(); // asked for before a palette of ours hides it
    switch (choice) {
    case ThemeChoice::Light:
        return ThemeColors::light();
    case ThemeChoice::System:
        return light ? ThemeColors::light() : ThemeColors::dark();
    case ThemeChoice::Dark:
        break;
    }
    return ThemeColors::dark();
}

void setTextRole(QWidget& widget, TextRole role)
{
    const char* names[] = {"secondary", "title", "heading"};
    widget.setProperty("textRole", QLatin1String(names[static_cast<int>(role)]));
}

void setPrimary(QWidget& button)
{
    button.setProperty("primary", true);
    // Some containers have polished their buttons already.
    button.style()->unpolish(&button);
    button.style()->polish(&button);
}

void setQuiet(QWidget& button)
{
    button.setProperty("quiet", true);
}

} // namespace ui
