/// Generations on a server, against a real HTTP server on this machine.

#include <QBuffer>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <atomic>
#include <optional>

#include "support/fake_fill_service.h"
#include "support/http_server.h"
#include "ui/remote/remote_exchange.h"
#include "ui/remote/remote_service.h"
#include "ui/remote/service_router.h"

using support::HttpAnswer;
using support::HttpRequest;
using support::HttpServer;

namespace {

constexpr int kWait = 15000;

QByteArray png(const QImage& image)
{
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return out;
}

QImage plain(QSize size, const QColor& colour)
{
    QImage out(size, QImage::Format_RGB32);
    out.fill(colour);
    return out;
}

HttpAnswer pictureAnswer(const QImage& image)
{
    HttpAnswer out;
    out.body = "{\"created\": 1, \"data\": [{\"b64_json\": \"" + png(image).toBase64() + "\"}]}";
    return out;
}

diffusion::FillRequest fillRequest(const QString& server)
{
    diffusion::FillRequest out;
    out.model = ui::remoteModel(server);
    out.action = diffusion::Action::Fill;
    out.prompt = "a red boat";
    out.image = core::PixelBuffer(48, 32, 3, 0.5F);
    out.mask = core::PixelBuffer(48, 32, 1);
    for (int y = 8; y < 24; ++y) {
        std::fill_n(out.mask.at(16, y), 16, 1.0F);
    }
    return out;
}

/// The value of one field of a form.
QByteArray field(const HttpRequest& request, const QByteArray& name)
{
    const QByteArray type = request.headers.value("content-type");
    QByteArray boundary = type.mid(type.indexOf("boundary=") + 9);
    boundary.replace('"', "");
    qsizetype at = request.body.indexOf("name=\"" + name + '"');
    if (at < 0) {
        return {};
    }
    at = request.body.indexOf("\r\n\r\n", at) + 4;
    return request.body.mid(at, request.body.indexOf("\r\n--" + boundary, at) - at);
}

struct Run {
    std::optional<core::Result<diffusion::FillResult>> result;
    std::vector<diffusion::FillProgress> progress;
    diffusion::JobId id = 0;
    core::Status accepted;
    std::mutex mutex;
    std::atomic<bool> done = false;

    void start(diffusion::FillService& service, diffusion::FillRequest request)
    {
        diffusion::FillSink sink;
        sink.progress = [this](const diffusion::FillProgress& p) {
            const std::lock_guard lock(mutex);
            progress.push_back(p);
        };
        sink.done = [this](core::Result<diffusion::FillResult> r) {
            result = std::move(r);
            done = true;
        };
        const auto id_ = service.submit(std::move(request), std::move(sink));
        if (id_) {
            id = *id_;
        } else {
            accepted = core::fail(id_.error());
        }
    }

    [[nodiscard]] bool wait()
    {
        return QTest::qWaitFor([this] { return done.load(); }, kWait);
    }
};

/// A service that knows one server.
struct Place {
    explicit Place(const QUrl& url, int timeout = 10)
    {
        ui::RemoteServer server;
        server.name = QStringLiteral("Big machine");
        server.url = url;
        server.model = QStringLiteral("painter-1");
        server.side = 96;
        server.timeoutSeconds = timeout;
        id = *servers.put(server, QStringLiteral("secret-key"));
        service.setAccess(ui::RemoteService::accessOf(servers));
    }
    ui::RemoteServers servers;
    ui::RemoteService service;
    QString id;
};

} // namespace

