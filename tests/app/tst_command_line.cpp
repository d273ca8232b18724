/// The real stillwater-cli in a process of its own, with the model that ships with the program.

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "app/cli_process.h"
#include "core/io/document_io.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;
using namespace cli_test;

class TestCommandLine : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;
    const Size m_size{200, 160};
    const Rect m_hole{80, 60, 36, 30};

    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] std::string path(const char* name) const { return file(name).toStdString(); }

    /// remove photo.jpg with two steps into `output`, and more options.
    [[nodiscard]] QStringList removal(const char* output, const QStringList& more = {}) const
    {
        return QStringList{QStringLiteral("remove"), file("photo.png"),
                           QStringLiteral("--mask"), file("mask.png"),
                           QStringLiteral("-o"),     file(output),
                           QStringLiteral("--json"), QStringLiteral("--strength"),
                           QStringLiteral("0.3"),    QStringLiteral("--steps"),
                           QStringLiteral("4"),      QStringLiteral("--seed"),
                           QStringLiteral("11")} +
               more;
    }

    /// The embedded model with its U-Net's file replaced.
    void makeModel(const char* name, const Bytes& unet)
    {
        const QDir original(embeddedModel());
        const QDir copy(file(name));
        QVERIFY(QDir().mkpath(copy.path() + QStringLiteral("/unet")));
        for (const QFileInfo& entry :
             original.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            if (entry.fileName() != QLatin1String("unet")) {
                QVERIFY(QFile::link(entry.absoluteFilePath(), copy.filePath(entry.fileName())));
            }
        }
        const QString inner = QStringLiteral("unet/config.json");
        QVERIFY(QFile::copy(original.filePath(inner), copy.filePath(inner)));
        writeBytes(
            copy.filePath(QStringLiteral("unet/diffusion_pytorch_model.safetensors")).toStdString(),
            unet);
    }

    [[nodiscard]] Bytes embeddedUnet() const
    {
        const QString name =
            embeddedModel() + QStringLiteral("/unet/diffusion_pytorch_model.safetensors");
        return fileBytes(name.toStdString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(program()), qPrintable(program()));
        QVERIFY2(QFile::exists(embeddedModel() + QStringLiteral("/model_index.json")),
                 qPrintable(embeddedModel()));
        const TiledImage photo = picture(m_size, PixelFormat::Rgba8);
        ImageMetadata metadata;
        metadata.exif = exifBlock(1, "A. Painter");
        QVERIFY(m_codec->write(path("photo.png"), photo, metadata, {}));
        TiledImage mask(m_size, PixelFormat::Gray8);
        mask.fill(m_hole, std::array{1.0F});
        QVERIFY(m_codec->write(path("mask.png"), mask, {}, {}));
        QVERIFY(m_codec->write(path("empty.png"), TiledImage(m_size, PixelFormat::Gray8), {}, {}));
        QVERIFY(m_codec->write(path("small.png"), picture({50, 40}, PixelFormat::Gray8), {}, {}));
        writeBytes(path("text.jpg"), Bytes(500, 'a'));
        const Bytes jpeg = *m_codec->writeBuffer("jpg", photo, {}, {});
        writeBytes(path("cut.jpg"), Bytes(jpeg.begin(), jpeg.begin() + 40));
        const Bytes png = fileBytes(path("photo.png"));
        writeBytes(path("cut.png"), Bytes(png.begin(), png.begin() + 60));
        Bytes renamed = embeddedUnet();
        const std::string key = "\"conv_in.weight\"";
        const auto at = std::search(renamed.begin(), renamed.end(), key.begin(), key.end());
        QVERIFY(at != renamed.end());
        *(at + 8) = 'X';
        makeModel("missing-tensor", renamed);
        makeModel("text-weights", Bytes(4000, 'a'));
        const Bytes whole = embeddedUnet();
        makeModel("cut-weights", Bytes(whole.begin(), whole.begin() + 100000));
        writeBytes(path("text.safetensors"), Bytes(4000, 'a'));
    }

    void wrongUsageEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString in = file("photo.png");
        const QString out = file("never.png");
        const QStringList good{QStringLiteral("remove"), in,
                               QStringLiteral("--mask"), file("mask.png"),
                               QStringLiteral("-o"),     out};
        const auto with = [&](const char* option, const char* value) {
            return good + QStringList{QString::fromLatin1(option), QString::fromLatin1(value)};
        };
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("unknown command") << QStringList{QStringLiteral("paint")};
        QTest::newRow("no mask") << QStringList{QStringLiteral("remove"), in, QStringLiteral("-o"),
                                                out};
        QTest::newRow("no output") << good.mid(0, 4);
        QTest::newRow("unknown option") << with("--colour", "red");
        QTest::newRow("no steps") << with("--steps", "0");
        QTest::newRow("steps in words") << with("--steps", "many");
        QTest::newRow("strength over 1") << with("--strength", "1.5");
        QTest::newRow("negative seed") << with("--seed", "-1");
        QTest::newRow("unknown sampler") << with("--sampler", "magic");
    }

    void wrongUsageEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY(!outcome.err.isEmpty());
        QVERIFY(!QFile::exists(file("never.png")));
    }

    void theVersionIsSaid()
    {
        const Outcome outcome = run({QStringLiteral("--version")});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.value(0).startsWith("stillwater-cli "),
                 outcome.out.join().constData());
    }

    void helpEndsWithNought()
    {
        const Outcome outcome = run({QStringLiteral("remove"), QStringLiteral("--help")});
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.err.isEmpty());
        QVERIFY(outcome.out.join('\n').contains("--preview-dir"));
    }

    void badInputGivesOneClearLine_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("mask");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("named"); ///< file the line must name
        const QString photo = file("photo.png");
        const QString mask = file("mask.png");
        const QString out = file("bad.png");
        const QString none;
        QTest::newRow("no such photo") << file("no.jpg") << mask << none << out << file("no.jpg");
        QTest::newRow("text as photo")
            << file("text.jpg") << mask << none << out << file("text.jpg");
        QTest::newRow("cut JPEG") << file("cut.jpg") << mask << none << out << file("cut.jpg");
        QTest::newRow("cut PNG") << file("cut.png") << mask << none << out << file("cut.png");
        QTest::newRow("no such mask") << photo << file("no.png") << none << out << file("no.png");
        QTest::newRow("mask of another size")
            << photo << file("small.png") << none << out << QStringLiteral("50 x 40");
        QTest::newRow("empty mask")
            << photo << file("empty.png") << none << out << file("empty.png");
        QTest::newRow("no such model")
            << photo << mask << file("no-model") << out << QStringLiteral("no-model");
        QTest::newRow("missing tensor")
            << photo << mask << file("missing-tensor") << out << QStringLiteral("conv_in.weight");
        QTest::newRow("text as weights of a folder")
            << photo << mask << file("text-weights") << out << QStringLiteral("safetensors");
        QTest::newRow("cut weights")
            << photo << mask << file("cut-weights") << out << QStringLiteral("safetensors");
        QTest::newRow("text as weights") << photo << mask << file("text.safetensors") << out
                                         << QStringLiteral("text.safetensors");
        QTest::newRow("unknown output kind")
            << photo << mask << none << file("a.xyz") << file("a.xyz");
        QTest::newRow("no such output folder")
            << photo << mask << none << file("no/a.png") << file("no/a.png");
    }

    void badInputGivesOneClearLine()
    {
        QFETCH(QString, input);
        QFETCH(QString, mask);
        QFETCH(QString, model);
        QFETCH(QString, output);
        QFETCH(QString, named);
        QStringList arguments{QStringLiteral("remove"), input,  QStringLiteral("--mask"), mask,
                              QStringLiteral("-o"),     output, QStringLiteral("--json")};
        if (!model.isEmpty()) {
            arguments += {QStringLiteral("--model"), model};
        }

        const Outcome outcome = run(arguments);

        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.size() == 1, outcome.err.join('\n').constData());
        QVERIFY2(outcome.err.front().contains(named.toUtf8()), outcome.err.front().constData());
        QVERIFY(!QFile::exists(output));
        // The machine-readable side says the same.
        QVERIFY(!outcome.out.isEmpty());
        QVERIFY(
            QJsonDocument::fromJson(outcome.out.back()).object().contains(QStringLiteral("error")));
    }

    void aFullDiskLeavesTheOldFile()
    {
        writeBytes(path("kept.png"), {1, 2, 3});
        const Outcome outcome = run(removal("kept.png"), 1000);
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.size() == 1, outcome.err.join('\n').constData());
        QVERIFY(outcome.err.front().contains("kept.png: could not be saved"));
        QCOMPARE(fileBytes(path("kept.png")), (Bytes{1, 2, 3}));
    }

    void aRemovalChangesOnlyWhatIsUnderTheGrownMask()
    {
        const Outcome outcome = run(removal("removed.png"));
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        const auto before = m_codec->read(path("photo.png"), {});
        const auto after = m_codec->read(path("removed.png"), {});
        QVERIFY(after);
        QCOMPARE(after->pixels.size(), m_size);
        QVERIFY(contains(after->metadata.exif, "A. Painter"));
        const Rect reach = m_hole.expanded(41); // the most that a mask is grown by
        int changedInside = 0;
        for (int y = 0; y < m_size.height; ++y) {
            for (int x = 0; x < m_size.width; ++x) {
                std::uint32_t a = 0;
                std::uint32_t b = 0;
                before->pixels.readRow(x, y, 1, &a);
                after->pixels.readRow(x, y, 1, &b);
                QVERIFY2(a == b || reach.contains(Point{x, y}),
                         "a pixel far from the mask changed");
                changedInside += a != b && m_hole.contains(Point{x, y});
            }
        }
        QVERIFY(changedInside > m_hole.area() / 4);
    }

    void jsonLinesTellStepsAndEndWithFileAndSeed()
    {
        const Outcome outcome = run(removal("json.png"));
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QVERIFY(outcome.err.isEmpty());
        QVERIFY(outcome.out.size() >= 3);
        int step = 0;
        for (qsizetype i = 0; i < outcome.out.size() - 1; ++i) {
            const QJsonObject line = QJsonDocument::fromJson(outcome.out[i]).object();
            QVERIFY2(line.contains(QStringLiteral("steps")), outcome.out[i].constData());
            QVERIFY(line[QStringLiteral("seconds")].isDouble());
            QVERIFY(line[QStringLiteral("step")].toInt() >= step);
            step = line[QStringLiteral("step")].toInt();
        }
        QVERIFY(step >= 1);
        const QJsonObject last = QJsonDocument::fromJson(outcome.out.back()).object();
        QCOMPARE(last[QStringLiteral("file")].toString(), file("json.png"));
        QCOMPARE(last[QStringLiteral("seed")].toInt(), 11);
    }

    void theSameSeedGivesTheSameBytesAndAnotherOthers()
    {
        QCOMPARE(run(removal("a.png")).code, 0);
        QCOMPARE(run(removal("b.png")).code, 0);
        QStringList other = removal("c.png");
        other.back() = QStringLiteral("12");
        QCOMPARE(run(other).code, 0);
        QCOMPARE(fileBytes(path("a.png")), fileBytes(path("b.png")));
        QVERIFY(fileBytes(path("a.png")) != fileBytes(path("c.png")));
    }

    void layeredOutputKeepsThePhotoAndTheRecipe()
    {
        QStringList arguments = removal("layers.ora");
        arguments[0] = QStringLiteral("fill");
        arguments += {QStringLiteral("--prompt"), QStringLiteral("calm water"),
                      QStringLiteral("--sampler"), QStringLiteral("euler")};
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());

        const auto opened = openDocument(path("layers.ora"), *m_codec);

        QVERIFY(opened);
        QCOMPARE(opened->document->layers().size(), std::size_t(2));
        const auto photo = m_codec->read(path("photo.png"), {});
        QVERIFY(opened->document->layers()[0]->pixels.samePixels(photo->pixels));
        QVERIFY(opened->document->layers()[1]->mask);
        const QByteArray recipe = QByteArray::fromStdString(opened->document->layers()[1]->recipe);
        const QJsonObject object = QJsonDocument::fromJson(recipe).object();
        QCOMPARE(object[QStringLiteral("prompt")].toString(), QStringLiteral("calm water"));
        QCOMPARE(object[QStringLiteral("sampler")].toString(), QStringLiteral("euler"));
        QCOMPARE(object[QStringLiteral("seed")].toInt(), 11);
    }

    void previewsAreWritten()
    {
        const Outcome outcome =
            run(removal("previewed.png", {QStringLiteral("--preview-dir"), file("previews")}));
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        const QStringList previews = QDir(file("previews")).entryList(QDir::Files);
        QVERIFY(!previews.isEmpty());
        QVERIFY(m_codec->read(QDir(file("previews")).filePath(previews.front()).toStdString(), {}));
    }

    void anInterruptionGives130AndNoFile()
    {
        QStringList arguments = removal("interrupted.png");
        arguments[arguments.indexOf(QStringLiteral("--steps")) + 1] = QStringLiteral("1000");
        arguments[arguments.indexOf(QStringLiteral("--strength")) + 1] = QStringLiteral("1");
        QProcess process;
        process.start(program(), arguments);
        QByteArray seen;
        while (!seen.contains("\"denoising\"") && process.waitForReadyRead(kPatienceMs)) {
            seen += process.readAllStandardOutput();
        }
        QVERIFY(seen.contains("\"denoising\""));
        QElapsedTimer timer;
        timer.start();

        ::kill(static_cast<pid_t>(process.processId()), SIGINT);

        QVERIFY(process.waitForFinished(kPatienceMs));
        QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(!QFile::exists(file("interrupted.png")));
    }

    void modelsInfoSaysWhatShips()
    {
        const Outcome outcome = run({QStringLiteral("models"), QStringLiteral("info"),
                                     embeddedModel(), QStringLiteral("--json")});
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        const QJsonObject info = QJsonDocument::fromJson(outcome.out.join()).object();
        QVERIFY(!info[QStringLiteral("title")].toString().isEmpty());
        QVERIFY(!info[QStringLiteral("licence")].toString().isEmpty());
        QVERIFY(info[QStringLiteral("bytes")].toInt() > 1000000);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
