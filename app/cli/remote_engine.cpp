#include "app/cli/remote_engine.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

#include "ui/remote/remote_server.h"
#include "ui/remote/remote_service.h"

namespace app {

namespace {

constexpr qint64 kLongestKey = 4096; // bytes; longer files are none

core::Result<QString> readKey(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::NotFound,
                          path + ": the key cannot be read, " + file.errorString().toStdString());
    }
    constexpr auto kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                             QFileDevice::ReadOther | QFileDevice::WriteOther;
    const bool isFile = QFileInfo(file).isFile(); // a pipe has nobody else's eyes on it
    if (isFile && (file.permissions() & kOthers) != 0) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          path + ": others can read this key; chmod 600 makes it yours alone");
    }
    const QString key = QString::fromUtf8(file.read(kLongestKey + 1)).trimmed();
    const bool oneWord = key.indexOf(QLatin1Char('\n')) < 0 && key.size() <= kLongestKey;
    if (key.isEmpty() || !oneWord) {
        return core::fail(core::ErrorCode::Unreadable, path + ": this file holds no key in one line");
    }
    return key;
}

/// Qt's network needs one; the window's program has its own.
std::unique_ptr<QCoreApplication> applicationIfNeeded()
{
    static int argc = 1;
    static char name[] = "stillwater-cli";
    static char* argv[] = {name, nullptr};
    return QCoreApplication::instance() == nullptr ? std::make_unique<QCoreApplication>(argc, argv)
                                                   : nullptr;
}

} // namespace

bool isOffline()
{
    if (qEnvironmentVariableIntValue("STILLWATER_OFFLINE") != 0) {
        return true;
    }
    ui::RemoteServers servers;
    servers.open(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                 QStringLiteral("/stillwater"));
    return servers.isOffline();
}

struct RemoteEngine::Parts {
    std::unique_ptr<QCoreApplication> application = applicationIfNeeded();
    ui::RemoteService service;
    std::string model;
};

RemoteEngine::RemoteEngine(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

RemoteEngine::~RemoteEngine() = default;

core::Result<std::unique_ptr<RemoteEngine>> RemoteEngine::create(const RemoteArguments& arguments)
{
    if (isOffline()) {
        return core::fail(core::ErrorCode::Unsupported,
                          "the program works offline: nothing is sent to " + arguments.url);
    }
    ui::RemoteServer server;
    server.url = QUrl(QString::fromStdString(arguments.url), QUrl::StrictMode);
    server.id = server.url.toString();
    server.name = server.url.host();
    server.model = QString::fromStdString(arguments.model);
    server.side = arguments.side;
    server.square = arguments.square;
    server.timeoutSeconds = arguments.timeoutSeconds;
    QString key;
    if (!arguments.keyFile.empty()) {
        core::Result<QString> read = readKey(arguments.keyFile);
        if (!read) {
            return core::fail(read.error());
        }
        key = *read;
    }
    QString problem = ui::problemWith(server);
    problem = problem.isEmpty() ? ui::problemWithKey(server, key) : problem;
    if (!problem.isEmpty()) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          arguments.url + ": " + problem.toStdString());
    }
    auto parts = std::make_unique<Parts>();
    parts->model = ui::remoteModel(server.id);
    ui::RemoteService::Access access;
    if (!key.isEmpty()) {
        access.keys[server.id] = key;
    }
    access.servers.push_back(std::move(server));
    parts->service.setAccess(std::move(access));
    return std::unique_ptr<RemoteEngine>(new RemoteEngine(std::move(parts)));
}

diffusion::FillService& RemoteEngine::service()
{
    return m_parts->service;
}

const std::string& RemoteEngine::model() const
{
    return m_parts->model;
}

} // namespace app
