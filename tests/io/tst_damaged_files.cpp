/// Files that lie, end early or were hit by cosmic rays: a message or as far as it goes, never
/// more.

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <OpenImageIO/imageio.h>
#include <sys/resource.h>

#include "core/io/document_io.h"
#include "core/io/image_codec.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;

namespace {

constexpr int kFlippedPerFormat = 60;
constexpr int kCutsPerFormat = 24;

std::int64_t peakKilobytes()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// CRC-32 of PNG chunks (ISO 3309).
std::uint32_t crc32(const std::uint8_t* data, std::size_t size)
{
    std::uint32_t crc = ~0U;
    for (std::size_t i = 0; i < size; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0U);
        }
    }
    return ~crc;
}

Bytes hugePng()
{
    Bytes out = {0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    putBig(out, 13, 4);
    const std::size_t chunk = out.size();
    for (const char c : {'I', 'H', 'D', 'R'}) {
        out.push_back(static_cast<std::uint8_t>(c));
    }
    putBig(out, 1000000, 4);
    putBig(out, 1000000, 4);
    for (const int value : {8, 6, 0, 0, 0}) {
        out.push_back(static_cast<std::uint8_t>(value));
    }
    putBig(out, crc32(out.data() + chunk, out.size() - chunk), 4);
    putBig(out, 0, 4);
    for (const char c : {'I', 'D', 'A', 'T'}) {
        out.push_back(static_cast<std::uint8_t>(c));
    }
    putBig(out, crc32(out.data() + out.size() - 4, 4), 4);
    return out;
}

Bytes hugeTiff()
{
    Bytes out = {'I', 'I', 42, 0, 8, 0, 0, 0};
    const std::uint32_t entries[][3] = {// tag, type, value
                                        {256, 4, 1000000}, {257, 4, 1000000}, {258, 3, 8},
                                        {259, 3, 1},       {262, 3, 1},       {273, 4, 200},
                                        {277, 3, 1},       {278, 4, 1},       {279, 4, 1000}};
    putLittle(out, std::size(entries), 2);
    for (const auto& entry : entries) {
        putLittle(out, entry[0], 2);
        putLittle(out, entry[1], 2);
        putLittle(out, 1, 4);
        putLittle(out, entry[2], 4);
    }
    putLittle(out, 0, 4);
    out.resize(1200);
    return out;
}

Bytes hugeBmp()
{
    Bytes out = {'B', 'M'};
    putLittle(out, 1000, 4);
    putLittle(out, 0, 4);
    putLittle(out, 54, 4);
    putLittle(out, 40, 4);
    putLittle(out, 1000000, 4);
    putLittle(out, 1000000, 4);
    putLittle(out, 1, 2);
    putLittle(out, 24, 2);
    out.resize(1000);
    return out;
}

/// A picture of Photoshop without layers: header, three empty sections, planes as they are.
Bytes flatPsd()
{
    constexpr std::uint32_t kWidth = 60;
    constexpr std::uint32_t kHeight = 40;
    Bytes out = {'8', 'B', 'P', 'S', 0, 1, 0, 0, 0, 0, 0, 0};
    putBig(out, 3, 2); // channels
    putBig(out, kHeight, 4);
    putBig(out, kWidth, 4);
    putBig(out, 8, 2); // bits
    putBig(out, 3, 2); // RGB
    for (int section = 0; section < 3; ++section) {
        putBig(out, 0, 4);
    }
    putBig(out, 0, 2); // not compressed
    for (std::uint32_t i = 0; i < 3 * kWidth * kHeight; ++i) {
        out.push_back(static_cast<std::uint8_t>(i * 3));
    }
    return out;
}

/// A real small JPEG whose frame header says 65535 x 65535, the most that format can.
Bytes hugeJpeg(const ImageCodec& codec)
{
    Bytes out = *codec.writeBuffer("jpg", picture({16, 16}, PixelFormat::Rgba8), {}, {});
    for (std::size_t i = 2; i + 9 < out.size(); ++i) {
        if (out[i] == 0xff && out[i + 1] == 0xc0) {
            std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(i) + 5, 4, 0xff);
            break;
        }
    }
    return out;
}

} // namespace

class TestDamagedFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;

    void formats() const
    {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"jpg", "png", "tif", "webp", "exr", "bmp", "tga", "ora",
                                      "psd", "gif", "hdr", "jp2", "ppm", "ico", "sgi", "heic"}) {
            QTest::newRow(extension) << QString::fromLatin1(extension);
        }
    }

    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

    Bytes intact(const std::string& extension)
    {
        const TiledImage image = picture({120, 90}, PixelFormat::Rgba8, extension != "jpg");
        if (extension == "psd") {
            return flatPsd();
        }
        if (extension != "ora") {
            const auto own = m_codec->writeBuffer(extension, image, {}, {});
            return own ? *own : writtenByOpenImageIo(extension);
        }
        const auto document = Document::fromImage(image, "Lake");
        const Status saved = saveDocument(document->snapshot(), path("intact.ora"), *m_codec);
        return saved ? fileBytes(path("intact.ora")) : Bytes{};
    }

    /// A format that the program reads only; empty if this machine's library cannot write it.
    Bytes writtenByOpenImageIo(const std::string& extension)
    {
        const std::string file = path("intact." + extension);
        const int side = extension == "ico" ? 32 : 90;
        const int channels = extension == "ico" ? 4 : 3;
        std::vector<std::uint8_t> pixels(static_cast<std::size_t>(side * side * channels), 255);
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            pixels[i] = static_cast<std::uint8_t>(i % 4 == 3 ? 255 : i * 7 / 5);
        }
        const auto out = OIIO::ImageOutput::create(file);
        const OIIO::ImageSpec spec(side, side, channels, OIIO::TypeDesc::UINT8);
        const bool written = out && out->open(file, spec) &&
                             out->write_image(OIIO::TypeDesc::UINT8, pixels.data()) && out->close();
        return written ? fileBytes(file) : Bytes{};
    }

    /// Opens it; whatever comes must be a document or one clear line.
    void openDamaged(const std::string& extension, const Bytes& bytes)
    {
        const std::string file = path("damaged." + extension);
        writeBytes(file, bytes);
        ReadOptions options;
        options.maxBytes = 64 << 20; // a flipped size must not slow the test down
        const auto opened = openDocument(file, *m_codec, options);
        if (!opened) {
            QVERIFY2(isClearLine(opened.error(), file), opened.error().message.c_str());
        } else {
            QVERIFY(!opened->document->size().isEmpty());
        }
    }

