/// `stillwater-cli models list|info|verify` in a process of its own, on the model that ships.

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "support/http_server.h"

namespace {

constexpr int kPatienceMs = 240000; // a run takes seconds; busy machines much longer

} // namespace

class TestModelsCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Outcome {
        int code = -1;
        QByteArray out, err;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };

    [[nodiscard]] Outcome run(const QStringList& arguments) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_folder.path()); // not what lies in the real one
        for (const char* name : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE",
                                 "COMFYUI_PATH", "SD_WEBUI_PATH"}) {
            environment.remove(QString::fromLatin1(name));
        }
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationDirPath() +
                          QStringLiteral("/../bin/stillwater-cli"),
                      QStringList{QStringLiteral("models")} + arguments);
        if (!process.waitForFinished(kPatienceMs)) {
            return {};
        }
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    [[nodiscard]] static QString embeddedModel()
    {
        return QCoreApplication::applicationDirPath() +
               QStringLiteral("/../share/stillwater/models/stillwater-1");
    }

private Q_SLOTS:
    void theListHasTheEmbeddedModelAndWhatIsInTheGivenFolder()
    {
        QFile broken(m_folder.filePath(QStringLiteral("broken.safetensors")));
        QVERIFY(broken.open(QFile::WriteOnly) && broken.write("no tensors at all") > 0);
        broken.close();

        const Outcome outcome =
            run({QStringLiteral("list"), m_folder.path(), QStringLiteral("--json")});

        QCOMPARE(outcome.code, 0);
        const QJsonArray models = outcome.json()[QStringLiteral("models")].toArray();
        QCOMPARE(models.size(), 2);
        QCOMPARE(models[0][QStringLiteral("family")].toString(), QStringLiteral("stillwater"));
        QVERIFY(models[0][QStringLiteral("bytes")].toInt() > 1000000);
        QVERIFY(!models[1][QStringLiteral("problem")].toString().isEmpty());
    }

    void infoSaysWhatIsStored()
    {
        const Outcome outcome =
            run({QStringLiteral("info"), embeddedModel(), QStringLiteral("--json")});
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        const QJsonObject info = outcome.json();
        QCOMPARE(info[QStringLiteral("prediction")].toString(), QStringLiteral("v_prediction"));
        QVERIFY(info[QStringLiteral("parameters")].toInt() > 1000000);
        QCOMPARE(info[QStringLiteral("components")].toArray().size(), 3);
        QVERIFY(!run({QStringLiteral("info")}).out.isEmpty());
    }

    void theEmbeddedModelIsWhole()
    {
        const Outcome outcome =
            run({QStringLiteral("verify"), embeddedModel(), QStringLiteral("--json")});
        QVERIFY2(outcome.code == 0, (outcome.out + outcome.err).constData());
        QVERIFY(outcome.json()[QStringLiteral("ok")].toBool());
        QVERIFY(outcome.json()[QStringLiteral("tensors")].toInt() > 100);
    }

    void aModelWithoutItsTokenizerIsNotWhole()
    {
        const QDir original(embeddedModel());
        const QString copy = m_folder.filePath(QStringLiteral("copy"));
        QVERIFY(QDir().mkpath(copy));
        for (const QFileInfo& entry :
             original.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            if (entry.fileName() != QLatin1String("tokenizer")) {
                QVERIFY(QFile::link(entry.absoluteFilePath(), copy + u'/' + entry.fileName()));
            }
        }
        const Outcome outcome = run({QStringLiteral("verify"), copy});
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.out.contains("problem: "));
        QVERIFY2(outcome.err.contains("1 problem found"), outcome.err.constData());
    }

    void whatIsNotThereGivesOneLine()
    {
        for (const char* command : {"info", "verify"}) {
            const Outcome outcome =
                run({QString::fromLatin1(command), m_folder.filePath(QStringLiteral("nothing"))});
            QCOMPARE(outcome.code, 1);
            QCOMPARE(outcome.err.count('\n'), 1);
            QVERIFY(outcome.err.contains("nothing"));
        }
    }

    void aModelIsDownloadedOverBrokenConnections()
    {
        const QByteArray weights(200000, 'w');
        int asked = 0;
        support::HttpServer server([&](const support::HttpRequest& request) {
            support::HttpAnswer out;
            const qint64 from = request.headers.value("range").mid(6).chopped(
                request.headers.contains("range") ? 1 : 0).toLongLong();
            out.status = from > 0 ? 206 : 200;
            out.body = weights.mid(from);
            if (from > 0) {
                out.headers["Content-Range"] = "bytes " + QByteArray::number(from) + "-199999/200000";
            }
            out.dropAfter = ++asked < 2 ? 90000 : -1;
            return out;
        });
        const QString sum = QString::fromLatin1(
            QCryptographicHash::hash(weights, QCryptographicHash::Sha256).toHex());
        const QString address = server.url().toString() + QStringLiteral("/m.safetensors");
        const auto download = [&](const QStringList& more) {
            // The server answers on this thread, so that the process must not be waited for blindly.
            QProcess process;
            process.start(QCoreApplication::applicationDirPath() +
                              QStringLiteral("/../bin/stillwater-cli"),
                          QStringList{QStringLiteral("models"), QStringLiteral("download"), address,
                                      QStringLiteral("--to"), m_folder.path()} +
                              more);
            const bool ended = QTest::qWaitFor(
                [&] { return process.state() == QProcess::NotRunning; }, kPatienceMs);
            return Outcome{ended ? process.exitCode() : -1, process.readAllStandardOutput(),
                           process.readAllStandardError()};
        };

        qputenv("STILLWATER_OFFLINE", "1");
        const Outcome offline = download({});
        qunsetenv("STILLWATER_OFFLINE");
        QCOMPARE(offline.code, 1);
        QVERIFY(offline.err.contains("offline"));
        QCOMPARE(asked, 0);

        const Outcome done = download({QStringLiteral("--sha256"), sum});
        QVERIFY2(done.code == 0, done.err.constData());
        QCOMPARE(asked, 2);
        QFile file(m_folder.filePath(QStringLiteral("m.safetensors")));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), weights);
        QVERIFY(file.remove());

        const Outcome wrong = download({QStringLiteral("--sha256"), QString(64, QLatin1Char('0'))});
        QCOMPARE(wrong.code, 1);
        QVERIFY(wrong.err.contains("checksum"));
        QVERIFY(!QFile::exists(file.fileName()));
    }
};

QTEST_GUILESS_MAIN(TestModelsCommand)
#include "tst_models_command.moc"
