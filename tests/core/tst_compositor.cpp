#include <QtTest>

#include "core/document/compositor.h"
#include "support/documents.h"

using namespace core;

namespace {

std::vector<std::uint8_t> bytesOf(const DocumentSnapshot& snapshot, const Rect& area,
                                  AlphaMode mode = AlphaMode::Straight)
{
    std::vector<std::uint8_t> out(static_cast<std::size_t>(area.area()) * 4, 77);
    compositeRgba8(snapshot, area, out.data(), std::ptrdiff_t{4} * area.width, mode);
    return out;
}

LayerProperties with(float opacity, BlendMode blend = BlendMode::Normal, bool visible = true)
{
    LayerProperties out;
    out.opacity = opacity;
    out.blend = blend;
    out.visible = visible;
    return out;
}

} // namespace

class TestCompositor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneOpaqueLayerComesBackBitIdentical();
    void sixteenBitsComeBackBitIdentical();
    void pixelsUnderNothingKeepTheirBits();
    void outsideTheCanvasIsTransparent();
    void layersOutsideTheCanvasDoNotShow();
    void hiddenLayersDoNotShow();
    void opacityMaskAndAlphaMultiply();
    void bytesAgreeWithFloats_data();
    void bytesAgreeWithFloats();
    void multiplyOverTransparencyShowsTheLayer();
    void flattenSharesTilesOfASingleLayer();
    void flattenAgreesWithComposite();
    void theReaderKeepsItsSnapshot();
};

void TestCompositor::oneOpaqueLayerComesBackBitIdentical()
{
    const TiledImage image = support::randomImage({500, 300}, PixelFormat::Rgba8, 1, true);
    const auto document = Document::fromImage(image, "photo");
    const DocumentSnapshot snapshot = document->snapshot();

    std::vector<std::uint8_t> expected(500 * 300 * 4);
    image.readRgba8(image.rect(), expected.data(), 2000, AlphaMode::Straight);
    QVERIFY(bytesOf(snapshot, snapshot.rect()) == expected);
    QVERIFY(bytesOf(snapshot, snapshot.rect(), AlphaMode::Premultiplied) == expected);
    TiledImage back(image.size(), PixelFormat::Rgba8);
    back.write({0, 0}, composite(snapshot, snapshot.rect()));
    QVERIFY(back.samePixels(image));
}

void TestCompositor::sixteenBitsComeBackBitIdentical()
{
    TiledImage image({300, 300}, PixelFormat::Rgba16);
    std::mt19937 random(3);
    std::vector<std::uint16_t> row(1200);
    for (int y = 0; y < 300; ++y) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = i % 4 == 3 ? 65535 : std::uint16_t(random());
        }
        image.writeRow(0, y, 300, row.data());
    }
    const auto document = Document::fromImage(image, "photo");

    TiledImage back(image.size(), PixelFormat::Rgba16);
    back.write({0, 0}, composite(document->snapshot(), image.rect()));

    QVERIFY(back.samePixels(image));
    QVERIFY(flatten(document->snapshot()).samePixels(image));
}

void TestCompositor::pixelsUnderNothingKeepTheirBits()
{
    const TiledImage image = support::randomImage({300, 300}, PixelFormat::Rgba8, 1, true);
    auto document = Document::fromImage(image, "photo");
    Layer patch = support::randomLayer({120, 120}, 9, {100, 100});
    patch.mask = Mask({120, 120});
    patch.mask->paintDab({60, 60, 30, 0.3F, 1.0F}, BrushMode::Add);
    const Mask mask = *patch.mask;
    document->insertLayer(1, std::move(patch));

    const std::vector<std::uint8_t> found = bytesOf(document->snapshot(), image.rect());
    const PixelBuffer floats = composite(document->snapshot(), image.rect());

    const PixelBuffer original = image.read(image.rect());
    std::vector<std::uint8_t> bytes(found.size());
    image.readRgba8(image.rect(), bytes.data(), 1200, AlphaMode::Straight);
    int changed = 0;
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x) {
            const std::size_t at = std::size_t(1200 * y + 4 * x);
            const bool same = std::equal(found.begin() + std::ptrdiff_t(at),
                                         found.begin() + std::ptrdiff_t(at) + 4,
                                         bytes.begin() + std::ptrdiff_t(at));
            if (mask.at(x - 100, y - 100) == 0) {
                QVERIFY(same);
                QVERIFY(std::equal(floats.at(x, y), floats.at(x, y) + 4, original.at(x, y)));
            }
            changed += same ? 0 : 1;
        }
    }
    QVERIFY(changed > 2000);
}

void TestCompositor::outsideTheCanvasIsTransparent()
{
    const auto document = support::threeLayerDocument({50, 50});
    const PixelBuffer out = composite(document->snapshot(), {-10, -10, 80, 80});
    QCOMPARE(out.at(9, 30)[3], 0.0F);
    QCOMPARE(out.at(10, 30)[3], 1.0F);
    QCOMPARE(out.at(60, 30)[3], 0.0F);
    const auto bytes = bytesOf(document->snapshot(), {-10, -10, 80, 80});
    QCOMPARE(int(bytes[3]), 0);
    QCOMPARE(int(bytes[std::size_t(4 * (80 * 30 + 30) + 3)]), 255);
    QVERIFY(bytesOf(document->snapshot(), {100, 100, 3, 3}) == std::vector<std::uint8_t>(36, 0));
}

