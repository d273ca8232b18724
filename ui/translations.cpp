#include "ui/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

static void initCatalogues()
{
    Q_INIT_RESOURCE(i18n); // a static library's resources must be asked for, outside any namespace
}

namespace ui {

QStringList translatedLanguages()
{
    initCatalogues();
    QStringList out;
    for (QString name : QDir(QStringLiteral(":/i18n")).entryList({QStringLiteral("*.qm")})) {
        out << name.remove(QStringLiteral("stillwater_")).remove(QStringLiteral(".qm"));
    }
    return out;
}

void installTranslations(QCoreApplication& application, const QLocale& locale)
{
    initCatalogues();
    const auto install = [&](const QString& name, const QString& folder) {
        auto* translator = new QTranslator(&application);
        if (translator->load(locale, name, QStringLiteral("_"), folder)) {
            QCoreApplication::installTranslator(translator);
        }
    };
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("stillwater"), QStringLiteral(":/i18n"));
}

} // namespace ui
