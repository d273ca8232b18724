/// Pictures of 16 bits a channel: opened, edited and saved without falling back to 8.

#include <QTemporaryDir>
#include <QtTest>

#include <set>

#include "core/adjust/apply.h"
#include "core/adjust/registry.h"
#include "core/commands/pixel_edit.h"
#include "core/document/compositor.h"
#include "core/edit/geometry.h"
#include "core/io/document_io.h"
#include "core/paint/ink.h"
#include "core/undo/undo_stack.h"

using namespace core;

namespace {

constexpr Size kSize{1024, 96};

/// A dark ramp that 8 bits would show in 51 bands: red rises by about 12.8 of 65535 a pixel.
TiledImage ramp()
{
    TiledImage image(kSize, PixelFormat::Rgba16);
    std::vector<std::uint16_t> row(static_cast<std::size_t>(kSize.width) * 4, 65535);
    for (int y = 0; y < kSize.height; ++y) {
        for (int x = 0; x < kSize.width; ++x) {
            const auto at = static_cast<std::size_t>(x) * 4;
            row[at] = static_cast<std::uint16_t>(x * 12800 / 1000 + y);
            row[at + 1] = static_cast<std::uint16_t>(20000 + x);
            row[at + 2] = static_cast<std::uint16_t>(40000 - 3 * x);
        }
        image.writeRow(0, y, kSize.width, row.data());
    }
    return image;
}

std::size_t levelsOfRed(const TiledImage& image, const Rect& area)
{
    std::set<std::uint16_t> levels;
    std::vector<std::uint16_t> row(static_cast<std::size_t>(area.width) * 4);
    for (int y = area.y; y < area.bottom(); ++y) {
        image.readRow(area.x, y, area.width, row.data());
        for (std::size_t x = 0; x < row.size(); x += 4) {
            levels.insert(row[x]);
        }
    }
    return levels.size();
}

} // namespace

class TestDeepColour : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ImageCodec> m_codec = createImageCodec();
    QTemporaryDir m_folder;
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

private Q_SLOTS:
    void anEditKeepsSixteenBits_data()
    {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"png", "tif"}) {
            QTest::newRow(ending) << QString::fromLatin1(ending);
        }
    }

    void anEditKeepsSixteenBits()
    {
        QFETCH(QString, ending);
        const std::string in = path("in." + ending.toStdString());
        const TiledImage before = ramp();
        QVERIFY(m_codec->write(in, before, {}, {}).has_value());
        auto opened = openDocument(in, *m_codec, {});
        QVERIFY(opened.has_value());
        Document& document = *opened->document;
        QCOMPARE(document.format(), PixelFormat::Rgba16);
        UndoStack history(document);
        const LayerRef photo = document.layers().front();

        // Brighter by curves in the left half, a stroke of paint, a translucent layer on the right.
        Mask left(kSize);
        left.fill({0, 0, 512, 96}, 255);
        AdjustScope scope;
        scope.selection = &left;
        const Adjustment& curves = *adjustmentById("curves");
        AdjustValues values = initialValues(curves);
        values.curves[0] = Curve({{0, 0.05F}, {0.5F, 0.6F}, {1, 1}});
        Layer after = *photo;
        after.pixels = adjusted(photo->pixels, curves, values, scope);
        history.push(pixelEdit(*photo, after, "Curves"));
        Layer patch;
        patch.pixels = TiledImage({200, 96}, PixelFormat::Rgba16);
        patch.pixels.fill(patch.pixels.rect(), std::array{0.9F, 0.1F, 0.1F, 0.5F});
        patch.offset = {800, 0};
        document.insertLayer(1, std::move(patch));

        const std::string out = path("out." + ending.toStdString());
        QVERIFY(exportFlat(document.snapshot(), out, *m_codec, {}).has_value());
        auto again = openDocument(out, *m_codec, {});
        QVERIFY(again.has_value());
        const TiledImage& result = again->document->layers().front()->pixels;
        QCOMPARE(result.format(), PixelFormat::Rgba16);
        // Where nothing was done, not one bit differs.
        const Rect untouched{512, 0, 288, 96};
        QVERIFY(result.cropped(untouched).samePixels(before.cropped(untouched)));
        // Where something was done there are as many levels as before, far more than 8 bits have.
        const Rect edited{0, 40, 512, 1};
        QVERIFY(!result.cropped(edited).samePixels(before.cropped(edited)));
        QVERIFY(levelsOfRed(result, edited) > 500);
        QVERIFY(levelsOfRed(result, {800, 40, 200, 1}) > 190);
    }

    void turningAndLayersKeepEveryBit()
    {
        auto document = Document::fromImage(ramp(), "Photo");
        DocumentSnapshot turned = document->snapshot();
        for (int i = 0; i < 4; ++i) {
            turned = oriented(turned, Orientation::QuarterRight);
        }
        QVERIFY(flatten(turned).samePixels(ramp()));
        QVERIFY(saveDocument(document->snapshot(), path("deep.ora"), *m_codec).has_value());
        const auto opened = openDocument(path("deep.ora"), *m_codec, {});
        QVERIFY(opened.has_value());
        QCOMPARE(opened->document->format(), PixelFormat::Rgba16);
        QVERIFY(opened->document->layers().front()->pixels.samePixels(ramp()));
    }
};

QTEST_GUILESS_MAIN(TestDeepColour)

#include "tst_deep_colour.moc"
