/// Downloads of models from a real HTTP server on this machine, which breaks connections off.

#include <QCryptographicHash>
#include <QtTest>

#include <optional>

#include "support/http_server.h"
#include "ui/remote/model_download.h"

using support::HttpAnswer;
using support::HttpRequest;
using support::HttpServer;

namespace {

constexpr int kWait = 15000;

} // namespace

class TestModelDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sourcesAreUnderstood()
    {
        const auto hub = ui::modelSourceOf(QStringLiteral(" owner/some.model-1 "));
        QVERIFY(hub);
        QCOMPARE(hub->repository, QStringLiteral("owner/some.model-1"));
        QCOMPARE(hub->name(), QStringLiteral("some.model-1"));
        QCOMPARE(ui::modelSourceOf(QStringLiteral("a/b@v2"))->revision, QStringLiteral("v2"));
        const auto file = ui::modelSourceOf(QStringLiteral("https://there/m.safetensors?x=1"));
        QVERIFY(file && file->repository.isEmpty());
        QCOMPARE(file->name(), QStringLiteral("m.safetensors"));
        QCOMPARE(ui::modelSourceOf(QStringLiteral("https://huggingface.co/a/b"))->repository,
                 QStringLiteral("a/b"));
        for (const char* wrong : {"", "name", "../a/b", "ftp://there/m", "https://there/"}) {
            QVERIFY2(!ui::modelSourceOf(QLatin1String(wrong)), wrong);
        }
    }

    void ofARepositoryOnlyWhatTheEngineReadsIsFetched()
    {
        const QByteArray listing = "["
            "{\"type\": \"directory\", \"path\": \"unet\"},"
            "{\"type\": \"file\", \"path\": \"README.md\", \"size\": 10},"
            "{\"type\": \"file\", \"path\": \"model_index.json\", \"size\": 20},"
            "{\"type\": \"file\", \"path\": \"all-in-one.safetensors\", \"size\": 9000},"
            "{\"type\": \"file\", \"path\": \"unet/config.json\", \"size\": 30},"
            "{\"type\": \"file\", \"path\": \"unet/model.safetensors\", \"size\": 50,"
            "\"lfs\": {\"oid\": \"ABCD\", \"size\": 4000}},"
            "{\"type\": \"file\", \"path\": \"unet/model.fp16.safetensors\", \"size\": 2000},"
            "{\"type\": \"file\", \"path\": \"unet/model.bin\", \"size\": 4000},"
            "{\"type\": \"file\", \"path\": \"vae/model.fp16.safetensors\", \"size\": 100},"
            "{\"type\": \"file\", \"path\": \"safety_checker/model.safetensors\", \"size\": 100}]";
        const ui::ModelSource source{QStringLiteral("a/b"), QStringLiteral("main"), {}};
        const auto files = ui::filesOf(QUrl(QStringLiteral("https://hub")), source, listing);
        QVERIFY(files);
        QStringList names;
        for (const ui::ModelFile& one : *files) {
            names << one.path;
        }
        QCOMPARE(names, (QStringList{QStringLiteral("model_index.json"),
                                     QStringLiteral("unet/config.json"),
                                     QStringLiteral("unet/model.safetensors"),
                                     QStringLiteral("vae/model.fp16.safetensors")}));
        QCOMPARE((*files)[2].size, qint64{4000});
        QCOMPARE((*files)[2].sha256, QStringLiteral("abcd"));
        QCOMPARE((*files)[2].url,
                 QUrl(QStringLiteral("https://hub/a/b/resolve/main/unet/model.safetensors")));
        const QByteArray evil =
            "[{\"type\": \"file\", \"path\": \"../../x.safetensors\", \"size\": 1}]";
        QVERIFY(!ui::filesOf(QUrl(QStringLiteral("https://hub")), source, evil));
    }

    void aDownloadGoesOnAfterEachBrokenConnection()
    {
        QTemporaryDir folder;
        const QByteArray weights = QByteArray(300000, 'w') + "end";
        const QByteArray sum = QCryptographicHash::hash(weights, QCryptographicHash::Sha256).toHex();
        QList<QByteArray> ranges;
        HttpServer server([&](const HttpRequest& request) {
            HttpAnswer out;
            if (request.target.startsWith("/api/")) {
                out.body = "[{\"type\": \"file\", \"path\": \"model_index.json\", \"size\": 2},"
            "{\"type\": \"file\", \"path\": \"unet/w.safetensors\", \"size\": 5,"
            "\"lfs\": {\"oid\": \"" + sum + "\", \"size\": 300003}}]";
            } else if (request.target.endsWith(".json")) {
                out.body = "{}";
            } else {
                const QByteArray range = request.headers.value("range");
                ranges << range;
                const qint64 from = range.mid(6).chopped(range.isEmpty() ? 0 : 1).toLongLong();
                out.status = from > 0 ? 206 : 200;
                out.body = weights.mid(from);
                if (from > 0) {
                    out.headers["Content-Range"] = "bytes " + QByteArray::number(from) +
                                                   "-300002/300003";
                }
                out.dropAfter = ranges.size() < 4 ? 70000 : -1;
            }
            return out;
        });
        ui::ModelDownload download;
        download.setHub(server.url());
        download.setPatience(1, 3);
        std::optional<ui::DownloadResult> result;
        connect(&download, &ui::ModelDownload::finished, this,
                [&](const ui::DownloadResult& r) { result = r; });
        int retries = 0;
        connect(&download, &ui::ModelDownload::retrying, this, [&] { ++retries; });
        qint64 last = 0;
        connect(&download, &ui::ModelDownload::progressed, this,
                [&](const ui::DownloadProgress& p) { last = p.received; });

        download.start(*ui::modelSourceOf(QStringLiteral("owner/model")), folder.path());
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, kWait));

        QVERIFY2(result->error.isEmpty(), qPrintable(result->error));
        QCOMPARE(result->path, folder.filePath(QStringLiteral("model")));
        QCOMPARE(retries, 3);
        QCOMPARE(ranges, (QList<QByteArray>{"", "bytes=70000-", "bytes=140000-", "bytes=210000-"}));
        QFile file(folder.filePath(QStringLiteral("model/unet/w.safetensors")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), weights);
        QCOMPARE(last, qint64{300005});
        QVERIFY(!QFile::exists(file.fileName() + QStringLiteral(".part")));
    }

    void aPartOfAnEarlierRunIsGoneOnWith()
    {
        QTemporaryDir folder;
        const QByteArray weights(1000, 'w');
        QByteArray range;
        HttpServer server([&](const HttpRequest& request) {
            range = request.headers.value("range");
            HttpAnswer out;
            out.status = 206;
            out.body = weights.mid(400);
            out.headers["Content-Range"] = "bytes 400-999/1000";
            return out;
        });
        QFile part(folder.filePath(QStringLiteral("m.safetensors.part")));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(weights.left(400));
        part.close();
        ui::ModelDownload download;
        std::optional<ui::DownloadResult> result;
        connect(&download, &ui::ModelDownload::finished, this,
                [&](const ui::DownloadResult& r) { result = r; });
        ui::ModelSource source;
        source.file = server.url().resolved(QUrl(QStringLiteral("/m.safetensors")));
        const QByteArray sum = QCryptographicHash::hash(weights, QCryptographicHash::Sha256).toHex();
        download.start(source, folder.path(), QString::fromLatin1(sum));
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, kWait));
        QVERIFY2(result->error.isEmpty(), qPrintable(result->error));
        QCOMPARE(range, QByteArray("bytes=400-"));
        QFile file(result->path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), weights);
    }

    void whatDoesNotMatchItsChecksumIsThrownAway()
    {
        QTemporaryDir folder;
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.body = QByteArray(1000, 'x');
            return out;
        });
        ui::ModelDownload download;
        std::optional<ui::DownloadResult> result;
        connect(&download, &ui::ModelDownload::finished, this,
                [&](const ui::DownloadResult& r) { result = r; });
        ui::ModelSource source;
        source.file = server.url().resolved(QUrl(QStringLiteral("/m.safetensors")));
        download.start(source, folder.path(), QString(64, QLatin1Char('0')));
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, kWait));
        QCOMPARE(result->code, core::ErrorCode::Unreadable);
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    }

    void aFullDiskIsToldBeforeAByteIsFetched()
    {
        QTemporaryDir folder;
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.body = "[{\"type\": \"file\", \"path\": \"w.safetensors\", \"size\": 5000000000}]";
            return out;
        });
        ui::ModelDownload download;
        download.setHub(server.url());
        download.setFreeSpace([](const QString&) { return qint64{1} << 30; });
        std::optional<ui::DownloadResult> result;
        connect(&download, &ui::ModelDownload::finished, this,
                [&](const ui::DownloadResult& r) { result = r; });
        download.start(*ui::modelSourceOf(QStringLiteral("owner/model")), folder.path());
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, kWait));
        QCOMPARE(result->code, core::ErrorCode::WriteFailed);
        QVERIFY2(result->error.contains(QStringLiteral("1024 MB are free")),
                 qPrintable(result->error));
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void offlineFetchesNothing()
    {
        HttpServer server([](const HttpRequest&) { return HttpAnswer(); });
        ui::ModelDownload download;
        download.setHub(server.url());
        download.setOffline(true);
        std::optional<ui::DownloadResult> result;
        connect(&download, &ui::ModelDownload::finished, this,
                [&](const ui::DownloadResult& r) { result = r; });
        download.start(*ui::modelSourceOf(QStringLiteral("owner/model")), QDir::tempPath());
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, kWait));
        QCOMPARE(result->code, core::ErrorCode::Unsupported);
        QVERIFY(server.requests().empty());
    }

    void aServerThatOnlyBreaksOffIsGivenUpAndThePartStays()
    {
        QTemporaryDir folder;
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.body = QByteArray(1000, 'x');
            out.dropAfter = 0;
            return out;
        });
        ui::ModelDownload download;
        download.setPatience(1, 3);
        std::optional<ui::DownloadResult> result;
        connect(&download, &ui::ModelDownload::finished, this,
                [&](const ui::DownloadResult& r) { result = r; });
        ui::ModelSource source;
        source.file = server.url().resolved(QUrl(QStringLiteral("/m.safetensors")));
        download.start(source, folder.path());
        QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, kWait));
        QVERIFY(result->error.contains(QStringLiteral("3 tries")));
        QCOMPARE(server.requests().size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(TestModelDownload)
#include "tst_model_download.moc"
