/// Flat pictures through the codec: what goes in comes out, upright, with its metadata.

#include <QTemporaryDir>
#include <QtTest>

#include <lcms2.h>

#include "core/io/flat_formats.h"
#include "core/io/image_codec.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;

namespace {

Bytes srgbProfile()
{
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    Bytes bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

constexpr const char* kXmp =
    "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>"
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<rdf:Description rdf:about='' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' "
    "xmlns:tiff='http://ns.adobe.com/tiff/1.0/' "
    "photoshop:Headline='Lake at dusk' tiff:Orientation='6'/></rdf:RDF></x:xmpmeta>"
    "<?xpacket end='w'?>";

} // namespace

class TestImageCodec : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;

    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

private Q_SLOTS:
    void everyFormatGivesBackWhatWasWritten_data()
    {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("alpha");
        QTest::addColumn<float>("tolerance");
        const auto row = [](const char* extension, PixelFormat format, bool alpha,
                            float tolerance) {
            QTest::addRow("%s-%d-%s", extension, bytesPerSample(format) * 8,
                          alpha ? "alpha" : "opaque")
                << QString::fromLatin1(extension) << int(format) << alpha << tolerance;
        };
        for (const bool alpha : {false, true}) {
            for (const auto format : {PixelFormat::Rgba8, PixelFormat::Rgba16}) {
                row("png", format, alpha, 0);
                row("tif", format, alpha, 0);
            }
            row("tif", PixelFormat::RgbaF32, alpha, 0);
            // Half floats have eleven significant bits; premultiplying in the file costs no more.
            row("exr", PixelFormat::Rgba16, alpha, 2e-3F);
            row("exr", PixelFormat::RgbaF32, alpha, 1e-5F);
            row("tga", PixelFormat::Rgba8, alpha, 0);
            row("webp", PixelFormat::Rgba8, alpha, 0); // lossless
        }
        row("bmp", PixelFormat::Rgba8, false, 0);
        row("jpg", PixelFormat::Rgba8, false, 0.04F); // quality 98 on a smooth picture
    }

    void everyFormatGivesBackWhatWasWritten()
    {
        QFETCH(QString, extension);
        QFETCH(int, format);
        QFETCH(bool, alpha);
        QFETCH(float, tolerance);
        const TiledImage original = picture({301, 270}, PixelFormat(format), alpha);
        const std::string file = path("trip." + extension.toStdString());
        ExportOptions options;
        options.quality = 98;
        options.lossless = true;

        const Status written = m_codec->write(file, original, {}, options);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto read = m_codec->read(file, {});

        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(read->warnings.empty());
        if (extension == QLatin1String("tif") || extension == QLatin1String("png")) {
            QCOMPARE(int(read->pixels.format()), format);
        }
        const float difference = largestDifference(original, read->pixels);
        QVERIFY2(difference <= tolerance, qPrintable(QString::number(double(difference))));
        const auto probe = m_codec->probe(file);
        QVERIFY(probe);
        QCOMPARE(probe->size, original.size());
    }

    void greyPicturesBecomeEqualChannels()
    {
        const TiledImage grey = picture({40, 30}, PixelFormat::Gray8);
        const auto bytes = m_codec->writeBuffer("png", grey, {}, {});
        QVERIFY(bytes);

        const auto read = m_codec->readBuffer(*bytes, "grey.png", {});

        QVERIFY(read);
        const PixelBuffer in = grey.read(grey.rect());
        const PixelBuffer out = read->pixels.read(read->pixels.rect());
        for (std::size_t i = 0; i < in.count(); ++i) {
            QCOMPARE(out.data()[i * 4], in.data()[i]);
            QCOMPARE(out.data()[i * 4 + 2], in.data()[i]);
            QCOMPARE(out.data()[i * 4 + 3], 1.0F);
        }
    }

    void coloursUnderFullTransparencySurvive()
    {
        PixelBuffer pixels(8, 8, 4, 0.0F);
        for (std::size_t i = 0; i < 64; ++i) {
            pixels.data()[i * 4] = 1.0F;
        }
        TiledImage image({8, 8}, PixelFormat::Rgba8);
        image.write({0, 0}, pixels);
        const auto bytes = m_codec->writeBuffer("png", image, {}, {});
        QVERIFY(bytes);

        const auto read = m_codec->readBuffer(*bytes, "clear.png", {});

        QVERIFY(read);
        QVERIFY(read->pixels.samePixels(image));
    }

