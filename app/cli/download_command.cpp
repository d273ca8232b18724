#include "app/cli/download_command.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/cli/interruption.h"
#include "app/cli/remote_engine.h"
#include "app/cli/reporter.h"
#include "app/cli/run_cli.h"
#include "app/common/modules.h"
#include "ui/remote/model_download.h"

namespace app {

namespace {

constexpr int kLookEvery = 100; // milliseconds, for Ctrl+C

void tellProgress(const ui::DownloadProgress& progress, bool json)
{
    static int lastPercent = -1;
    const int percent =
        progress.size > 0 ? static_cast<int>(100 * progress.received / progress.size) : -1;
    if (percent == lastPercent) {
        return;
    }
    lastPercent = percent;
    if (json) {
        std::printf("%s\n", nlohmann::json{{"file", progress.file.toStdString()},
                                           {"received", progress.received},
                                           {"size", progress.size}}
                                .dump()
                                .c_str());
    } else {
        std::fprintf(stderr, "%3d %%  %s\n", std::max(0, percent),
                     progress.file.toStdString().c_str());
    }
}

int tellResult(const ui::DownloadResult& result, bool json, Reporter& reporter)
{
    if (result.error.isEmpty()) {
        if (json) {
            std::printf("%s\n", nlohmann::json{{"path", result.path.toStdString()}}.dump().c_str());
        } else {
            std::printf("%s\n", result.path.toStdString().c_str());
        }
        return kExitDone;
    }
    if (result.code == core::ErrorCode::Cancelled) {
        return kExitInterrupted;
    }
    reporter.failure(result.error.toStdString());
    return kExitFailed;
}

} // namespace

int runDownloadCommand(const ModelsArguments& arguments)
{
    Reporter reporter(arguments.json);
    const auto source = ui::modelSourceOf(QString::fromStdString(arguments.path));
    if (!source) {
        reporter.failure(source.error().message);
        return kExitUsage;
    }
    int argc = 1;
    char name[] = "stillwater-cli";
    char* argv[] = {name, nullptr};
    std::unique_ptr<QCoreApplication> application;
    if (QCoreApplication::instance() == nullptr) {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    ui::ModelDownload download;
    download.setOffline(isOffline());
    int code = kExitFailed;
    QObject::connect(&download, &ui::ModelDownload::progressed, &download,
                     [&](const ui::DownloadProgress& p) { tellProgress(p, arguments.json); });
    QObject::connect(&download, &ui::ModelDownload::retrying, &download,
                     [&](int, const QString& why) {
                         reporter.warning("trying again: " + why.toStdString());
                     });
    QObject::connect(&download, &ui::ModelDownload::finished, &download,
                     [&](const ui::DownloadResult& result) {
                         code = tellResult(result, arguments.json, reporter);
                         QCoreApplication::quit();
                     });
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &download, [&download] {
        if (isInterrupted()) {
            download.cancel();
        }
    });
    look.start(kLookEvery);
    const std::string folder =
        arguments.folders.empty() ? userModelFolder() : arguments.folders.front();
    download.start(*source, QString::fromStdString(folder),
                   QString::fromStdString(arguments.checksum));
    QCoreApplication::exec();
    return code;
}

} // namespace app
