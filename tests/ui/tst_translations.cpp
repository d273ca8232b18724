#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QLocale>
#include <QRegularExpression>
#include <QtTest>

#include <set>

#include "support/photo_window.h"
#include "ui/actions.h"
#include "ui/panels/layers_panel.h"
#include "ui/preferences/preferences_dialog.h"
#include "ui/translations.h"

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAreCatalogues()
    {
        QCOMPARE(ui::translatedLanguages(),
                 (QStringList{QStringLiteral("de"), QStringLiteral("ja")}));
    }

    void menusSpeakTheLanguage_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("layer");
        QTest::newRow("de") << "de_DE" << QStringLiteral("&Ebene");
        QTest::newRow("ja") << "ja_JP" << QStringLiteral("レイヤー(&L)");
        QTest::newRow("a language without a catalogue") << "fi_FI" << QStringLiteral("&Layer");
    }
    void menusSpeakTheLanguage()
    {
        QFETCH(QString, locale);
        QFETCH(QString, layer);
        int argc = 0;
        QCoreApplication application(argc, nullptr);
        ui::installTranslations(application, QLocale(locale));

        QCOMPARE(QCoreApplication::translate("Menu", "&Layer"), layer);
        QCOMPARE(QCoreApplication::translate("Engine", "Engine ready") ==
                     QLatin1String("Engine ready"),
                 locale.startsWith(QLatin1String("fi")));
        // Each menu has its own letter for the keyboard, if its language underlines letters.
        std::set<QChar> letters;
        std::set<QString> menus;
        for (const ui::ActionEntry& entry : ui::actionEntries()) {
            menus.insert(QCoreApplication::translate("Menu", entry.menu));
        }
        for (const QString& menu : menus) {
            const qsizetype at = menu.indexOf(QLatin1Char('&'));
            QVERIFY(at >= 0);
            QVERIFY2(letters.insert(menu[at + 1].toLower()).second, qPrintable(menu));
        }
    }

    void theWindowSpeaksTheLanguage()
    {
        int argc = 1;
        char name[] = "stillwater";
        char* argv[] = {name, nullptr};
        QApplication application(argc, argv);
        ui::installTranslations(application, QLocale(QStringLiteral("de_DE")));
        support::PhotoWindow program;

        // tr() asks by the full name of its class, so one text of each kind of widget will do.
        QCOMPARE(ui::LayersPanel::tr("Opacity"), QStringLiteral("Deckkraft"));
        QCOMPARE(ui::PreferencesDialog::tr("General"), QStringLiteral("Allgemein"));
        auto* dock = program.window.findChild<QDockWidget*>(QStringLiteral("layersDock"));
        QCOMPARE(dock->windowTitle(), QStringLiteral("Ebenen"));
        QStringList english;
        const QStringList same{QStringLiteral("Normal"), QStringLiteral("1"), QStringLiteral("2"),
                               QStringLiteral("4"), QStringLiteral("8")};
        for (const auto* button : program.window.findChildren<QAbstractButton*>()) {
            const QRegularExpression words(
                QStringLiteral("\\b(the|and|with|Layer|Size|Quality|Results|Change)\\b"));
            if (button->text().contains(words) && !same.contains(button->text())) {
                english << button->text();
            }
        }
        QCOMPARE(english, QStringList());
    }
};

QTEST_APPLESS_MAIN(TestTranslations)
#include "tst_translations.moc"