private Q_SLOTS:
    void theUndamagedFilesOpen_data() { formats(); }
    void theUndamagedFilesOpen()
    {
        QFETCH(QString, extension);
        const Bytes whole = intact(extension.toStdString());
        if (whole.empty()) {
            QSKIP("this machine's library does not write it");
        }
        const std::string file = path("whole." + extension.toStdString());
        writeBytes(file, whole);
        const auto opened = openDocument(file, *m_codec);
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
        QVERIFY(opened->warnings.empty());
    }

    void cutFilesGiveAMessageOrAPart_data() { formats(); }
    void cutFilesGiveAMessageOrAPart()
    {
        QFETCH(QString, extension);
        const Bytes whole = intact(extension.toStdString());
        if (whole.empty()) {
            QSKIP("this machine's library does not write it");
        }
        QVERIFY(whole.size() > 100);
        for (int i = 0; i < kCutsPerFormat; ++i) {
            const std::size_t length = whole.size() * static_cast<std::size_t>(i) / kCutsPerFormat;
            openDamaged(extension.toStdString(),
                        Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
        }
    }

    void flippedBitsNeverCrash_data() { formats(); }
    void flippedBitsNeverCrash()
    {
        QFETCH(QString, extension);
        const Bytes whole = intact(extension.toStdString());
        if (whole.empty()) {
            QSKIP("this machine's library does not write it");
        }
        std::mt19937 random(20240607);
        for (int i = 0; i < kFlippedPerFormat; ++i) {
            Bytes bytes = whole;
            // Every second one only near the start, where the headers are.
            const std::size_t reach =
                i % 2 == 0 ? bytes.size() : std::min<std::size_t>(200, bytes.size());
            for (int flip = 0; flip <= i % 8; ++flip) {
                bytes[random() % reach] ^= static_cast<std::uint8_t>(1U << random() % 8);
            }
            openDamaged(extension.toStdString(), bytes);
        }
    }

    void aCutJpegOpensWithAWarning()
    {
        const Bytes whole =
            *m_codec->writeBuffer("jpg", picture({400, 300}, PixelFormat::Rgba8), {}, {});
        writeBytes(path("cut.jpg"), Bytes(whole.begin(), whole.begin() + whole.size() / 2));

        const auto opened = openDocument(path("cut.jpg"), *m_codec);

        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QCOMPARE(opened->warnings.size(), std::size_t(1));
        QVERIFY(opened->warnings.front().starts_with(path("cut.jpg")));
        // The upper part is the picture.
        const auto good = m_codec->readBuffer(whole, "whole.jpg", {});
        const Rect top{0, 0, 400, 64};
        QVERIFY(opened->document->layers().front()->pixels.cropped(top).samePixels(
            good->pixels.cropped(top)));
    }

    void aCutPngOpensAsFarAsItGoes()
    {
        // Noise does not compress, so half the bytes are about half the rows.
        TiledImage image({200, 200}, PixelFormat::Rgba8);
        std::mt19937 random(7);
        for (int y = 0; y < 200; ++y) {
            std::vector<std::uint32_t> row(200);
            for (auto& pixel : row) {
                pixel = random() | 0xff000000U;
            }
            image.writeRow(0, y, 200, row.data());
        }
        const Bytes whole = *m_codec->writeBuffer("png", image, {}, {});
        writeBytes(path("cut.png"), Bytes(whole.begin(), whole.begin() + whole.size() / 2));

        const auto opened = openDocument(path("cut.png"), *m_codec);

        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QCOMPARE(opened->warnings.size(), std::size_t(1));
        const TiledImage& pixels = opened->document->layers().front()->pixels;
        QVERIFY(pixels.cropped({0, 0, 200, 60}).samePixels(image.cropped({0, 0, 200, 60})));
        QCOMPARE(pixels.read({100, 199, 1, 1}).data()[3], 0.0F);
    }

    void hugeClaimsAreRefusedBeforeAllocating_data()
    {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"png", "tif", "bmp", "jpg"}) {
            QTest::newRow(extension) << QString::fromLatin1(extension);
        }
    }

    void hugeClaimsAreRefusedBeforeAllocating()
    {
        QFETCH(QString, extension);
        const std::string file = path("huge." + extension.toStdString());
        writeBytes(file, extension == QLatin1String("png")   ? hugePng()
                         : extension == QLatin1String("tif") ? hugeTiff()
                         : extension == QLatin1String("bmp") ? hugeBmp()
                                                             : hugeJpeg(*m_codec));
        ReadOptions options;
        options.maxBytes = std::int64_t{8} << 30; // 65535 x 65535 x 4 is 16 GiB
        QElapsedTimer timer;
        timer.start();
        const std::int64_t before = peakKilobytes();

        const auto opened = openDocument(file, *m_codec, options);

        QVERIFY(!opened);
        QVERIFY2(opened.error().code == ErrorCode::OutOfMemory, opened.error().message.c_str());
        QVERIFY(isClearLine(opened.error(), file));
        QVERIFY2(peakKilobytes() - before < 64 * 1024, "memory was taken before refusing");
        QVERIFY2(timer.elapsed() < 5000, "refusing took too long");
    }
};

QTEST_GUILESS_MAIN(TestDamagedFiles)
#include "tst_damaged_files.moc"
