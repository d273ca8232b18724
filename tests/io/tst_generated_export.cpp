/// What an export says of how a picture was made: `parameters` text in PNG, DigitalSourceType in
/// XMP.

#include <QTemporaryDir>
#include <QtTest>

#include "core/io/document_io.h"
#include "core/io/png_text.h"
#include "core/io/recipe.h"
#include "core/io/source_type.h"
#include "io/pictures.h"

using namespace core;

namespace {

Recipe recipeOf(const char* action, const char* prompt)
{
    Recipe out;
    out.action = action;
    out.prompt = prompt;
    out.sampler = "ddim";
    out.steps = 12;
    out.seed = 7;
    return out;
}

std::unique_ptr<Document> photo()
{
    return Document::fromImage(io_test::picture({64, 48}, PixelFormat::Rgba8), "Background");
}

Layer patch(const char* action, const char* prompt, Size size, Point at)
{
    Layer out;
    out.properties.name = "patch";
    out.pixels = io_test::picture(size, PixelFormat::Rgba8);
    out.offset = at;
    out.recipe = recipeToJson(recipeOf(action, prompt));
    return out;
}

} // namespace

class TestGeneratedExport : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;

    [[nodiscard]] std::string path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

private Q_SLOTS:
    void textsComeBackAsTheyWere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("a lake\nSteps: 3");
        QTest::newRow("Latin-1") << QStringLiteral("Käfer und Öl");
        QTest::newRow("beyond") << QStringLiteral("湖, a lake — wide");
        QTest::newRow("empty") << QString();
    }
    void textsComeBackAsTheyWere()
    {
        QFETCH(QString, text);
        const auto bytes =
            m_codec->writeBuffer("png", io_test::picture({9, 7}, PixelFormat::Rgba8), {}, {});
        QVERIFY(bytes);

        const auto marked = withPngText(*bytes, "parameters", text.toStdString());

        QCOMPARE(QString::fromStdString(pngText(marked, "parameters").value_or("?")), text);
        QVERIFY(!pngText(marked, "param"));
        QVERIFY(!pngText(*bytes, "parameters"));
        const QImage shown = QImage::fromData(marked.data(), static_cast<int>(marked.size()));
        QCOMPARE(shown.size(), QSize(9, 7)); // checks the sums of all chunks
        QCOMPARE(shown.text(QStringLiteral("parameters")), text);
        QVERIFY(writeBytes("text.png", marked));
        QCOMPARE(
            QString::fromStdString(pngTextOfFile(path("text.png"), "parameters").value_or("?")),
            text);
    }

    void damagedFilesHaveNoText()
    {
        const auto bytes =
            m_codec->writeBuffer("png", io_test::picture({9, 7}, PixelFormat::Rgba8), {}, {});
        const auto marked = withPngText(*bytes, "parameters", "words");
        for (std::size_t length = 0; length < 60; ++length) {
            std::vector<std::uint8_t> cut(marked.begin(),
                                          marked.begin() + static_cast<std::ptrdiff_t>(length));
            static_cast<void>(pngText(cut, "parameters"));
            QVERIFY(withPngText(cut, "a", "b").size() >= cut.size());
        }
        std::vector<std::uint8_t> huge = marked;
        huge[33] = 0xff; // the length of the text's chunk
        QVERIFY(!pngText(huge, "parameters"));
        QVERIFY(writeBytes("huge.png", huge));
        QVERIFY(!pngTextOfFile(path("huge.png"), "parameters"));
        QVERIFY(!pngTextOfFile(path("nowhere.png"), "parameters"));
    }

    void theSourceTypeFollowsWhatShows()
    {
        auto document = photo();
        QVERIFY(sourceTypeOf(document->snapshot()) == SourceType::Captured);
        const LayerId id = document->insertLayer(1, patch("fill", "boat", {10, 10}, {5, 5}));
        QVERIFY(sourceTypeOf(document->snapshot()) == SourceType::Composite);
        LayerProperties hidden = document->layer(id)->properties;
        hidden.visible = false;
        document->setLayerProperties(id, hidden);
        QVERIFY(sourceTypeOf(document->snapshot()) == SourceType::Captured);
        document->insertLayer(2, patch("create", "lake", {64, 48}, {0, 0}));
        QVERIFY(sourceTypeOf(document->snapshot()) == SourceType::Generated);
    }

    void xmpKeepsWhatItHad()
    {
        const std::string before =
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\""
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
            "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:Rating=\"3\"/></rdf:RDF></x:xmpmeta>";
        const std::string after = withSourceType(before, SourceType::Composite);
        QVERIFY(after.find("xmp:Rating=\"3\"") != std::string::npos);
        QVERIFY(after.find("compositeWithTrainedAlgorithmicMedia") != std::string::npos);
        const std::string again = withSourceType(after, SourceType::Generated);
        QVERIFY(again.find("compositeWith") == std::string::npos);
        QCOMPARE(withSourceType(before, SourceType::Captured), before);
        QVERIFY(withSourceType("", SourceType::Generated).find("/trainedAlgorithmicMedia") !=
                std::string::npos);
        QVERIFY(withSourceType("<broken", SourceType::Generated).find("rdf:RDF") !=
                std::string::npos);
    }

    void aPngTellsHowItWasMadeUnlessItIsStripped()
    {
        auto document = photo();
        document->insertLayer(1, patch("fill", "a heron", {10, 10}, {5, 5}));

        QVERIFY(exportFlat(document->snapshot(), path("told.png"), *m_codec));
        const auto told =
            recipeFromParameters(pngTextOfFile(path("told.png"), "parameters").value_or(""));
        QVERIFY(told);
        QCOMPARE(told->prompt, std::string("a heron"));
        QCOMPARE(told->seed.value_or(0), std::uint64_t{7});
        const auto read = m_codec->read(path("told.png"), {});
        QVERIFY(read->metadata.xmp.find("compositeWithTrainedAlgorithmicMedia") !=
                std::string::npos);

        ExportOptions strip;
        strip.stripMetadata = true;
        QVERIFY(exportFlat(document->snapshot(), path("bare.png"), *m_codec, strip));
        QVERIFY(!pngTextOfFile(path("bare.png"), "parameters"));
        QVERIFY(m_codec->read(path("bare.png"), {})->metadata.xmp.find("DigitalSourceType") ==
                std::string::npos);
    }

    void aJpegSaysItInItsXmp()
    {
        auto document = photo();
        document->insertLayer(1, patch("remove", "", {10, 10}, {5, 5}));
        QVERIFY(exportFlat(document->snapshot(), path("told.jpg"), *m_codec));
        QVERIFY(m_codec->read(path("told.jpg"), {})
                    ->metadata.xmp.find("compositeWithTrainedAlgorithmicMedia") !=
                std::string::npos);
    }

    void aPlainPhotoSaysNothing()
    {
        QVERIFY(exportFlat(photo()->snapshot(), path("plain.png"), *m_codec));
        QVERIFY(!pngTextOfFile(path("plain.png"), "parameters"));
        QVERIFY(m_codec->read(path("plain.png"), {})->metadata.xmp.empty());
    }

private:
    bool writeBytes(const char* name, const std::vector<std::uint8_t>& bytes)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) &&
               file.write(reinterpret_cast<const char*>(bytes.data()),
                          static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size());
    }
};

QTEST_GUILESS_MAIN(TestGeneratedExport)
#include "tst_generated_export.moc"
