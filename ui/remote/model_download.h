#pragma once

/// Fetches a model's files, goes on where a connection broke off, and checks what came. One thread,
/// with an event loop.

#include <QCryptographicHash>
#include <QFile>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

#include "ui/remote/model_listing.h"

class QNetworkReply;

namespace ui {

struct DownloadProgress {
    QString file;
    int number = 0; ///< of the file, from 0
    int files = 0;
    qint64 received = 0; ///< bytes of all files
    qint64 size = -1;    ///< of all; negative while not known
};

struct DownloadResult {
    QString path;  ///< of the model; empty where it failed
    QString error; ///< one sentence; empty where all is well
    core::ErrorCode code = core::ErrorCode::Internal; ///< of the error
};

class ModelDownload final : public QObject {
    Q_OBJECT

public:
    explicit ModelDownload(QObject* parent = nullptr);
    ~ModelDownload() override;

    /// $HF_ENDPOINT, else https://huggingface.co.
    void setHub(const QUrl& hub) { m_hub = hub; }
    void setOffline(bool offline) { m_offline = offline; }
    /// Waits so long after the first broken connection, longer after each further one.
    void setPatience(int milliseconds, int tries);
    /// Bytes free at a path; for tests.
    void setFreeSpace(std::function<qint64(const QString&)> free) { m_free = std::move(free); }

    /// Into `folder`/<name>. `sha256` of a single file, where it is known. `finished` follows, always
    /// later. What is there already and right is not fetched again.
    void start(const ModelSource& source, const QString& folder, const QString& sha256 = {});
    /// Parts stay, to be gone on with.
    void cancel();

Q_SIGNALS:
    void progressed(const ui::DownloadProgress& progress);
    /// The connection broke off; it is tried again.
    void retrying(int attempt, const QString& why);
    /// Where the model lies now. Errors: Cancelled; Unsupported while offline; WriteFailed;
    /// Unreadable for what is not what it should be; NotFound.
    void finished(const ui::DownloadResult& result);

private:
    void fetchListing();
    void begin(std::vector<ModelFile> files);
    void nextFile();
    void fetchFile();
    void headersArrived();
    void bytesArrived();
    void fileEnded();
    void fileComplete();
    void broken(const QString& why);
    void end(core::Result<QString> result);
    void release();
    [[nodiscard]] QString partPath() const;
    [[nodiscard]] bool hashPart();
    [[nodiscard]] QNetworkReply* get(const QUrl& url, qint64 from);

    QUrl m_hub;
    bool m_offline = false;
    bool m_running = false;
    int m_patience = 1000;
    int m_mostTries = 8;
    std::function<qint64(const QString&)> m_free;
    ModelSource m_source;
    QString m_target; ///< the model's folder, or its file
    std::vector<ModelFile> m_files;
    std::size_t m_current = 0;
    qint64 m_before = 0; ///< bytes of the files that are done
    qint64 m_here = 0;   ///< of this one, on disk
    int m_tries = 0;
    bool m_ready = false; ///< this answer's bytes belong to the part
    QFile m_part;
    std::unique_ptr<QCryptographicHash> m_hash;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QNetworkReply* m_reply = nullptr;
    QByteArray m_listing;
    QTimer m_retry;
};

} // namespace ui
