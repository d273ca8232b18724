#include <QLocale>
#include <QRegularExpression>
#include <QtTest>

#include <set>

#include "ui/actions.h"
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
};

QTEST_APPLESS_MAIN(TestTranslations)
#include "tst_translations.moc"
