/// stillwater-cli on a server instead of this machine, against a real HTTP server.

#include <QBuffer>
#include <QElapsedTimer>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "app/cli_process.h"
#include "support/http_server.h"

using namespace cli_test;
using support::HttpAnswer;
using support::HttpRequest;
using support::HttpServer;

namespace {

HttpAnswer pictureAnswer(const QColor& colour)
{
    QImage image(96, 64, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    HttpAnswer out;
    out.body = "{\"data\": [{\"b64_json\": \"" + bytes.toBase64() + "\"}]}";
    return out;
}

} // namespace

class TestRemoteCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }

    [[nodiscard]] QStringList filling(const QUrl& server, const QStringList& more = {}) const
    {
        return QStringList{QStringLiteral("fill"),     file("photo.png"),
                           QStringLiteral("--mask"),   file("mask.png"),
                           QStringLiteral("-o"),       file("out.png"),
                           QStringLiteral("--prompt"), QStringLiteral("a red boat"),
                           QStringLiteral("--remote"), server.toString()} +
               more;
    }

    QString writeKey(const char* name, const QByteArray& text, QFileDevice::Permissions permissions)
    {
        QFile key(file(name));
        if (key.open(QIODevice::WriteOnly)) {
            key.write(text);
        }
        key.setPermissions(permissions);
        return key.fileName();
    }

    /// Keeps the events of this process going, for the server is in it. `during` runs now and then.
    static Outcome runBeside(const QStringList& arguments, const std::function<void(QProcess&)>& during = {},
                             const QStringList& environment = {})
    {
        QProcess process;
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        for (const QString& one : environment) {
            all.insert(one.section(QLatin1Char('='), 0, 0), one.section(QLatin1Char('='), 1));
        }
        process.setProcessEnvironment(all);
        process.start(program(), arguments);
        Outcome outcome;
        const bool ended = QTest::qWaitFor(
            [&] {
                if (during) {
                    during(process);
                }
                return process.state() == QProcess::NotRunning;
            },
            kPatienceMs);
        if (ended && process.exitStatus() == QProcess::NormalExit) {
            outcome.code = process.exitCode();
        }
        outcome.out = linesOf(process.readAllStandardOutput());
        outcome.err = linesOf(process.readAllStandardError());
        return outcome;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QImage photo(120, 80, QImage::Format_RGB32);
        photo.fill(Qt::blue);
        QVERIFY(photo.save(file("photo.png")));
        QImage mask(120, 80, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 30; y < 50; ++y) {
            std::fill_n(mask.scanLine(y) + 40, 30, uchar{255});
        }
        QVERIFY(mask.save(file("mask.png")));
        // The user's own switch must not decide about the test.
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
    }

    void init() { QFile::remove(file("out.png")); }

    void aFillIsMadeThereAndBlendedHere()
    {
        HttpServer server([](const HttpRequest&) { return pictureAnswer(Qt::red); });
        const QString key = writeKey("key", "secret-key\n",
                                     QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        const Outcome outcome = runBeside(filling(
            server.url(), {QStringLiteral("--key-file"), key, QStringLiteral("--remote-side"),
                           QStringLiteral("96"), QStringLiteral("--remote-model"),
                           QStringLiteral("painter-1"), QStringLiteral("--json")}));
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QCOMPARE(server.requests().size(), std::size_t{1});
        const HttpRequest& request = server.requests().front();
        QCOMPARE(request.target, QByteArray("/v1/images/edits"));
        QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer secret-key"));
        QVERIFY(request.body.contains("a red boat"));
        QVERIFY(request.body.contains("painter-1"));
        const QImage made(file("out.png"));
        QCOMPARE(made.size(), QSize(120, 80));
        QCOMPARE(made.pixelColor(2, 2), QColor(Qt::blue));
        QVERIFY(made.pixelColor(55, 40).red() > 150);
        QVERIFY(outcome.out.size() >= 3); // how far it is, and the end
        double fraction = 0;
        for (const QByteArray& line : outcome.out.mid(0, outcome.out.size() - 1)) {
            const QJsonObject told = QJsonDocument::fromJson(line).object();
            QVERIFY(told.value(QStringLiteral("fraction")).toDouble() >= fraction);
            fraction = told.value(QStringLiteral("fraction")).toDouble();
        }
        QCOMPARE(QJsonDocument::fromJson(outcome.out.back()).object().value(QStringLiteral("model")),
                 QJsonValue(QStringLiteral("127.0.0.1")));
    }

    void nothingIsSentUnlessItIsAskedFor()
    {
        HttpServer server([](const HttpRequest&) { return pictureAnswer(Qt::red); });
        const QStringList all = filling(server.url());
        const Outcome offline = runBeside(all, {}, {QStringLiteral("STILLWATER_OFFLINE=1")});
        QCOMPARE(offline.code, 1);
        QVERIFY(offline.err.join('\n').contains("offline"));
        QCOMPARE(runBeside(all.mid(0, 1) + QStringList{QStringLiteral("nowhere.png")} + all.mid(2)).code,
                 1);
        // What a server would not obey is refused instead of lost.
        for (const char* option : {"--steps=4", "--strength=0.5", "--model=x", "--clip-skip=2"}) {
            QCOMPARE(runBeside(all + QStringList{QLatin1String(option)}).code, 2);
        }
        QCOMPARE(runBeside({QStringLiteral("fill"), file("photo.png"), QStringLiteral("--mask"),
                            file("mask.png"), QStringLiteral("-o"), file("out.png"),
                            QStringLiteral("--key-file"), QStringLiteral("key")})
                     .code,
                 2);
        QVERIFY(server.requests().empty());
        QVERIFY(!QFile::exists(file("out.png")));
    }

    void keysThatOthersCouldReadAreRefused()
    {
        HttpServer server([](const HttpRequest&) { return pictureAnswer(Qt::red); });
        const QString open = writeKey("open", "secret-key",
                                      QFileDevice::ReadOwner | QFileDevice::ReadOther);
        const Outcome outcome =
            runBeside(filling(server.url(), {QStringLiteral("--key-file"), open}));
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.err.join('\n').contains("chmod 600"));
        QVERIFY(!outcome.err.join('\n').contains("secret-key"));
        const QString key = writeKey("key", "secret-key", QFileDevice::ReadOwner);
        const Outcome far = runBeside(filling(QUrl(QStringLiteral("http://pictures.example.com")),
                                              {QStringLiteral("--key-file"), key}));
        QCOMPARE(far.code, 2);
        QVERIFY(far.err.join('\n').contains("https"));
        QCOMPARE(runBeside(filling(server.url(), {QStringLiteral("--key-file"), file("none")})).code, 1);
        QVERIFY(server.requests().empty());
    }

    void whatTheServerSaysIsTold()
    {
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.status = 401;
            out.body = R"({"error": {"message": "no such key"}})";
            return out;
        });
        const Outcome outcome = runBeside(filling(server.url()));
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.back().contains("no such key"));
        QVERIFY(!QFile::exists(file("out.png")));
    }

    void aSilentServerIsNotWaitedForLongerThanSaid()
    {
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.silent = true;
            return out;
        });
        const Outcome outcome =
            runBeside(filling(server.url(), {QStringLiteral("--remote-timeout=1")}));
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.back().contains("did not answer in 1 s"));
    }

    void ctrlCEndsItAtOnce()
    {
        HttpServer server([](const HttpRequest&) {
            HttpAnswer out;
            out.silent = true;
            return out;
        });
        QElapsedTimer clock;
        bool asked = false;
        const Outcome outcome = runBeside(filling(server.url()), [&](QProcess& process) {
            if (!asked && !server.requests().empty()) {
                asked = true;
                clock.start();
                ::kill(static_cast<pid_t>(process.processId()), SIGINT);
            }
        });
        QCOMPARE(outcome.code, 130);
        qInfo("stopped within %lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 3000); // the process has ended, on a busy machine
        QVERIFY(!QFile::exists(file("out.png")));
    }
};

QTEST_GUILESS_MAIN(TestRemoteCommand)
#include "tst_remote_command.moc"
