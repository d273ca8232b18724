/// The window program. `stillwater --cli ...` is the command line program under the same name.

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLocale>

#include <cstdio>
#include <cstring>

#include "app/cli/run_cli.h"
#include "app/common/short_waits.h"
#include "app/editor/application.h"
#include "app/editor/guarded_application.h"
#include "app/editor/logging.h"
#include "app/editor/startup_timer.h"
#include "ui/theme/theme.h"
#include "ui/translations.h"
#include "ui/widgets/message_bar.h"

int main(int argc, char** argv)
{
    app::waitShortly(argv);
    if (argc > 1 && std::strcmp(argv[1], "--cli") == 0) {
        argv[1] = argv[0];
        return app::runCli(argc - 1, argv + 1);
    }

    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
        std::puts("stillwater " STILLWATER_VERSION); // also where there is no screen
        return 0;
    }

    app::GuardedApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("stillwater"));
    QApplication::setApplicationDisplayName(QStringLiteral("Stillwater"));
    QApplication::setApplicationVersion(QStringLiteral(STILLWATER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.stillwater.Stillwater"));
    app::installLogging();
    ui::installTranslations(application, QLocale());
    ui::applyTheme(application);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/stillwater.svg")));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Image editor with generative fill"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
                                 QApplication::translate("main", "Picture or document to open"),
                                 QStringLiteral("[file]"));
    const QCommandLineOption benchmark(
        QStringLiteral("benchmark-startup"),
        QApplication::translate("main", "Print the milliseconds to the first painted window"));
    parser.addOption(benchmark);
    parser.process(application);

    app::Application editor(parser.isSet(benchmark) ? app::Remember::No : app::Remember::Yes);
    if (parser.isSet(benchmark)) {
        new app::StartupTimer(editor.window()); // owned by the window
    }
    application.setReporter([&editor](const QString& message) {
        editor.window().messages().showMessage(ui::MessageBar::Kind::Error, message);
    });
    editor.window().show();
    if (!parser.positionalArguments().isEmpty()) {
        editor.window().openPath(parser.positionalArguments().constFirst());
    }
    return QApplication::exec();
}
