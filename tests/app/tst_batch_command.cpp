/// stillwater-cli batch with the model that ships with the program.

#include <QTemporaryDir>
#include <QtTest>

#include "app/cli_process.h"
#include "core/io/document_io.h"
#include "core/io/png_text.h"
#include "core/io/recipe.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;
using namespace cli_test;

class TestBatchCommand : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;
    const Size m_size{160, 120};

    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }

    /// A removal of the sample into `output`.
    [[nodiscard]] QByteArray removal(const char* output, int seed = 1) const
    {
        return QStringLiteral("{\"command\":\"remove\",\"input\":\"%1\",\"mask\":\"%2\","
                              "\"output\":\"%3\",\"seed\":%4,\"strength\":0}\n")
            .arg(file("photo.png"), file("mask.png"), file(output))
            .arg(seed)
            .toUtf8();
    }

    QString writeJobs(const char* name, const QByteArray& text) const
    {
        QFile jobs(file(name));
        if (jobs.open(QIODevice::WriteOnly)) {
            jobs.write(text);
        }
        return jobs.fileName();
    }

    Outcome batch(const QString& jobs, const QStringList& more = {}) const
    {
        return run(QStringList{QStringLiteral("batch"), jobs} + more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_codec->write(file("photo.png").toStdString(), picture(m_size, PixelFormat::Rgba8),
                               {}, {}));
        TiledImage mask(m_size, PixelFormat::Gray8);
        mask.fill({60, 40, 36, 30}, std::array{1.0F});
        QVERIFY(m_codec->write(file("mask.png").toStdString(), mask, {}, {}));
    }

    void everyJobIsDoneOnce()
    {
        const QString jobs = writeJobs("jobs.jsonl", removal("a.png") + "\n" + removal("b.png", 2));

        const Outcome first = batch(jobs);

        QVERIFY2(first.code == 0, first.err.join('\n').constData());
        QVERIFY(QFile::exists(file("a.png")) && QFile::exists(file("b.png")));
        QVERIFY(first.err.back().contains("2 done, 0 failed, 0 were done before"));

        const QDateTime written = QFileInfo(file("a.png")).lastModified();
        QVERIFY(QFile::remove(file("b.png")));
        const Outcome second = batch(jobs);

        QCOMPARE(second.code, 0);
        QVERIFY(second.err.back().contains("1 done, 0 failed, 1 were done before"));
        QCOMPARE(QFileInfo(file("a.png")).lastModified(), written);
        QVERIFY(QFile::exists(file("b.png")));
    }

    void aJobThatIsChangedIsDoneAgain()
    {
        QVERIFY(batch(writeJobs("changed.jsonl", removal("c.png", 3))).code == 0);
        const Outcome again = batch(writeJobs("changed.jsonl", removal("c.png", 4)));
        QVERIFY(again.err.back().contains("1 done"));
    }

    void aFailureDoesNotStopTheOthers()
    {
        const QByteArray missing = "{\"command\":\"remove\",\"input\":\"nowhere.png\","
                                   "\"mask\":\"m.png\",\"output\":\"" +
                                   file("never.png").toUtf8() + "\"}\n";
        const Outcome outcome = batch(writeJobs(
            "mixed.jsonl", missing + "not json\n{\"command\":\"dance\"}\n" + removal("d.png")));
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.back().contains("1 done, 3 failed"));
        QVERIFY(outcome.err.join('\n').contains("mixed.jsonl:2"));
        QVERIFY(QFile::exists(file("d.png")));
    }

    void settingsOfTheNetworkReachTheRecipe()
    {
        const QByteArray job = "{\"command\":\"edit\",\"input\":\"" + file("photo.png").toUtf8() +
                               "\",\"output\":\"" + file("e.png").toUtf8() +
                               "\",\"prompt\":\"a meadow\",\"towards\":\"the sea\",\"share\":0.5,"
                               "\"steps\":4,\"step-cache\":2,\"clip-skip\":2,\"seed\":3}\n";
        const Outcome outcome = batch(writeJobs("settings.jsonl", job));
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        const auto text = pngTextOfFile(file("e.png").toStdString(), "parameters");
        QVERIFY(text);
        const auto recipe = recipeFromParameters(*text);
        QVERIFY(recipe);
        QCOMPARE(recipe->stepCache.value_or(0), 2);
        QCOMPARE(recipe->clipSkip.value_or(0), 2);
        QCOMPARE(recipe->towards, std::string("the sea"));
        QCOMPARE(recipe->share, 0.5F);
    }

    void sharesAreDisjointAndComplete()
    {
        QByteArray all;
        for (const char* name : {"s0.png", "s1.png", "s2.png"}) {
            all += removal(name);
        }
        const QString jobs = writeJobs("shards.jsonl", all);
        QVERIFY(batch(jobs, {QStringLiteral("--shard"), QStringLiteral("0/2")}).code == 0);
        QVERIFY(QFile::exists(file("s0.png")) && !QFile::exists(file("s1.png")) &&
                QFile::exists(file("s2.png")));
        QVERIFY(batch(jobs, {QStringLiteral("--shard"), QStringLiteral("1/2")}).code == 0);
        QVERIFY(QFile::exists(file("s1.png")));
    }

    void wrongSharesAreRefused()
    {
        const QString jobs = writeJobs("none.jsonl", "");
        for (const char* share : {"2/2", "-1/2", "1", "a/b", "0/0"}) {
            QCOMPARE(batch(jobs, {QStringLiteral("--shard=") + QLatin1String(share)}).code, 2);
        }
        QCOMPARE(batch(jobs).code, 0);
        QCOMPARE(batch(file("nowhere.jsonl")).code, 1);
    }
};

QTEST_GUILESS_MAIN(TestBatchCommand)
#include "tst_batch_command.moc"