    void transparencyMeetsTheBackgroundWhereTheFormatHasNone()
    {
        TiledImage image({16, 16}, PixelFormat::Rgba8); // fully transparent black
        ExportOptions options;
        options.background[2] = 0.0F; // yellow
        const auto bytes = m_codec->writeBuffer("bmp", image, {}, options);
        QVERIFY(bytes);

        const auto read = m_codec->readBuffer(*bytes, "flat.bmp", {});

        QVERIFY(read);
        const PixelBuffer out = read->pixels.read({3, 3, 1, 1});
        QCOMPARE(out.data()[0], 1.0F);
        QCOMPARE(out.data()[1], 1.0F);
        QCOMPARE(out.data()[2], 0.0F);
        QCOMPARE(out.data()[3], 1.0F);
    }

    /// The stored picture is 48 x 32 with one bright corner; CIPA DC-008 says where it is shown.
    void orientationIsObeyed_data()
    {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<bool>("brightIsLeft");
        QTest::addColumn<bool>("brightIsTop");
        QTest::newRow("1") << 1 << true << true;
        QTest::newRow("2") << 2 << false << true;
        QTest::newRow("3") << 3 << false << false;
        QTest::newRow("4") << 4 << true << false;
        QTest::newRow("5") << 5 << true << true;
        QTest::newRow("6") << 6 << false << true;
        QTest::newRow("7") << 7 << false << false;
        QTest::newRow("8") << 8 << true << false;
    }

    void orientationIsObeyed()
    {
        QFETCH(int, orientation);
        QFETCH(bool, brightIsLeft);
        QFETCH(bool, brightIsTop);
        TiledImage stored({48, 32}, PixelFormat::Rgba8);
        stored.fill(stored.rect(), std::array{0.0F, 0.0F, 0.0F, 1.0F});
        stored.fill({0, 0, 16, 16}, std::array{1.0F, 1.0F, 1.0F, 1.0F});
        // A second mark, to the right of the first, tells a mirrored picture from a turned one.
        stored.fill({32, 0, 16, 16}, std::array{0.5F, 0.5F, 0.5F, 1.0F});
        const auto plain = m_codec->writeBuffer("jpg", stored, {}, {});
        QVERIFY(plain);
        const Bytes tagged = jpegWithExif(*plain, exifBlock(orientation, "A. Painter"));

        const auto read = m_codec->readBuffer(tagged, "turned.jpg", {});

        QVERIFY(read);
        const bool swapped = orientation >= 5;
        QCOMPARE(read->pixels.size(), (swapped ? Size{32, 48} : Size{48, 32}));
        const Size size = read->pixels.size();
        const auto value = [&](bool left, bool top) {
            const int x = left ? 4 : size.width - 5;
            const int y = top ? 4 : size.height - 5;
            return read->pixels.read({x, y, 1, 1}).data()[0];
        };
        QVERIFY(value(brightIsLeft, brightIsTop) > 0.9F);
        const float second =
            swapped ? value(brightIsLeft, !brightIsTop) : value(!brightIsLeft, brightIsTop);
        QVERIFY2(std::fabs(second - 0.5F) < 0.1F, qPrintable(QString::number(double(second))));
    }

    void exportIsUprightForOtherProgramsToo()
    {
        const auto plain =
            m_codec->writeBuffer("jpg", picture({48, 32}, PixelFormat::Rgba8), {}, {});
        const auto read =
            m_codec->readBuffer(jpegWithExif(*plain, exifBlock(6, "A. Painter")), "turned.jpg", {});
        QVERIFY(read);

        const auto again = m_codec->writeBuffer("jpg", read->pixels, read->metadata, {});
        QVERIFY(again);
        const auto reread = m_codec->readBuffer(*again, "again.jpg", {});

        QVERIFY(reread);
        QCOMPARE(reread->pixels.size(), (Size{32, 48}));
        writeBytes(path("again.jpg"), *again);
        QCOMPARE(m_codec->probe(path("again.jpg"))->orientation, 1);
    }

