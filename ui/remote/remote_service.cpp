#include "ui/remote/remote_service.h"

#include <QElapsedTimer>
#include <QHttpMultiPart>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <functional>
#include <utility>

#include "ui/remote/remote_exchange.h"

namespace ui {

namespace {

constexpr qint64 kMostBytes = qint64{96} << 20; ///< of an answer
constexpr double kSent = 0.1;                   ///< of the bar, once the picture is sent
constexpr double kAnswered = 0.9;

QHttpMultiPart* formOf(const std::vector<FormPart>& parts)
{
    auto* form = new QHttpMultiPart(QHttpMultiPart::FormDataType);
    for (const FormPart& part : parts) {
        QHttpPart one;
        QByteArray disposition = "form-data; name=\"" + part.field + '"';
        if (!part.fileName.isEmpty()) {
            disposition += "; filename=\"" + part.fileName + '"';
            one.setHeader(QNetworkRequest::ContentTypeHeader, part.type);
        }
        one.setHeader(QNetworkRequest::ContentDispositionHeader, disposition);
        one.setBody(part.value);
        form->append(one);
    }
    return form;
}

core::Error errorOf(const QNetworkReply& reply, const QByteArray& body)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 300) {
        return errorOfAnswer(status, body);
    }
    return {core::ErrorCode::Internal,
            reply.url().host().toStdString() + ": " + reply.errorString().toStdString()};
}

} // namespace

/// Everything that touches the network; on the service's thread.
class RemoteService::Worker final : public QObject {
public:
    struct Job {
        diffusion::JobId id = 0;
        RemoteServer server;
        QString key;
        diffusion::FillRequest request;
        diffusion::FillSink sink;
    };

    void add(std::shared_ptr<Job> job)
    {
        m_waiting.push_back(std::move(job));
        next();
    }

    void cancel(diffusion::JobId id)
    {
        if (m_job && m_job->id == id) {
            finish(cancelled());
            return;
        }
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [id](const auto& one) { return one->id == id; });
        if (found != m_waiting.end()) {
            const std::shared_ptr<Job> job = *found;
            m_waiting.erase(found);
            job->sink.done(cancelled());
        }
    }

    void cancelAll(const core::Error& why)
    {
        for (const std::shared_ptr<Job>& job : std::exchange(m_waiting, {})) {
            job->sink.done(core::fail(why));
        }
        if (m_job) {
            finish(core::fail(why));
        }
    }

private:
    static core::Result<diffusion::FillResult> cancelled()
    {
        return core::fail(core::ErrorCode::Cancelled, "cancelled");
    }

    void next()
    {
        if (m_job || m_waiting.empty()) {
            return;
        }
        m_job = m_waiting.front();
        m_waiting.pop_front();
        m_clock.start();
        m_fraction = 0;
        report(diffusion::Stage::Encoding, 0.0);
        core::Result<RemoteCall> call = callFor(m_job->server, m_job->request);
        if (!call) {
            finish(core::fail(call.error()));
            return;
        }
        m_call = std::move(*call);
        if (!m_network) {
            m_network = std::make_unique<QNetworkAccessManager>();
        }
        send();
    }

    void send()
    {
        QNetworkRequest request(m_call.url);
        // The key goes to the server that it is for, and nowhere else.
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::SameOriginRedirectPolicy);
        request.setRawHeader("Accept", "application/json");
        if (!m_job->key.isEmpty()) {
            request.setRawHeader("Authorization", "Bearer " + m_job->key.toUtf8());
        }
        if (m_call.form.empty()) {
            request.setHeader(QNetworkRequest::ContentTypeHeader,
                              QByteArrayLiteral("application/json"));
            follow(m_network->post(request, m_call.json));
        } else {
            QHttpMultiPart* form = formOf(m_call.form);
            QNetworkReply* reply = m_network->post(request, form);
            form->setParent(reply);
            follow(reply);
        }
        connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64 all) {
            const double share = all > 0 ? static_cast<double>(sent) / static_cast<double>(all) : 0;
            report(share < 1 ? diffusion::Stage::Encoding : diffusion::Stage::Denoising,
                   kSent * share);
        });
        connect(m_reply, &QNetworkReply::finished, this, &Worker::answered);
        m_timeout.start(1000 * m_job->server.timeoutSeconds);
    }

    void follow(QNetworkReply* reply)
    {
        m_reply = reply;
        m_body.clear();
        connect(reply, &QNetworkReply::readyRead, this, [this] {
            m_body += m_reply->readAll();
            if (m_body.size() > kMostBytes) {
                finish(core::fail(core::ErrorCode::OutOfMemory, "the server's answer is too long"));
            }
        });
    }

    void answered()
    {
        m_body += m_reply->readAll();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (m_reply->error() != QNetworkReply::NoError || status < 200 || status >= 300) {
            finish(core::fail(errorOf(*m_reply, m_body)));
            return;
        }
        core::Result<RemoteAnswer> answer = answerOf(m_body);
        if (!answer) {
            finish(core::fail(answer.error()));
        } else if (!answer->picture.isNull()) {
            deliver(answer->picture);
        } else {
            fetch(answer->url);
        }
    }

    /// The picture from where the server has put it; without the key.
    void fetch(const QUrl& url)
    {
        const bool safe = url.scheme() == QLatin1String("https") ||
                          (url.scheme() == QLatin1String("http") &&
                           m_call.url.scheme() == QLatin1String("http"));
        if (!safe) {
            finish(core::fail(core::ErrorCode::Unreadable,
                              "the server has put the picture where it cannot be fetched safely"));
            return;
        }
        release();
        report(diffusion::Stage::Decoding, kAnswered);
        follow(m_network->get(QNetworkRequest(url)));
        connect(m_reply, &QNetworkReply::finished, this, [this] {
            m_body += m_reply->readAll();
            const QImage picture = QImage::fromData(m_body);
            if (m_reply->error() != QNetworkReply::NoError) {
                finish(core::fail(errorOf(*m_reply, m_body)));
            } else if (picture.isNull()) {
                finish(core::fail(core::ErrorCode::Unreadable,
                                  "what the server made is no picture"));
            } else {
                deliver(picture);
            }
        });
    }

    void deliver(const QImage& picture)
    {
        report(diffusion::Stage::Decoding, kAnswered);
        diffusion::FillResult result;
        result.image = pixelsOf(picture, m_call, m_job->request.image.size());
        result.parameters.model = m_job->request.model;
        result.parameters.modelTitle = m_job->server.name.toStdString();
        result.parameters.seed = m_job->request.seed;
        result.seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
        finish(std::move(result));
    }

    void report(diffusion::Stage stage, double fraction)
    {
        if (!m_job->sink.progress) {
            return;
        }
        diffusion::FillProgress progress;
        progress.job = m_job->id;
        progress.stage = stage;
        m_fraction = std::max(m_fraction, fraction); // it never falls
        progress.fraction = m_fraction;
        progress.elapsedSeconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
        m_job->sink.progress(progress);
    }

    void release()
    {
        if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) {
            reply->disconnect(this);
            reply->abort();
            reply->deleteLater();
        }
    }

    void finish(core::Result<diffusion::FillResult> result)
    {
        m_timeout.stop();
        release();
        const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
        m_call = {};
        job->sink.done(std::move(result));
        next();
    }

