#include "ui/remote/model_download.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QStorageInfo>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr int kSilence = 30000;               ///< milliseconds without a byte = broken
constexpr qint64 kSpare = qint64{64} << 20;   ///< bytes that must stay free
constexpr qint64 kMostListing = 32 << 20;
constexpr qint64 kChunk = 1 << 20;

core::Error writeError(const QFile& file)
{
    return {core::ErrorCode::WriteFailed,
            file.fileName().toStdString() + ": " + file.errorString().toStdString()};
}

} // namespace

ModelDownload::ModelDownload(QObject* parent) : QObject(parent)
{
    const QString hub = qEnvironmentVariable("HF_ENDPOINT");
    m_hub = hub.isEmpty() ? QUrl(QStringLiteral("https://huggingface.co")) : QUrl(hub);
    m_free = [](const QString& path) { return QStorageInfo(path).bytesAvailable(); };
    m_retry.setSingleShot(true);
    m_retry.setParent(this); // goes to another thread with it
    connect(&m_retry, &QTimer::timeout, this, [this] {
        m_files.empty() ? fetchListing() : fetchFile();
    });
}

ModelDownload::~ModelDownload()
{
    m_retry.setParent(nullptr);
    release();
}

void ModelDownload::setPatience(int milliseconds, int tries)
{
    m_patience = milliseconds;
    m_mostTries = tries;
}

void ModelDownload::start(const ModelSource& source, const QString& folder, const QString& sha256)
{
    if (m_running) {
        return;
    }
    m_running = true;
    m_source = source;
    m_target = QDir(folder).filePath(source.name());
    m_files.clear();
    m_current = 0;
    m_before = m_here = 0;
    m_tries = 0;
    const auto go = [this, sha256] {
        if (!m_running) {
            return;
        }
        if (m_offline) {
            end(core::fail(core::ErrorCode::Unsupported,
                           "the program works offline: nothing is fetched"));
        } else if (m_source.repository.isEmpty()) {
            begin({{m_source.file.fileName(), m_source.file, -1, sha256.toLower()}});
        } else {
            fetchListing();
        }
    };
    QMetaObject::invokeMethod(this, go, Qt::QueuedConnection);
}

QNetworkReply* ModelDownload::get(const QUrl& url, qint64 from)
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
    }
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setTransferTimeout(kSilence);
    request.setRawHeader("Accept-Encoding", "identity"); // or ranges would mean something else
    if (from > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(from) + '-');
    }
    return m_network->get(request);
}

void ModelDownload::fetchListing()
{
    m_listing.clear();
    m_reply = get(listingUrl(m_hub, m_source), 0);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        m_listing += m_reply->readAll();
        if (m_listing.size() > kMostListing) {
            end(core::fail(core::ErrorCode::Unreadable, "the list of files is too long"));
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, [this] {
        m_listing += m_reply->readAll();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status >= 400 && status < 500) {
            end(core::fail(core::ErrorCode::NotFound,
                           m_source.repository.toStdString() + ": the hub answers with error " +
                               std::to_string(status) +
                               (status == 401 || status == 403 ? "; it may not be public" : "")));
        } else if (m_reply->error() != QNetworkReply::NoError) {
            broken(m_reply->errorString());
        } else {
            release();
            core::Result<std::vector<ModelFile>> files = filesOf(m_hub, m_source, m_listing);
            if (files) {
                begin(std::move(*files));
            } else {
                end(core::fail(files.error()));
            }
        }
    });
}

void ModelDownload::begin(std::vector<ModelFile> files)
{
    m_files = std::move(files);
    m_tries = 0;
    const QString folder =
        m_source.repository.isEmpty() ? QFileInfo(m_target).absolutePath() : m_target;
    if (!QDir().mkpath(folder)) {
        end(core::fail(core::ErrorCode::WriteFailed,
                       folder.toStdString() + ": the folder cannot be made"));
        return;
    }
    qint64 needed = 0;
    for (const ModelFile& file : m_files) {
        m_current = static_cast<std::size_t>(&file - m_files.data());
        const QString path = m_source.repository.isEmpty()
                                 ? m_target
                                 : QDir(m_target).filePath(file.path);
        if (!QFileInfo::exists(path)) {
            needed += std::max<qint64>(0, file.size - QFileInfo(partPath()).size());
        }
    }
    m_current = 0;
    const qint64 free = m_free(folder);
    if (free >= 0 && needed + kSpare > free) {
        end(core::fail(core::ErrorCode::WriteFailed,
                       folder.toStdString() + ": " + std::to_string((needed + kSpare) >> 20) +
                           " MB are needed, " + std::to_string(free >> 20) + " MB are free"));
        return;
    }
    nextFile();
}

QString ModelDownload::partPath() const
{
    const QString path = m_source.repository.isEmpty()
                             ? m_target
                             : QDir(m_target).filePath(m_files[m_current].path);
    return path + QStringLiteral(".part");
}

void ModelDownload::nextFile()
{
    if (m_current >= m_files.size()) {
        end(m_target);
        return;
    }
    const ModelFile& file = m_files[m_current];
    const QString path = partPath().chopped(5);
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (QFileInfo(path).isFile() && (file.size < 0 || QFileInfo(path).size() == file.size)) {
        m_before += QFileInfo(path).size(); // from an earlier time; verify looks into it
        ++m_current;
        QMetaObject::invokeMethod(this, &ModelDownload::nextFile, Qt::QueuedConnection);
        return;
    }
    m_tries = 0;
    fetchFile();
}

