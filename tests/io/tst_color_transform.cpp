/// Colour profiles: a wide-gamut one made here goes through files and the document unharmed, and is
/// turned into the colours of a screen where it has to be.

#include <QTemporaryDir>
#include <QtTest>

#include "core/commands/convert_profile.h"
#include "core/document/compositor.h"
#include "core/io/color_transform.h"
#include "core/io/document_io.h"
#include "core/undo/undo_stack.h"
#include "io/pictures.h"
#include "support/profiles.h"

using namespace core;
using namespace io_test;
using support::srgbProfile;
using support::wideProfile;

class TestColorTransform : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

private Q_SLOTS:
    void openAndSaveShiftsNoColour_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<int>("format");
        for (const char* ending : {"png", "tif", "ora"}) {
            for (const PixelFormat format : {PixelFormat::Rgba8, PixelFormat::Rgba16}) {
                QTest::addRow("%s %d", ending, 8 * bytesPerSample(format))
                    << QString::fromLatin1(ending) << static_cast<int>(format);
            }
        }
    }

    void openAndSaveShiftsNoColour()
    {
        QFETCH(QString, ending);
        QFETCH(int, format);
        const TiledImage pixels = picture({70, 50}, static_cast<PixelFormat>(format));
        ImageMetadata metadata;
        metadata.icc = wideProfile();
        QVERIFY(m_codec->write(path("in.png"), pixels, metadata, {}).has_value());

        auto opened = openDocument(path("in.png"), *m_codec, {});
        QVERIFY(opened.has_value());
        QCOMPARE(opened->document->info().iccProfile, metadata.icc);
        const std::string out = path("out." + ending.toStdString());
        const DocumentSnapshot snapshot = opened->document->snapshot();
        const Status saved = ending == QLatin1String("ora")
                                 ? saveDocument(snapshot, out, *m_codec)
                                 : exportFlat(snapshot, out, *m_codec, {});
        QVERIFY2(saved.has_value(), saved ? "" : saved.error().message.c_str());
        auto again = openDocument(out, *m_codec, {});
        QVERIFY(again.has_value());
        QCOMPARE(again->document->info().iccProfile, metadata.icc);
        QVERIFY(again->document->layers().front()->pixels.samePixels(pixels));
    }

    void theSameProfileNeedsNothing()
    {
        const auto wide = wideProfile();
        const auto same = colorTransform(wide, wide);
        QVERIFY(same.has_value() && *same == nullptr);
        const auto standard = colorTransform(srgbProfile(), {});
        QVERIFY(standard.has_value() && *standard == nullptr);
        QCOMPARE(profileName({}), std::string("sRGB"));
        QVERIFY(!profileName(wide).empty());
    }

    void wideColoursLookStrongerOnAStandardScreen()
    {
        const auto made = colorTransform(wideProfile(), {});
        QVERIFY(made.has_value() && *made != nullptr);
        // Blue, green, red, alpha: a muted green, and white.
        std::uint8_t pixels[] = {100, 160, 100, 255, 255, 255, 255, 255};
        (*made)->applyToScreen(pixels, 2);
        QVERIFY(pixels[2] < 90); // less red than the numbers said
        QVERIFY(pixels[1] > 155);
        QCOMPARE(int(pixels[4]), 255);
        QCOMPARE(int(pixels[3]), 255);
    }

    void translucentPixelsKeepTheirAlphaAndTheirColour()
    {
        const auto made = colorTransform(wideProfile(), {});
        std::uint8_t opaque[] = {100, 160, 100, 255};
        std::uint8_t half[] = {50, 80, 50, 128};
        (*made)->applyToScreen(opaque, 1);
        (*made)->applyToScreen(half, 1);
        QCOMPARE(int(half[3]), 128);
        for (int c = 0; c < 3; ++c) {
            QVERIFY(std::abs(half[c] * 255 / 128 - opaque[c]) <= 3);
        }
    }

    void damagedProfilesAreRefused()
    {
        const std::vector<std::uint8_t> junk(200, 7);
        const auto made = colorTransform(junk, {});
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().code, ErrorCode::Unreadable);
        QVERIFY(profileName(junk).empty());
    }

    void convertingToSrgbLooksTheSameAndCanBeUndone()
    {
        DocumentInfo info;
        info.iccProfile = wideProfile();
        const TiledImage pixels = picture({300, 40}, PixelFormat::Rgba8);
        auto document = Document::fromImage(pixels, "Photo", info);
        UndoStack history(*document);

        auto after = convertedToSrgb(document->snapshot(), {});
        QVERIFY(after.has_value());
        history.push(std::make_unique<ConvertProfile>(document->snapshot(), std::move(*after),
                                                      std::vector<std::uint8_t>(), "Convert"));
        QVERIFY(document->info().iccProfile.empty());
        QVERIFY(!document->layers().front()->pixels.samePixels(pixels));

        // On the screen both are the same where sRGB can show them.
        const auto shown = colorTransform(wideProfile(), {});
        std::vector<std::uint8_t> before(300 * 4);
        pixels.readRgba8({0, 20, 300, 1}, before.data(), 0, AlphaMode::Premultiplied);
        for (std::size_t i = 0; i < before.size(); i += 4) {
            std::swap(before[i], before[i + 2]);
        }
        (*shown)->applyToScreen(before.data(), 300);
        std::vector<std::uint8_t> now(300 * 4);
        document->layers().front()->pixels.readRgba8({0, 20, 300, 1}, now.data(), 0,
                                                     AlphaMode::Premultiplied);
        for (std::size_t i = 0; i < now.size(); i += 4) {
            for (std::size_t c = 0; c < 3; ++c) {
                const int difference = std::abs(int(now[i + c]) - int(before[i + 2 - c]));
                QVERIFY2(difference <= 1, qPrintable(QString::number(difference)));
            }
        }

        history.undo();
        QCOMPARE(document->info().iccProfile, info.iccProfile);
        QVERIFY(document->layers().front()->pixels.samePixels(pixels));
    }
};

QTEST_GUILESS_MAIN(TestColorTransform)

#include "tst_color_transform.moc"
