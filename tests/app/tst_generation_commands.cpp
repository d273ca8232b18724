/// generate, edit, expand and upscale of the real stillwater-cli, with the model that ships with
/// the program.

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "app/cli_process.h"
#include "core/io/document_io.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;
using namespace cli_test;

namespace {

constexpr int kOverlap = 32; // how far expand may paint into the old picture

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class TestGenerationCommands : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;
    const Size m_size{160, 120};
    const Rect m_hole{60, 40, 36, 30};

    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] std::string path(const char* name) const { return file(name).toStdString(); }

    /// `command` with few steps into `output`.
    Outcome make(const char* command, const QStringList& more, const char* output) const
    {
        return run(QStringList{QString::fromLatin1(command)} + more +
                   QStringList{QStringLiteral("-o"), file(output), QStringLiteral("--json"),
                               QStringLiteral("--steps"), QStringLiteral("3"),
                               QStringLiteral("--seed"), QStringLiteral("7")});
    }

    /// Pixels that differ between the photo, moved by `shift`, and the picture `name`, inside
    /// `area` of the photo.
    int differing(const char* name, const Rect& area, Point shift = {}) const
    {
        const auto before = m_codec->read(path("photo.png"), {});
        const auto after = m_codec->read(path(name), {});
        int count = 0;
        for (int y = area.y; y < area.bottom(); ++y) {
            for (int x = area.x; x < area.right(); ++x) {
                std::uint32_t a = 0;
                std::uint32_t b = 0;
                before->pixels.readRow(x, y, 1, &a);
                after->pixels.readRow(x + shift.x, y + shift.y, 1, &b);
                count += a != b;
            }
        }
        return count;
    }

    [[nodiscard]] Size sizeOf(const char* name) const
    {
        const auto read = m_codec->read(path(name), {});
        return read ? read->pixels.size() : Size{};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(program()), qPrintable(program()));
        QVERIFY(m_codec->write(path("photo.png"), picture(m_size, PixelFormat::Rgba8), {}, {}));
        TiledImage mask(m_size, PixelFormat::Gray8);
        mask.fill(m_hole, std::array{1.0F});
        QVERIFY(m_codec->write(path("mask.png"), mask, {}, {}));
    }

    void wrongUsageEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QStringList expand{QStringLiteral("expand"), file("photo.png"), QStringLiteral("-o"),
                                 file("never.png")};
        const QStringList generate{QStringLiteral("generate"), QStringLiteral("-o"),
                                   file("never.png")};
        QTest::newRow("expand nowhere") << expand;
        QTest::newRow("expand to no ratio") << expand + words("--ratio wide");
        QTest::newRow("expand to nought") << expand + words("--ratio 0:1");
        QTest::newRow("ratio and side") << expand + words("--ratio 2:1 --left 10");
        QTest::newRow("negative side") << expand + words("--left -10");
        QTest::newRow("no width") << generate + words("--width 0");
        QTest::newRow("too wide") << generate + words("--width 20000");
        QTest::newRow("rescale over 1") << generate + words("--guidance-rescale 2");
        QTest::newRow("no output") << words("generate --prompt boat");
        QTest::newRow("noise level of another command") << generate + words("--noise-level 10");
    }
    void wrongUsageEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY(!outcome.err.isEmpty());
        QVERIFY(!QFile::exists(file("never.png")));
    }

    void generateMakesTheSizeAskedForAndTheSameBytesAgain()
    {
        const QStringList size = words("--width 150 --height 90 --prompt boat");
        const Outcome outcome = make("generate", size, "a.png");
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QCOMPARE(sizeOf("a.png"), (Size{150, 90}));
        QCOMPARE(make("generate", size, "b.png").code, 0);
        QCOMPARE(fileBytes(path("a.png")), fileBytes(path("b.png")));
        const QJsonObject last = QJsonDocument::fromJson(outcome.out.back()).object();
        QCOMPARE(last[QStringLiteral("seed")].toInt(), 7);
        QCOMPARE(last[QStringLiteral("steps")].toInt(), 3);
    }

    void editChangesTheWholePicture()
    {
        const Outcome outcome =
            make("edit", {file("photo.png"), QStringLiteral("--prompt"), QStringLiteral("boat")},
                 "edited.ora");
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        const auto opened = openDocument(path("edited.ora"), *m_codec);
        QVERIFY(opened);
        QCOMPARE(opened->document->size(), m_size);
        QCOMPARE(opened->document->layers().size(), std::size_t(2));
        const Layer& layer = *opened->document->layers()[1];
        QCOMPARE(layer.bounds(), Rect::fromSize(m_size));
        const QByteArray recipe = QByteArray::fromStdString(layer.recipe);
        QCOMPARE(QJsonDocument::fromJson(recipe).object()[QStringLiteral("action")].toString(),
                 QStringLiteral("edit"));
    }

    void editWithAMaskChangesOnlyThere()
    {
        const Outcome outcome = make(
            "edit", {file("photo.png"), QStringLiteral("--mask"), file("mask.png")}, "masked.png");
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QVERIFY(differing("masked.png", m_hole) > m_hole.area() / 4);
        QCOMPARE(differing("masked.png", {0, 0, m_hole.x - 21, m_size.height}), 0);
    }

    void expandContinuesThePictureAndKeepsItsMiddle()
    {
        const Outcome outcome =
            make("expand", QStringList{file("photo.png")} + words("--left 40 --bottom 24"),
                 "expanded.png");
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QCOMPARE(sizeOf("expanded.png"), (Size{m_size.width + 40, m_size.height + 24}));
        const Rect kept = Rect::fromEdges(kOverlap, 0, m_size.width, m_size.height - kOverlap);
        QCOMPARE(differing("expanded.png", kept, {40, 0}), 0);
        // The new border is painted, and opaque.
        const auto after = m_codec->read(path("expanded.png"), {});
        for (const Point& corner : {Point{0, 0}, Point{0, 143}, Point{199, 143}}) {
            QCOMPARE(after->pixels.read({corner.x, corner.y, 1, 1}).at(0, 0)[3], 1.0F);
        }
    }

    void expandToARatioAddsOnBothSides()
    {
        const Outcome outcome =
            make("expand", QStringList{file("photo.png")} + words("--ratio 2:1"), "wide.png");
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QCOMPARE(sizeOf("wide.png"), (Size{240, 120}));
        QCOMPARE(differing("wide.png", {kOverlap, 0, m_size.width - 2 * kOverlap, 120}, {40, 0}),
                 0);
    }

    void thingsThatCannotBeGiveOneClearLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const QStringList in{file("photo.png")};
        QTest::newRow("upscale without upscaler")
            << QStringList{QStringLiteral("upscale")} + in << QByteArray("upscaler");
        QTest::newRow("a shape it has already")
            << QStringList{QStringLiteral("expand")} + in + words("--ratio 4:3")
            << QByteArray("shape already");
        QTest::newRow("a LoRA that is not there") << words("generate --lora no.safetensors:0.5")
                                                  << QByteArray("no.safetensors: there is");
        QTest::newRow("an embedding that is not there")
            << words("generate --embedding no.safetensors")
            << QByteArray("no.safetensors: there is");
        QTest::newRow("no such photo to edit")
            << words("edit no.png --prompt boat") << QByteArray("no.png");
    }
    void thingsThatCannotBeGiveOneClearLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const Outcome outcome =
            run(arguments + QStringList{QStringLiteral("-o"), file("no-out.png")});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.back().contains(named), outcome.err.join('\n').constData());
        QVERIFY(!QFile::exists(file("no-out.png")));
    }

    void anUpscalerEnlargesFourTimes()
    {
        const QByteArray reference = qgetenv("STILLWATER_REFERENCE");
        const QString model =
            QString::fromLocal8Bit(reference) + QStringLiteral("/models/x4-upscaler");
        if (reference.isEmpty()) {
            QSKIP("set STILLWATER_REFERENCE to the folder with the reference models");
        }
        QVERIFY(m_codec->write(path("small.png"), picture({30, 20}, PixelFormat::Rgba8), {}, {}));
        const Outcome outcome =
            make("upscale", {file("small.png"), QStringLiteral("--model"), model}, "large.png");
        QVERIFY2(outcome.code == 0, outcome.err.join('\n').constData());
        QCOMPARE(sizeOf("large.png"), (Size{120, 80}));
    }
};

QTEST_GUILESS_MAIN(TestGenerationCommands)
#include "tst_generation_commands.moc"