/// What is on disk of the file counts in its checksum; false where it cannot be read.
bool ModelDownload::hashPart()
{
    m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256);
    m_here = 0;
    m_part.close();
    m_part.setFileName(partPath());
    if (!m_part.open(QIODevice::ReadWrite)) {
        return false;
    }
    while (!m_part.atEnd()) {
        const QByteArray chunk = m_part.read(kChunk);
        if (chunk.isEmpty()) {
            return false;
        }
        m_hash->addData(chunk);
        m_here += chunk.size();
    }
    return true;
}

void ModelDownload::fetchFile()
{
    if (!hashPart()) {
        end(core::fail(writeError(m_part)));
        return;
    }
    const ModelFile& file = m_files[m_current];
    if (file.size >= 0 && m_here == file.size) {
        fileComplete();
        return;
    }
    if (file.size >= 0 && m_here > file.size) { // of something else
        m_part.resize(0);
        static_cast<void>(hashPart());
    }
    m_ready = false;
    m_reply = get(file.url, m_here);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &ModelDownload::headersArrived);
    connect(m_reply, &QNetworkReply::readyRead, this, &ModelDownload::bytesArrived);
    connect(m_reply, &QNetworkReply::finished, this, &ModelDownload::fileEnded);
}

void ModelDownload::headersArrived()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200 && status != 206) {
        return; // a redirect, or what fileEnded() deals with
    }
    ModelFile& file = m_files[m_current];
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    const QByteArray range = m_reply->rawHeader("Content-Range");
    const bool goesOn = status == 206 &&
                        range.startsWith("bytes " + QByteArray::number(m_here) + '-');
    if (!goesOn && m_here > 0) { // the server begins anew
        m_part.resize(0);
        m_part.seek(0);
        m_hash->reset();
        m_here = 0;
    }
    if (file.size < 0 && length > 0) {
        file.size = m_here + length;
    }
    m_ready = true;
}

void ModelDownload::bytesArrived()
{
    if (!m_ready) {
        return;
    }
    const QByteArray bytes = m_reply->readAll();
    const ModelFile& file = m_files[m_current];
    if (m_part.write(bytes) != bytes.size() || !m_part.flush()) {
        end(core::fail(writeError(m_part)));
        return;
    }
    m_hash->addData(bytes);
    m_here += bytes.size();
    if (!bytes.isEmpty()) {
        m_tries = 0; // it moves
    }
    if (file.size >= 0 && m_here > file.size) {
        m_part.resize(0);
        end(core::fail(core::ErrorCode::Unreadable,
                       file.path.toStdString() + ": more came than the file should hold"));
        return;
    }
    DownloadProgress progress;
    progress.file = file.path;
    progress.number = static_cast<int>(m_current);
    progress.files = static_cast<int>(m_files.size());
    progress.received = m_before + m_here;
    progress.size = 0;
    for (const ModelFile& one : m_files) {
        progress.size = one.size < 0 || progress.size < 0 ? -1 : progress.size + one.size;
    }
    Q_EMIT progressed(progress);
}

void ModelDownload::fileEnded()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_ready) {
        bytesArrived();
        if (m_reply == nullptr) {
            return; // that was too much
        }
    }
    const ModelFile& file = m_files[m_current];
    const QString why = m_reply->errorString();
    const bool failed = m_reply->error() != QNetworkReply::NoError;
    release();
    if (status == 416) { // nothing is left of what we have, so it is of something else
        m_part.resize(0);
        broken(tr("the part on disk does not belong to the file"));
    } else if (status >= 400 && status < 500 && status != 408 && status != 429) {
        end(core::fail(core::ErrorCode::NotFound, file.url.toString().toStdString() +
                                                      ": the server answers with error " +
                                                      std::to_string(status)));
    } else if (failed || status >= 300 || (file.size >= 0 && m_here < file.size)) {
        broken(failed ? why : tr("the connection broke off"));
    } else {
        fileComplete();
    }
}

void ModelDownload::fileComplete()
{
    const ModelFile& file = m_files[m_current];
    const QString found = QString::fromLatin1(m_hash->result().toHex());
    m_part.close();
    if (!file.sha256.isEmpty() && found != file.sha256) {
        m_part.remove();
        end(core::fail(core::ErrorCode::Unreadable,
                       file.path.toStdString() + ": its checksum is " + found.toStdString() +
                           " and should be " + file.sha256.toStdString() +
                           "; it was thrown away"));
        return;
    }
    const QString path = partPath().chopped(5);
    QFile::remove(path);
    if (!m_part.rename(path)) {
        end(core::fail(writeError(m_part)));
        return;
    }
    m_before += m_here;
    m_here = 0;
    ++m_current;
    nextFile();
}

void ModelDownload::broken(const QString& why)
{
    release();
    if (++m_tries >= m_mostTries) {
        end(core::fail(core::ErrorCode::Unreadable,
                       "gave up after " + std::to_string(m_tries) + " tries: " +
                           why.toStdString() + "; what came is kept"));
        return;
    }
    Q_EMIT retrying(m_tries, why);
    m_retry.start(m_patience * m_tries);
}

void ModelDownload::cancel()
{
    if (m_running) {
        end(core::fail(core::ErrorCode::Cancelled, "cancelled"));
    }
}

void ModelDownload::end(core::Result<QString> result)
{
    m_retry.stop();
    release();
    m_part.close();
    m_running = false;
    Q_EMIT finished(result ? DownloadResult{*result, {}, {}}
                           : DownloadResult{{},
                                            QString::fromStdString(result.error().message),
                                            result.error().code});
}

void ModelDownload::release()
{
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

} // namespace ui
