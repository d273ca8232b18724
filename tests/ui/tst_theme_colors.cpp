#include <QtTest>

#include "ui/theme/theme_colors.h"

class TestThemeColors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastOfBlackAndWhiteIsTwentyOne()
    {
        QVERIFY(qAbs(ui::contrastRatio(Qt::black, Qt::white) - 21.0) < 0.01);
    }

    void textCanBeRead_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("surface");
        addRows("dark", ui::ThemeColors::dark());
        addRows("light", ui::ThemeColors::light());
    }

    void textCanBeRead()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, surface);
        QVERIFY2(ui::contrastRatio(text, surface) >= 4.5,
                 qPrintable(QString::number(ui::contrastRatio(text, surface))));
    }

private:
    static void addRows(const char* theme, const ui::ThemeColors& c)
    {
        const std::pair<const char*, QColor> surfaces[] = {
            {"surround", c.surround},   {"window", c.window},      {"panel", c.panel},
            {"field", c.field},         {"control", c.control},    {"hover", c.controlHover},
            {"selection", c.selection}, {"error", c.errorSurface}, {"warning", c.warningSurface},
            {"info", c.infoSurface}};
        for (const auto& [name, surface] : surfaces) {
            QTest::addRow("%s: text on %s", theme, name) << c.text << surface;
        }
        for (const QColor& surface : {c.surround, c.window, c.panel, c.field}) {
            QTest::addRow("%s: secondary on %s", theme, qPrintable(surface.name()))
                << c.textSecondary << surface;
            QTest::addRow("%s: danger on %s", theme, qPrintable(surface.name()))
                << c.danger << surface;
        }
        for (const QColor& button : {c.accent, c.accentHover, c.accentPressed}) {
            QTest::addRow("%s: primary button %s", theme, qPrintable(button.name()))
                << c.onAccent << button;
        }
    }
};

QTEST_APPLESS_MAIN(TestThemeColors)
#include "tst_theme_colors.moc"