void TestCompositor::layersOutsideTheCanvasDoNotShow()
{
    Document document({20, 20});
    document.insertLayer(0, support::randomLayer({100, 100}, 5, {-40, -40}));
    const PixelBuffer out = composite(document.snapshot(), {-20, -20, 60, 60});
    QCOMPARE(out.at(0, 0)[3], 0.0F);
    QCOMPARE(out.at(45, 45)[3], 0.0F);
    const PixelBuffer layer = document.layers()[0]->pixels.read({40, 40, 20, 20});
    QCOMPARE(out.at(25, 25)[3], layer.at(5, 5)[3]);
}

void TestCompositor::hiddenLayersDoNotShow()
{
    auto document = support::threeLayerDocument();
    const LayerId background = document->layers()[0]->id;
    for (const LayerRef& layer : std::vector(document->layers())) {
        if (layer->id != background) {
            document->setLayerProperties(layer->id, with(1.0F, BlendMode::Normal, false));
        }
    }
    TiledImage back(document->size(), PixelFormat::Rgba8);
    back.write({0, 0}, composite(document->snapshot(), document->rect()));
    QVERIFY(back.samePixels(document->layers()[0]->pixels));
}

void TestCompositor::opacityMaskAndAlphaMultiply()
{
    Document document({1, 1});
    Layer below;
    below.pixels = TiledImage({1, 1}, PixelFormat::RgbaF32);
    const std::array<float, 4> grey{0.5F, 0.5F, 0.5F, 1.0F};
    below.pixels.fill({0, 0, 1, 1}, grey);
    document.insertLayer(0, below);
    Layer above = below;
    const std::array<float, 4> white{1.0F, 1.0F, 1.0F, 0.5F};
    above.pixels.fill({0, 0, 1, 1}, white);
    above.properties.opacity = 0.5F;
    above.mask = Mask({1, 1});
    above.mask->fill({0, 0, 1, 1}, 51); // 0.2
    document.insertLayer(1, above);

    const PixelBuffer out = composite(document.snapshot(), {0, 0, 1, 1});

    QVERIFY(std::abs(out.at(0, 0)[0] - (0.5F + 0.5F * 0.05F)) < 1e-6F);
    QCOMPARE(out.at(0, 0)[3], 1.0F);
}

void TestCompositor::bytesAgreeWithFloats_data()
{
    QTest::addColumn<int>("mode");
    for (const BlendModeInfo& info : blendModes()) {
        QTest::newRow(info.title.data()) << int(info.mode);
    }
}

void TestCompositor::bytesAgreeWithFloats()
{
    QFETCH(int, mode);
    auto document = support::threeLayerDocument({300, 280});
    document->setLayerProperties(document->layers()[1]->id, with(1.0F, BlendMode(mode)));
    document->setLayerProperties(document->layers()[2]->id, with(0.6F, BlendMode(mode)));
    const Rect area{17, 5, 280, 270};

    const PixelBuffer exact = composite(document->snapshot(), area);
    const std::vector<std::uint8_t> fast = bytesOf(document->snapshot(), area);

    for (std::size_t i = 0; i < fast.size(); ++i) {
        // The two translucent layers overlap nowhere, so every sample was rounded once.
        QVERIFY(std::abs(exact.data()[i] * 255.0F - float(fast[i])) <= 0.51F);
    }
}

void TestCompositor::multiplyOverTransparencyShowsTheLayer()
{
    Document document({40, 40});
    Layer layer;
    layer.pixels = support::randomImage({40, 40}, PixelFormat::Rgba8, 4, true);
    layer.properties.blend = BlendMode::Multiply;
    document.insertLayer(0, layer);

    const PixelBuffer out = composite(document.snapshot(), document.rect());

    const PixelBuffer expected = layer.pixels.read(layer.pixels.rect());
    for (std::size_t i = 0; i < out.count(); ++i) {
        QVERIFY(std::abs(out.data()[i] - expected.data()[i]) < 1e-6F);
    }
}

void TestCompositor::flattenSharesTilesOfASingleLayer()
{
    const TiledImage image = support::randomImage({700, 700}, PixelFormat::Rgba8, 1, true);
    auto document = Document::fromImage(image, "photo");
    document->insertLayer(1, support::randomLayer({50, 50}, 3, {600, 600}));

    const TiledImage flat = flatten(document->snapshot());

    QCOMPARE(flat.changedTiles(document->layers()[0]->pixels), std::vector<int>{8});
}

void TestCompositor::flattenAgreesWithComposite()
{
    const auto document = support::threeLayerDocument({300, 280});
    const TiledImage flat = flatten(document->snapshot());
    std::vector<std::uint8_t> bytes(300 * 280 * 4);
    flat.readRgba8(flat.rect(), bytes.data(), 1200, AlphaMode::Straight);
    QVERIFY(bytes == bytesOf(document->snapshot(), document->rect()));
}

void TestCompositor::theReaderKeepsItsSnapshot()
{
    auto document = support::threeLayerDocument({300, 280});
    const auto expected = bytesOf(document->snapshot(), document->rect(), AlphaMode::Premultiplied);
    const RegionReader reader = compositeReader(document->snapshot());
    document.reset();

    std::vector<std::uint8_t> found(expected.size());
    reader({0, 0, 300, 280}, found.data(), 1200);

    QVERIFY(found == expected);
}

QTEST_APPLESS_MAIN(TestCompositor)
#include "tst_compositor.moc"