class TestRemote : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFillSendsPictureMaskAndWordsAndGetsThePictureBack()
    {
        HttpServer server([](const HttpRequest&) {
            return pictureAnswer(plain({96, 64}, QColor(255, 0, 0)));
        });
        Place place(server.url());
        Run run;
        run.start(place.service, fillRequest(place.id));
        QVERIFY(run.wait());

        QVERIFY2(*run.result, run.result->has_value() ? "" : run.result->error().message.c_str());
        QCOMPARE((*run.result)->image.size(), (core::Size{48, 32}));
        QCOMPARE((*run.result)->image.at(20, 10)[0], 1.0F);
        QCOMPARE((*run.result)->parameters.modelTitle, std::string("Big machine"));
        QCOMPARE(server.requests().size(), std::size_t{1});
        const HttpRequest& request = server.requests().front();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.target, QByteArray("/v1/images/edits"));
        QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer secret-key"));
        QCOMPARE(field(request, "prompt"), QByteArray("a red boat"));
        QCOMPARE(field(request, "model"), QByteArray("painter-1"));
        QCOMPARE(field(request, "size"), QByteArray("96x64"));
        const QImage image = QImage::fromData(field(request, "image"));
        const QImage mask = QImage::fromData(field(request, "mask"));
        QCOMPARE(image.size(), QSize(96, 64));
        QCOMPARE(mask.size(), QSize(96, 64));
        QCOMPARE(qAlpha(mask.pixel(48, 32)), 0);   // to be painted
        QCOMPARE(qAlpha(mask.pixel(4, 4)), 255);   // to be kept
        double last = 0;
        for (const diffusion::FillProgress& p : run.progress) {
            QVERIFY(p.fraction >= last);
            QCOMPARE(p.job, run.id);
            last = p.fraction;
        }
    }

    void creatingAsksForWordsAlone()
    {
        HttpServer server([](const HttpRequest&) {
            return pictureAnswer(plain({96, 96}, QColor(0, 255, 0)));
        });
        Place place(server.url());
        diffusion::FillRequest request = fillRequest(place.id);
        request.action = diffusion::Action::Create;
        request.image = core::PixelBuffer(64, 64, 3, 0.5F);
        request.mask = {};
        Run run;
        run.start(place.service, request);
        QVERIFY(run.wait());
        QVERIFY(*run.result);
        QCOMPARE(server.requests().front().target, QByteArray("/v1/images/generations"));
        const QJsonObject body = QJsonDocument::fromJson(server.requests().front().body).object();
        QCOMPARE(body.value(QStringLiteral("prompt")).toString(), QStringLiteral("a red boat"));
        QCOMPARE(body.value(QStringLiteral("size")).toString(), QStringLiteral("96x96"));
        QVERIFY(!server.requests().front().body.contains("secret-key"));
    }

    void aServerOfSquaresGetsASquareAndTheRestIsCutOff()
    {
        ui::RemoteServer server;
        server.url = QUrl(QStringLiteral("http://there/v1/"));
        server.side = 96;
        server.square = true;
        const auto call = ui::callFor(server, fillRequest(QStringLiteral("x")));
        QVERIFY(call);
        QCOMPARE(call->url, QUrl(QStringLiteral("http://there/v1/images/edits")));
        QCOMPARE(call->asked, QSize(96, 96));
        QCOMPARE(call->used, QRect(0, 16, 96, 64));
        QImage answer = plain({192, 192}, Qt::black);
        for (int y = 32; y < 160; ++y) {
            for (int x = 0; x < 192; ++x) {
                answer.setPixelColor(x, y, Qt::white);
            }
        }
        const core::PixelBuffer pixels = ui::pixelsOf(answer, *call, {48, 32});
        QVERIFY(std::all_of(pixels.data(), pixels.data() + pixels.count(),
                            [](float v) { return v > 0.99F; }));
    }

    void anAnswerMayNameAnAddressWhichIsFetchedWithoutTheKey()
    {
        QUrl base;
        HttpServer server([&base](const HttpRequest& request) {
            HttpAnswer out;
            if (request.method == "GET") {
                out.body = png(plain({96, 64}, Qt::blue));
                out.type = "image/png";
            } else {
                out.body = "{\"data\": [{\"url\": \"" + base.toString().toUtf8() + "/made.png\"}]}";
            }
            return out;
        });
        base = server.url();
        Place place(base);
        Run run;
        run.start(place.service, fillRequest(place.id));
        QVERIFY(run.wait());
        QVERIFY(*run.result);
        QCOMPARE(server.requests().size(), std::size_t{2});
        QVERIFY(!server.requests().back().headers.contains("authorization"));
    }

    void errorsAreToldInTheServersWords()
    {
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.status = 401;
            out.body = "{\"error\": {\"message\": \"Incorrect API key provided\"}}";
            return out;
        });
        Place place(server.url());
        Run run;
        run.start(place.service, fillRequest(place.id));
        QVERIFY(run.wait());
        QVERIFY(!*run.result);
        const QString text = QString::fromStdString(run.result->error().message);
        QVERIFY2(text.contains(QStringLiteral("Incorrect API key")), qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("secret-key")));
    }

    void whatIsNoPictureIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("no data") << QByteArray("{}");
        QTest::newRow("no picture") << QByteArray("{\"data\": [{\"b64_json\": \"AAAA\"}]}");
        QTest::newRow("a file") << QByteArray("{\"data\": [{\"url\": \"file:///etc/passwd\"}]}");
    }

    void whatIsNoPictureIsRefused()
    {
        QFETCH(QByteArray, body);
        HttpServer server([&](const HttpRequest&) {
            HttpAnswer out;
            out.body = body;
            return out;
        });
        Place place(server.url());
        Run run;
        run.start(place.service, fillRequest(place.id));
        QVERIFY(run.wait());
        QVERIFY(!*run.result);
        QCOMPARE(run.result->error().code, core::ErrorCode::Unreadable);
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void aSilentServerTimesOutAndCanBeCancelled()
    {
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.silent = true;
            return out;
        });
        Place place(server.url(), 1);
        Run late;
        late.start(place.service, fillRequest(place.id));
        QVERIFY(late.wait());
        QVERIFY(late.result->error().message.find("did not answer in 1 s") != std::string::npos);

        Place patient(server.url(), 600);
        Run first, second;
        first.start(patient.service, fillRequest(patient.id));
        second.start(patient.service, fillRequest(patient.id));
        QVERIFY(QTest::qWaitFor([&] { return server.requests().size() == 2; }, kWait));
        patient.service.cancel(second.id);
        QVERIFY(second.wait());
        QCOMPARE(second.result->error().code, core::ErrorCode::Cancelled);
        QElapsedTimer clock;
        clock.start();
        patient.service.cancel(first.id);
        QVERIFY(first.wait());
        QVERIFY2(clock.elapsed() < 500, "a cancel takes too long");
        QCOMPARE(first.result->error().code, core::ErrorCode::Cancelled);
        QCOMPARE(server.requests().size(), std::size_t{2});
    }

    void offlineSendsNothingAndStopsWhatIsOnItsWay()
    {
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.silent = true;
            return out;
        });
        Place place(server.url());
        Run running;
        running.start(place.service, fillRequest(place.id));
        QVERIFY(QTest::qWaitFor([&] { return server.requests().size() == 1; }, kWait));
        place.servers.setOffline(true);
        place.service.setAccess(ui::RemoteService::accessOf(place.servers));
        QVERIFY(running.wait());
        QVERIFY(!*running.result);
        Run refused;
        refused.start(place.service, fillRequest(place.id));
        QVERIFY(!refused.accepted);
        QVERIFY(place.service.modelInfo(ui::remoteModel(place.id)));
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void describingAServerAsksNobody()
    {
        HttpServer server([](const HttpRequest&) { return HttpAnswer(); });
        Place place(server.url());
        const auto info = place.service.modelInfo(ui::remoteModel(place.id));
        QVERIFY(info);
        QCOMPARE(info->host, std::string("127.0.0.1"));
        QVERIFY(info->limits.find("sent to") != std::string::npos);
        QVERIFY(!place.service.modelInfo("remote:unknown"));
        QVERIFY(server.requests().empty());
    }

    void keysLieInAFileThatOnlyTheUserCanRead()
    {
        QTemporaryDir folder;
        QString id;
        {
            ui::RemoteServers servers;
            servers.open(folder.path());
            ui::RemoteServer server;
            server.url = QUrl(QStringLiteral("https://there.example"));
            id = *servers.put(server, QStringLiteral("secret-key"));
            servers.setOffline(true);
        }
        const QFileInfo keys(folder.filePath(QStringLiteral("servers.keys")));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(keys.permissions() & others));
        QFile list(folder.filePath(QStringLiteral("servers.json")));
        QVERIFY(list.open(QIODevice::ReadOnly));
        QVERIFY(!list.readAll().contains("secret-key"));
        ui::RemoteServers again;
        again.open(folder.path());
        QVERIFY(again.isOffline());
        QCOMPARE(again.all().size(), std::size_t{1});
        QCOMPARE(again.key(id), QStringLiteral("secret-key"));
        QVERIFY(again.remove(id));
        QVERIFY(again.key(id).isEmpty());
    }

    void addressesThatCannotBeServersAreRefused()
    {
        ui::RemoteServers servers;
        for (const char* address : {"", "there", "ftp://there", "https://", "file:///etc"}) {
            ui::RemoteServer server;
            server.url = QUrl(QLatin1String(address));
            QVERIFY2(!servers.put(server, {}), address);
        }
        ui::RemoteServer server;
        server.url = QUrl(QStringLiteral("https://me:key@there"));
        QVERIFY(!servers.put(server, {}));
    }

    void theRouterSendsEachModelWhereItIs()
    {
        HttpServer server([](const HttpRequest&) {
            return pictureAnswer(plain({96, 64}, QColor(255, 0, 0)));
        });
        Place place(server.url());
        support::FakeFillService here;
        ui::ServiceRouter router(here, place.service);
        Run far, near;
        far.start(router, fillRequest(place.id));
        diffusion::FillRequest request = fillRequest(place.id);
        request.model.clear();
        near.start(router, request);
        QVERIFY(far.id != near.id);
        QVERIFY(far.wait() && near.wait());
        QCOMPARE((*far.result)->parameters.modelTitle, std::string("Big machine"));
        QCOMPARE((*near.result)->parameters.modelTitle, std::string("Fake model"));
        QCOMPARE(near.progress.front().job, near.id);
        QCOMPARE(router.modelInfo("")->title, std::string("Fake model"));
        router.cancel(0); // nobody's
    }
};

QTEST_GUILESS_MAIN(TestRemote)
#include "tst_remote.moc"