public:
    Worker()
    {
        m_timeout.setSingleShot(true);
        m_timeout.setParent(this); // moves to the thread with it
        connect(&m_timeout, &QTimer::timeout, this, [this] {
            finish(core::fail(core::ErrorCode::Internal,
                              m_job->server.name.toStdString() + " did not answer in " +
                                  std::to_string(m_job->server.timeoutSeconds) + " s"));
        });
    }
    ~Worker() override { m_timeout.setParent(nullptr); }

private:
    std::deque<std::shared_ptr<Job>> m_waiting;
    std::shared_ptr<Job> m_job; ///< running; null while none is
    RemoteCall m_call;
    QNetworkReply* m_reply = nullptr;
    QByteArray m_body;
    QTimer m_timeout;
    QElapsedTimer m_clock;
    double m_fraction = 0; ///< of the running job
    std::unique_ptr<QNetworkAccessManager> m_network; ///< made with the first job
};

RemoteService::RemoteService() : m_worker(new Worker)
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, [worker = m_worker] {
        worker->cancelAll({core::ErrorCode::Cancelled, "cancelled"});
        worker->deleteLater();
    });
    m_thread.start();
}

RemoteService::~RemoteService()
{
    m_thread.quit();
    m_thread.wait();
}

RemoteService::Access RemoteService::accessOf(const RemoteServers& servers)
{
    Access out;
    out.servers = servers.all();
    out.offline = servers.isOffline();
    for (const RemoteServer& one : servers.all()) {
        out.keys[one.id] = servers.key(one.id);
    }
    return out;
}

void RemoteService::setAccess(Access access)
{
    const bool offline = access.offline;
    {
        const std::lock_guard lock(m_accessMutex);
        m_access = std::move(access);
    }
    if (offline) {
        QMetaObject::invokeMethod(m_worker, [worker = m_worker] {
            worker->cancelAll({core::ErrorCode::Unsupported, "the program works offline now"});
        });
    }
}

core::Result<RemoteServer> RemoteService::serverFor(const std::string& model) const
{
    const QString id = remoteIdOf(model);
    const std::lock_guard lock(m_accessMutex);
    for (const RemoteServer& one : m_access.servers) {
        if (one.id == id) {
            return one;
        }
    }
    return core::fail(core::ErrorCode::NotFound, "this server is not in the list any more");
}

core::Result<diffusion::JobId> RemoteService::submit(diffusion::FillRequest request,
                                                     diffusion::FillSink sink)
{
    core::Result<RemoteServer> server = serverFor(request.model);
    if (!server) {
        return core::fail(server.error());
    }
    auto job = std::make_shared<Worker::Job>();
    {
        const std::lock_guard lock(m_accessMutex);
        if (m_access.offline) {
            return core::fail(core::ErrorCode::Unsupported,
                              "the program works offline: nothing is sent to " +
                                  server->name.toStdString());
        }
        const auto key = m_access.keys.find(server->id);
        job->key = key == m_access.keys.end() ? QString() : key->second;
        job->id = ++m_lastJob;
    }
    job->server = std::move(*server);
    job->request = std::move(request);
    job->sink = std::move(sink);
    const diffusion::JobId id = job->id;
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, job] { worker->add(job); });
    return id;
}

void RemoteService::cancel(diffusion::JobId job)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, job] { worker->cancel(job); });
}

core::Result<diffusion::ModelInfo> RemoteService::modelInfo(const std::string& path) const
{
    const core::Result<RemoteServer> server = serverFor(path);
    if (!server) {
        return core::fail(server.error());
    }
    diffusion::ModelInfo info;
    info.path = path;
    info.title = server->name.toStdString();
    info.family = "remote";
    info.host = server->url.host().toStdString();
    info.limits = "The picture around the selection and your words are sent to " + info.host + ".";
    info.sizeMultiple = 8;
    info.nativeSide = server->side;
    info.maxSide = server->side;
    return info;
}

std::vector<diffusion::SchedulerInfo> RemoteService::schedulers() const
{
    return {};
}

} // namespace ui
