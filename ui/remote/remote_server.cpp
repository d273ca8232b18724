#include "ui/remote/remote_server.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>

namespace ui {

namespace {

constexpr const char* kPrefix = "remote:";
constexpr int kLeastSide = 64;
constexpr int kMostSide = 4096;
const QString kServersFile = QStringLiteral("servers.json");
const QString kKeysFile = QStringLiteral("servers.keys");

QJsonObject toJson(const RemoteServer& server)
{
    return {{QStringLiteral("id"), server.id},
            {QStringLiteral("name"), server.name},
            {QStringLiteral("url"), server.url.toString()},
            {QStringLiteral("model"), server.model},
            {QStringLiteral("side"), server.side},
            {QStringLiteral("square"), server.square},
            {QStringLiteral("timeout"), server.timeoutSeconds}};
}

RemoteServer fromJson(const QJsonObject& object)
{
    RemoteServer out;
    out.id = object.value(QStringLiteral("id")).toString();
    out.name = object.value(QStringLiteral("name")).toString();
    out.url = QUrl(object.value(QStringLiteral("url")).toString(), QUrl::StrictMode);
    out.model = object.value(QStringLiteral("model")).toString();
    out.side = object.value(QStringLiteral("side")).toInt(out.side);
    out.square = object.value(QStringLiteral("square")).toBool();
    out.timeoutSeconds = object.value(QStringLiteral("timeout")).toInt(out.timeoutSeconds);
    return out;
}

/// The file is closed to others before the first byte is in it.
core::Status write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    const bool done =
        file.open(QIODevice::WriteOnly) &&
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
        file.write(bytes) == bytes.size() && file.commit();
    return done ? core::Status{}
                : core::fail(core::ErrorCode::WriteFailed,
                             path.toStdString() + ": " + file.errorString().toStdString());
}

} // namespace

QString remoteIdOf(const std::string& model)
{
    const QString text = QString::fromStdString(model);
    return text.startsWith(QLatin1String(kPrefix)) ? text.mid(7) : QString();
}

std::string remoteModel(const QString& id)
{
    return kPrefix + id.toStdString();
}

QString problemWith(const RemoteServer& server)
{
    const QString scheme = server.url.scheme();
    if (!server.url.isValid() || server.url.host().isEmpty() ||
        (scheme != QLatin1String("http") && scheme != QLatin1String("https"))) {
        return RemoteServers::tr("The address must begin with http:// or https:// and name a "
                                 "machine.");
    }
    if (!server.url.userInfo().isEmpty()) {
        return RemoteServers::tr("Put the key into its own field, not into the address.");
    }
    if (server.side < kLeastSide || server.side > kMostSide) {
        return RemoteServers::tr("Pictures must be between 64 and 4096 pixels wide.");
    }
    if (server.timeoutSeconds < 1 || server.timeoutSeconds > 86400) {
        return RemoteServers::tr("The time to wait must be between a second and a day.");
    }
    return {};
}

QString problemWithKey(const RemoteServer& server, const QString& key)
{
    if (key.isEmpty() || server.url.scheme() != QLatin1String("http")) {
        return {};
    }
    const QString host = server.url.host();
    const QHostAddress address(host);
    const bool named = host == QLatin1String("localhost") || host.endsWith(QLatin1String(".local")) ||
                       (address.isNull() && !host.contains(QLatin1Char('.')));
    const auto isIn = [&address](const char* net) {
        return address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(net)));
    };
    const bool near = address.isLoopback() || address.isLinkLocal() ||
                      address.isUniqueLocalUnicast() || isIn("10.0.0.0/8") ||
                      isIn("172.16.0.0/12") || isIn("192.168.0.0/16");
    if (named || near) {
        return {};
    }
    return RemoteServers::tr("The key would be readable on its way there; the address must begin "
                             "with https://.");
}

void RemoteServers::open(const QString& folder)
{
    m_folder = folder;
    m_servers.clear();
    m_keys.clear();
    QFile list(QDir(folder).filePath(kServersFile));
    if (list.open(QIODevice::ReadOnly)) {
        const QJsonObject object = QJsonDocument::fromJson(list.readAll()).object();
        m_offline = object.value(QStringLiteral("offline")).toBool();
        for (const QJsonValue& one : object.value(QStringLiteral("servers")).toArray()) {
            RemoteServer server = fromJson(one.toObject());
            if (!server.id.isEmpty() && problemWith(server).isEmpty()) {
                m_servers.push_back(std::move(server));
            }
        }
    }
    QFile keys(QDir(folder).filePath(kKeysFile));
    if (keys.open(QIODevice::ReadOnly)) {
        const QJsonObject object = QJsonDocument::fromJson(keys.readAll()).object();
        for (auto one = object.begin(); one != object.end(); ++one) {
            m_keys[one.key()] = one.value().toString();
        }
    }
    Q_EMIT changed();
}

const RemoteServer* RemoteServers::find(const QString& id) const
{
    const auto found = std::find_if(m_servers.begin(), m_servers.end(),
                                    [&](const RemoteServer& one) { return one.id == id; });
    return found == m_servers.end() ? nullptr : &*found;
}

core::Result<QString> RemoteServers::put(RemoteServer server, const QString& key)
{
    QString problem = problemWith(server);
    problem = problem.isEmpty() ? problemWithKey(server, key) : problem;
    if (!problem.isEmpty()) {
        return core::fail(core::ErrorCode::InvalidArgument, problem.toStdString());
    }
    if (server.id.isEmpty()) {
        server.id = QUuid::createUuid().toString(QUuid::Id128).left(12);
    }
    if (server.name.isEmpty()) {
        server.name = server.url.host();
    }
    const QString id = server.id;
    std::erase_if(m_servers, [&](const RemoteServer& one) { return one.id == id; });
    m_servers.push_back(std::move(server));
    m_keys.erase(id);
    if (!key.isEmpty()) {
        m_keys[id] = key;
    }
    const core::Status saved = save();
    Q_EMIT changed();
    return saved ? core::Result<QString>(id) : core::fail(saved.error());
}

core::Status RemoteServers::remove(const QString& id)
{
    std::erase_if(m_servers, [&](const RemoteServer& one) { return one.id == id; });
    m_keys.erase(id);
    core::Status saved = save();
    Q_EMIT changed();
    return saved;
}

QString RemoteServers::key(const QString& id) const
{
    const auto found = m_keys.find(id);
    return found == m_keys.end() ? QString() : found->second;
}

void RemoteServers::setOffline(bool offline)
{
    if (offline != m_offline) {
        m_offline = offline;
        static_cast<void>(save()); // it holds for this run even where it cannot be kept
        Q_EMIT changed();
    }
}

core::Status RemoteServers::save() const
{
    if (m_folder.isEmpty()) {
        return {};
    }
    QDir().mkpath(m_folder);
    QJsonArray servers;
    for (const RemoteServer& one : m_servers) {
        servers.append(toJson(one));
    }
    const QJsonObject list{{QStringLiteral("offline"), m_offline},
                           {QStringLiteral("servers"), servers}};
    QJsonObject keys;
    for (const auto& [id, key] : m_keys) {
        keys.insert(id, key);
    }
    if (core::Status written =
            write(QDir(m_folder).filePath(kKeysFile), QJsonDocument(keys).toJson());
        !written) {
        return written;
    }
    return write(QDir(m_folder).filePath(kServersFile), QJsonDocument(list).toJson());
}

} // namespace ui
