/// Layered files: every entry of the table gives back the document that was saved.

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include "core/document/compositor.h"
#include "core/edit/layer_groups.h"
#include "core/io/document_io.h"
#include "core/io/openraster.h"
#include "core/io/zip_archive.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;

namespace {

Layer layerOf(TiledImage pixels, const char* name)
{
    Layer layer;
    layer.pixels = std::move(pixels);
    layer.properties.name = name;
    return layer;
}

/// OpenRaster as its specification has it, with nothing of this program: prints what it finds.
const char* const kOtherReader = R"(
import struct, sys, xml.etree.ElementTree as xml, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
first = archive.infolist()[0]
assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
assert archive.read("mimetype") == b"image/openraster"
def size(name):
    head = archive.read(name)
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR"
    return "%dx%d" % struct.unpack(">II", head[16:24])
image = xml.fromstring(archive.read("stack.xml"))
assert image.tag == "image" and image.get("version")
print("canvas", image.get("w"), image.get("h"))
for layer in image.find("stack").iter("layer"):
    get = layer.get
    print("|".join([get("name"), get("x"), get("y"), "%g" % float(get("opacity")),
                    get("visibility"), get("composite-op"), size(get("src"))]))
print("merged", size("mergedimage.png"))
print("thumbnail", size("Thumbnails/thumbnail.png"))
)";

/// Three layers that use everything a document has.
std::unique_ptr<Document> richDocument(PixelFormat format)
{
    auto document = std::make_unique<Document>(Size{320, 280}, format);
    DocumentInfo info;
    info.metadata["exif"] = exifBlock(1, "A. Painter");
    info.metadata["dpi"] = {'3', '0', '0', ' ', '3', '0', '0'};
    document->setInfo(info);
    document->insertLayer(0, layerOf(picture({320, 280}, format), "Photo <&> \"one\""));
    Layer patch = layerOf(picture({100, 70}, format, true), "Entfernt \xc3\xa4");
    patch.offset = {-20, 150};
    patch.mask = Mask::fromImage(picture({100, 70}, PixelFormat::Gray8));
    patch.recipe = R"({"action":"Remove","seed":7})";
    patch.properties.opacity = 0.37F;
    const LayerId id = document->insertLayer(1, std::move(patch));
    Layer hidden = layerOf(picture({50, 50}, format, true), "hidden");
    hidden.properties.visible = false;
    hidden.properties.locked = true;
    hidden.properties.blend = BlendMode::Multiply;
    document->insertLayer(2, std::move(hidden));
    document->setActiveLayer(id);
    Mask selection({320, 280});
    selection.fill({30, 40, 50, 60}, 200);
    document->setMask(selection, document->rect());
    return document;
}

void compareLayers(const Layer& a, const Layer& b)
{
    QVERIFY(a.properties == b.properties);
    QCOMPARE(a.offset, b.offset);
    QCOMPARE(a.recipe, b.recipe);
    QVERIFY(a.pixels.format() == b.pixels.format());
    QVERIFY(a.pixels.samePixels(b.pixels));
    QCOMPARE(a.mask.has_value(), b.mask.has_value());
    QVERIFY(!a.mask || a.mask->samePixels(*b.mask));
}

} // namespace

class TestDocumentFormats : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;

    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

