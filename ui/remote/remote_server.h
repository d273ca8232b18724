#pragma once

/// Servers that speak the OpenAI-compatible images API and that the user has added, and their keys.
/// The list lies in one file, the keys in another that only the user can read. GUI thread only, but
/// for values.

#include <QObject>
#include <QString>
#include <QUrl>

#include <map>
#include <optional>
#include <vector>

#include "core/base/result.h"

namespace ui {

struct RemoteServer {
    QString id;        ///< names it in FillRequest::model as "remote:<id>"
    QString name;
    QUrl url;          ///< with or without "/v1" at its end
    QString model;     ///< what the server calls the model; empty = its own default
    int side = 1024;   ///< pixels of the longer side that it is asked for
    bool square = false; ///< it takes squares of that side only
    int timeoutSeconds = 300; ///< for one picture

    friend bool operator==(const RemoteServer&, const RemoteServer&) = default;
};

/// "remote:abc" -> "abc"; empty for every other model.
[[nodiscard]] QString remoteIdOf(const std::string& model);
[[nodiscard]] std::string remoteModel(const QString& id);
/// Empty where it can be used; else one sentence on what is wrong.
[[nodiscard]] QString problemWith(const RemoteServer& server);

/// The same of its key: empty where it may be sent there. Keys go over http only to this machine and
/// to private networks.
[[nodiscard]] QString problemWithKey(const RemoteServer& server, const QString& key);

class RemoteServers final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Reads what is there; later changes are written there. Empty = nothing is kept.
    void open(const QString& folder);
    [[nodiscard]] const std::vector<RemoteServer>& all() const { return m_servers; }
    [[nodiscard]] const RemoteServer* find(const QString& id) const;
    /// Adds it, or replaces the one of the same id; an empty id becomes a new one, which is returned.
    /// Errors: InvalidArgument; WriteFailed.
    core::Result<QString> put(RemoteServer server, const QString& key);
    core::Status remove(const QString& id);
    [[nodiscard]] QString key(const QString& id) const;

    /// Nothing is sent while this is on. Remembered.
    void setOffline(bool offline);
    [[nodiscard]] bool isOffline() const { return m_offline; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] core::Status save() const;

    QString m_folder;
    std::vector<RemoteServer> m_servers;
    std::map<QString, QString> m_keys;
    bool m_offline = false;
};

} // namespace ui