    void metadataSurvivesTheWayThroughEveryFormat_data()
    {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"jpg", "png", "tif", "webp"}) {
            QTest::newRow(extension) << QString::fromLatin1(extension);
        }
    }

    void metadataSurvivesTheWayThroughEveryFormat()
    {
        QFETCH(QString, extension);
        const std::string file = path("meta." + extension.toStdString());
        ImageMetadata metadata;
        metadata.exif = exifBlock(1, "A. Painter");
        metadata.xmp = kXmp;
        metadata.icc = srgbProfile();
        const TiledImage image = picture({400, 300}, PixelFormat::Rgba8);

        const Status written = m_codec->write(file, image, metadata, {});
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto read = m_codec->read(file, {});

        QVERIFY(read);
        QVERIFY(contains(read->metadata.exif, "A. Painter"));
        QVERIFY(read->metadata.xmp.find("Lake at dusk") != std::string::npos);
        QVERIFY(read->metadata.xmp.find("Orientation=\"6\"") == std::string::npos);
        QCOMPARE(read->metadata.icc, metadata.icc);
        // Once more: what was read is as good a source as the first.
        const auto second =
            m_codec->writeBuffer(extension.toStdString(), read->pixels, read->metadata, {});
        QVERIFY(second);
        const auto reread = m_codec->readBuffer(*second, "second." + extension.toStdString(), {});
        QVERIFY(reread);
        QVERIFY(contains(reread->metadata.exif, "A. Painter"));
        QCOMPARE(reread->metadata.icc, metadata.icc);
    }

    void strippingKeepsTheProfileOnly()
    {
        ImageMetadata metadata;
        metadata.exif = exifBlock(1, "A. Painter");
        metadata.xmp = kXmp;
        metadata.icc = srgbProfile();
        ExportOptions options;
        options.stripMetadata = true;

        const auto bytes =
            m_codec->writeBuffer("jpg", picture({64, 64}, PixelFormat::Rgba8), metadata, options);

        QVERIFY(bytes);
        QVERIFY(!contains(*bytes, "A. Painter"));
        QVERIFY(!contains(*bytes, "Lake at dusk"));
        const auto read = m_codec->readBuffer(*bytes, "stripped.jpg", {});
        QVERIFY(read);
        QCOMPARE(read->metadata.icc, metadata.icc);
    }

    void resolutionSurvives()
    {
        ImageMetadata metadata;
        metadata.dotsPerInchX = metadata.dotsPerInchY = 300;
        for (const char* extension : {"jpg", "tif"}) {
            const auto bytes = m_codec->writeBuffer(
                extension, picture({64, 64}, PixelFormat::Rgba8), metadata, {});
            QVERIFY(bytes);
            const auto read = m_codec->readBuffer(*bytes, std::string("dpi.") + extension, {});
            QVERIFY(read);
            QCOMPARE(read->metadata.dotsPerInchX, 300.0);
        }
    }

    void qualityChangesTheSizeOfAJpeg()
    {
        const TiledImage image = picture({300, 200}, PixelFormat::Rgba8);
        ExportOptions low;
        low.quality = 30;
        const auto small = m_codec->writeBuffer("jpg", image, {}, low);
        const auto large = m_codec->writeBuffer("jpg", image, {}, {});
        QVERIFY(small && large);
        QVERIFY(small->size() * 3 < large->size() * 2);
    }

    void unknownExtensionsAndFilesAreRefusedInOneLine()
    {
        const TiledImage image = picture({8, 8}, PixelFormat::Rgba8);
        const Status written = m_codec->write(path("a.xyz"), image, {}, {});
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::Unsupported);
        QVERIFY(isClearLine(written.error(), path("a.xyz")));

        const auto missing = m_codec->read(path("none.png"), {});
        QVERIFY(!missing);
        QVERIFY(missing.error().code == ErrorCode::NotFound);

        writeBytes(path("text.png"), Bytes(300, 'x'));
        const auto text = m_codec->read(path("text.png"), {});
        QVERIFY(!text);
        QVERIFY(text.error().code == ErrorCode::Unsupported);
        QVERIFY(isClearLine(text.error(), path("text.png")));

        writeBytes(path("empty.jpg"), {});
        QVERIFY(!m_codec->read(path("empty.jpg"), {}));
        QVERIFY(!m_codec->read(m_folder.path().toStdString(), {}));
    }

    void theContentDecidesNotTheName()
    {
        const TiledImage image = picture({20, 20}, PixelFormat::Rgba8);
        const auto png = m_codec->writeBuffer("png", image, {}, {});
        writeBytes(path("really-a-png.jpg"), *png);

        const auto read = m_codec->read(path("really-a-png.jpg"), {});

        QVERIFY(read);
        QCOMPARE(read->format, std::string("png"));
        QVERIFY(read->pixels.samePixels(image));
    }
};

QTEST_GUILESS_MAIN(TestImageCodec)
#include "tst_image_codec.moc"