private Q_SLOTS:
    void anotherReaderUnderstandsTheFile()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty()) {
            QSKIP("python3 is not installed");
        }
        const auto document = richDocument(PixelFormat::Rgba8);
        QVERIFY(saveDocument(document->snapshot(), path("other.ora"), *m_codec).has_value());

        QProcess reader;
        reader.start(python, {QStringLiteral("-c"), QString::fromUtf8(kOtherReader),
                              QString::fromStdString(path("other.ora"))});
        QVERIFY(reader.waitForFinished());
        const QByteArray said = reader.readAllStandardOutput() + reader.readAllStandardError();
        QVERIFY2(reader.exitCode() == 0, said.constData());
        // Topmost first: name, place, opacity, mode, size of the picture.
        QCOMPARE(
            QString::fromUtf8(said).trimmed().split(QLatin1Char('\n')),
            QStringList(
                {QStringLiteral("canvas 320 280"),
                 QStringLiteral("hidden|0|0|1|hidden|svg:multiply|50x50"),
                 QString::fromUtf8("Entfernt \xc3\xa4|-20|150|0.37|visible|svg:src-over|100x70"),
                 QStringLiteral("Photo <&> \"one\"|0|0|1|visible|svg:src-over|320x280"),
                 QStringLiteral("merged 320x280"), QStringLiteral("thumbnail 256x224")}));
    }

    void aMaskThatIsSwitchedOffIsKeptAsItIs()
    {
        auto document = Document::fromImage(picture({90, 60}, PixelFormat::Rgba8), "Photo");
        const LayerRef layer = document->layers().front();
        document->setLayerContent(layer->id, layer->pixels, {0, 0},
                                  Mask::fromImage(picture({90, 60}, PixelFormat::Gray8)));
        LayerProperties off = layer->properties;
        off.maskDisabled = true;
        document->setLayerProperties(layer->id, off);

        QVERIFY(saveDocument(document->snapshot(), path("off.ora"), *m_codec).has_value());
        const auto opened = openDocument(path("off.ora"), *m_codec, {});
        QVERIFY(opened.has_value());
        compareLayers(*opened->document->layers().front(), *document->layers().front());
        QVERIFY(flatten(opened->document->snapshot()).samePixels(layer->pixels));
    }

    void theTableIsNotEmpty() { QVERIFY(!documentFormats().empty()); }

    void everythingOfADocumentSurvives_data()
    {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("format");
        for (const DocumentFormat& format : documentFormats()) {
            const QString extension = QString::fromLatin1(format.extension.data());
            for (const auto depth :
                 {PixelFormat::Rgba8, PixelFormat::Rgba16, PixelFormat::RgbaF32}) {
                QTest::addRow("%s-%d", format.extension.data(), bytesPerSample(depth) * 8)
                    << extension << int(depth);
            }
        }
    }

    void everythingOfADocumentSurvives()
    {
        QFETCH(QString, extension);
        QFETCH(int, format);
        const auto document = richDocument(PixelFormat(format));
        const std::string file = path("rich." + extension.toStdString());

        const Status saved = saveDocument(document->snapshot(), file, *m_codec);
        QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
        const auto opened = openDocument(file, *m_codec);

        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QVERIFY2(opened->warnings.empty(),
                 opened->warnings.empty() ? "" : opened->warnings.front().c_str());
        QVERIFY(opened->isLayered);
        const Document& read = *opened->document;
        QCOMPARE(read.size(), document->size());
        QCOMPARE(int(read.format()), format);
        QCOMPARE(read.layers().size(), document->layers().size());
        for (std::size_t i = 0; i < read.layers().size(); ++i) {
            compareLayers(*read.layers()[i], *document->layers()[i]);
        }
        QCOMPARE(read.indexOf(read.activeLayer()), 1);
        QVERIFY(read.mask().samePixels(document->mask()));
        QVERIFY(read.info().metadata == document->info().metadata);
        QVERIFY(flatten(read.snapshot()).samePixels(flatten(document->snapshot())));
    }

    void everyBlendModeSurvives()
    {
        Document document(Size{16, 16});
        for (const BlendModeInfo& info : blendModes()) {
            Layer layer = layerOf(picture({16, 16}, PixelFormat::Rgba8), "mode");
            layer.properties.blend = info.mode;
            document.insertLayer(int(document.layers().size()), std::move(layer));
        }
        QVERIFY(saveDocument(document.snapshot(), path("modes.ora"), *m_codec));
        const auto opened = openDocument(path("modes.ora"), *m_codec);
        QVERIFY(opened);
        for (std::size_t i = 0; i < blendModes().size(); ++i) {
            QVERIFY(opened->document->layers()[i]->properties.blend == blendModes()[i].mode);
        }
    }

    void savingTwiceGivesTheSameBytes()
    {
        const auto document = richDocument(PixelFormat::Rgba8);
        QVERIFY(saveDocument(document->snapshot(), path("one.ora"), *m_codec));
        QVERIFY(saveDocument(document->snapshot(), path("two.ora"), *m_codec));
        QCOMPARE(fileBytes(path("one.ora")), fileBytes(path("two.ora")));
    }

    /// What the OpenRaster specification asks of every file.
    void otherProgramsFindWhatTheyExpect()
    {
        const auto document = richDocument(PixelFormat::Rgba8);
        QVERIFY(saveDocument(document->snapshot(), path("spec.ora"), *m_codec));
        const Bytes bytes = fileBytes(path("spec.ora"));
        // First entry, not compressed (method 0 at offset 8), readable at a fixed place.
        QCOMPARE(int(bytes[8]), 0);
        QCOMPARE(std::string(bytes.begin() + 30, bytes.begin() + 54),
                 std::string("mimetypeimage/openraster"));
        const auto zip = ZipReader::open(path("spec.ora"));
        QVERIFY(zip);
        for (const char* entry : {openraster::kStack, openraster::kMerged, openraster::kThumbnail,
                                  "data/layer000.png", "data/layer001.png", "data/layer002.png"}) {
            QVERIFY2(zip->has(entry), entry);
        }
        const auto merged = m_codec->readBuffer(*zip->read(openraster::kMerged, 1 << 24), "m", {});
        QVERIFY(merged);
        QVERIFY(merged->pixels.samePixels(flatten(document->snapshot())));
        const auto small =
            m_codec->readBuffer(*zip->read(openraster::kThumbnail, 1 << 24), "t", {});
        QVERIFY(small);
        QCOMPARE(std::max(small->pixels.size().width, small->pixels.size().height), 256);
    }

    /// Programs that know nothing of our masks must show the same picture.
    void masksAreAppliedForOtherPrograms()
    {
        const auto document = richDocument(PixelFormat::Rgba8);
        QVERIFY(saveDocument(document->snapshot(), path("plain.ora"), *m_codec));
        const auto zip = ZipReader::open(path("plain.ora"));
        QVERIFY(zip);
        ZipWriter stripped;
        for (const char* entry : {"mimetype", openraster::kStack, "data/layer000.png",
                                  "data/layer001.png", "data/layer002.png"}) {
            stripped.add(entry, *zip->read(entry, 1 << 24), ZipMethod::Store);
        }
        writeBytes(path("plain.ora"), *stripped.finish());

        const auto opened = openDocument(path("plain.ora"), *m_codec);

        QVERIFY(opened);
        QVERIFY(!opened->document->layers()[1]->mask);
        const float difference =
            largestDifference(flatten(opened->document->snapshot()), flatten(document->snapshot()));
        QVERIFY2(difference <= 2.01F / 255, qPrintable(QString::number(double(difference))));
    }

    void groupsAndUnknownModesOfOtherProgramsAreRead()
    {
        const auto png = m_codec->writeBuffer("png", picture({20, 10}, PixelFormat::Rgba8), {}, {});
        QVERIFY(png);
        ZipWriter zip;
        zip.add("mimetype", openraster::kMimeType, ZipMethod::Store);
        zip.add("stack.xml",
                "<image w='40' h='30'><stack><layer src='data/top.png' x='5' y='6' "
                "composite-op='krita:weird'/><stack opacity='0.5' x='1' y='2'>"
                "<layer src='data/low.png' opacity='0.5' x='3' y='4'/></stack></stack></image>",
                ZipMethod::Deflate);
        zip.add("data/top.png", *png, ZipMethod::Store);
        zip.add("data/low.png", *png, ZipMethod::Store);
        writeBytes(path("foreign.ora"), *zip.finish());

        const auto opened = openDocument(path("foreign.ora"), *m_codec);

        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QCOMPARE(opened->warnings.size(), std::size_t(1)); // of the mode
        QCOMPARE(opened->document->layers().size(), std::size_t(3));
        const Layer& low = *opened->document->layers()[0];
        QCOMPARE(low.properties.opacity, 0.5F);
        QCOMPARE(low.offset, (Point{4, 6}));
        const Layer& group = *opened->document->layers()[1];
        QVERIFY(group.isGroup && low.parent == group.id && !group.properties.passThrough);
        QCOMPARE(group.properties.opacity, 0.5F);
        QCOMPARE(opened->document->layers()[2]->offset, (Point{5, 6}));
    }

    void groupsComeBackAsTheyWere()
    {
        const auto document = richDocument(PixelFormat::Rgba8);
        const LayerId upper[] = {document->layers()[1]->id, document->layers()[2]->id};
        document->restore(*grouped(document->snapshot(), upper, "Boats & <birds>"));
        const LayerId inner = document->activeLayer();
        document->restore(*grouped(document->snapshot(), {&inner, 1}, "Outer"));
        LayerProperties properties = document->layer(inner)->properties;
        properties.passThrough = false;
        properties.blend = BlendMode::Screen;
        properties.opacity = 0.25F;
        properties.locked = true;
        document->setLayerProperties(inner, properties);
        properties = document->layer(document->activeLayer())->properties;
        properties.opacity = 0.5F; // passes through and is faded
        properties.visible = false;
        document->setLayerProperties(document->activeLayer(), properties);

        QVERIFY(saveDocument(document->snapshot(), path("groups.ora"), *m_codec).has_value());
        const auto opened = openDocument(path("groups.ora"), *m_codec);

        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QVERIFY(opened->warnings.empty());
        const LayerList& before = document->layers();
        const LayerList& after = opened->document->layers();
        QCOMPARE(after.size(), before.size());
        for (int i = 0; i < static_cast<int>(before.size()); ++i) {
            const auto at = static_cast<std::size_t>(i);
            compareLayers(*before[at], *after[at]);
            QCOMPARE(after[at]->isGroup, before[at]->isGroup);
            QCOMPARE(depthOf(after, i), depthOf(before, i));
            QCOMPARE(firstOf(after, i), firstOf(before, i));
        }
        QCOMPARE(opened->document->activeLayer(), after.back()->id);
    }

    void groupsAreWrittenAsOtherProgramsReadThem()
    {
        const auto document = richDocument(PixelFormat::Rgba8);
        const LayerId upper[] = {document->layers()[1]->id, document->layers()[2]->id};
        document->restore(*grouped(document->snapshot(), upper, "Group"));
        QVERIFY(saveDocument(document->snapshot(), path("nested.ora"), *m_codec).has_value());
        const auto zip = ZipReader::open(path("nested.ora"));
        const auto bytes = zip->read("stack.xml", 1 << 20);
        QVERIFY(bytes.has_value());
        QXmlStreamReader xml(QByteArray(reinterpret_cast<const char*>(bytes->data()),
                                        static_cast<qsizetype>(bytes->size())));
        QStringList found;
        while (!xml.atEnd()) {
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::StartElement) {
                const auto value = [&](const char* name) {
                    return xml.attributes().value(QLatin1String(name)).toString();
                };
                found.append(QStringLiteral("%1 %2 %3")
                                 .arg(xml.name().toString(), value("name"), value("isolation")));
            } else if (token == QXmlStreamReader::EndElement &&
                       xml.name() == QLatin1String("stack")) {
                found.append(QStringLiteral("end"));
            }
        }
        QCOMPARE(found,
                 (QStringList{QStringLiteral("image  "), QStringLiteral("stack  "),
                              QStringLiteral("stack Group auto"), QStringLiteral("layer hidden "),
                              QString::fromUtf8("layer Entfernt \xc3\xa4 "), QStringLiteral("end"),
                              QStringLiteral("layer Photo <&> \"one\" "), QStringLiteral("end")}));
    }

    void hugeCanvasesAndOtherZipsAreRefused()
    {
        ZipWriter huge;
        huge.add("mimetype", openraster::kMimeType, ZipMethod::Store);
        huge.add("stack.xml", "<image w='1000000' h='1000000'><stack/></image>",
                 ZipMethod::Deflate);
        writeBytes(path("huge.ora"), *huge.finish());
        const auto opened = openDocument(path("huge.ora"), *m_codec);
        QVERIFY(!opened);
        QVERIFY(opened.error().code == ErrorCode::OutOfMemory);

        ZipWriter other;
        other.add("readme.txt", "hello", ZipMethod::Store);
        writeBytes(path("other.zip"), *other.finish());
        const auto zip = openDocument(path("other.zip"), *m_codec);
        QVERIFY(!zip && isClearLine(zip.error(), path("other.zip")));
    }

    void aPhotoOpenedAndExportedUnchangedKeepsItsPixels()
    {
        const TiledImage image = picture({333, 222}, PixelFormat::Rgba16);
        QVERIFY(m_codec->write(path("in.tif"), image, {}, {}));
        const auto opened = openDocument(path("in.tif"), *m_codec);
        QVERIFY(opened);
        QVERIFY(!opened->isLayered);
        QVERIFY(exportFlat(opened->document->snapshot(), path("out.png"), *m_codec));
        const auto read = m_codec->read(path("out.png"), {});
        QVERIFY(read);
        QVERIFY(read->pixels.samePixels(image));
    }

    void masksAreWhiteOrOpaque()
    {
        TiledImage white({40, 30}, PixelFormat::Rgba8);
        white.fill(white.rect(), std::array{0.0F, 0.0F, 0.0F, 1.0F});
        white.fill({5, 6, 7, 8}, std::array{1.0F, 1.0F, 1.0F, 1.0F});
        QVERIFY(m_codec->write(path("white.png"), white, {}, {}));
        TiledImage opaque({40, 30}, PixelFormat::Rgba8);
        opaque.fill({5, 6, 7, 8}, std::array{0.0F, 0.0F, 0.0F, 1.0F});
        QVERIFY(m_codec->write(path("opaque.png"), opaque, {}, {}));

        const auto byColour = readMask(path("white.png"), {40, 30}, *m_codec);
        const auto byAlpha = readMask(path("opaque.png"), {40, 30}, *m_codec);

        QVERIFY(byColour && byAlpha);
        QCOMPARE(byColour->bounds(), (Rect{5, 6, 7, 8}));
        QVERIFY(byColour->samePixels(*byAlpha));
    }

    void masksOfAnotherSizeAndEmptyOnesAreRefused()
    {
        TiledImage black({40, 30}, PixelFormat::Rgba8);
        black.fill(black.rect(), std::array{0.0F, 0.0F, 0.0F, 1.0F});
        QVERIFY(m_codec->write(path("black.png"), black, {}, {}));

        const auto empty = readMask(path("black.png"), {40, 30}, *m_codec);
        const auto other = readMask(path("black.png"), {41, 30}, *m_codec);

        QVERIFY(!empty && empty.error().code == ErrorCode::InvalidArgument);
        QVERIFY(!other && isClearLine(other.error(), path("black.png")));
        QVERIFY(other.error().message.find("40 x 30") != std::string::npos);
        QVERIFY(other.error().message.find("41 x 30") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestDocumentFormats)
#include "tst_document_formats.moc"
