#include <QtTest>

#include <set>

#include "core/document/blend_mode.h"

using namespace core;

class TestBlendMode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyModeHasItsOwnOpenRasterName();
    void unknownNamesGiveNothing();
    void formulasGiveValuesWorkedOutByHand_data();
    void formulasGiveValuesWorkedOutByHand();
    void everyModeStaysInRange();
    void luminosityModesKeepWhatTheyPromise();
};

void TestBlendMode::everyModeHasItsOwnOpenRasterName()
{
    std::set<std::string_view> names;
    std::set<BlendMode> modes;
    for (const BlendModeInfo& info : blendModes()) {
        names.insert(info.openRaster);
        modes.insert(info.mode);
        QVERIFY(blendModeFromOpenRaster(info.openRaster) == info.mode);
        QCOMPARE(&blendModeInfo(info.mode), &info);
    }
    QCOMPARE(names.size(), blendModes().size());
    QCOMPARE(modes.size(), std::size_t(BlendMode::Luminosity) + 1);
}

void TestBlendMode::unknownNamesGiveNothing()
{
    QVERIFY(!blendModeFromOpenRaster("svg:no-such-mode"));
    QVERIFY(!blendModeFromOpenRaster(""));
}

void TestBlendMode::formulasGiveValuesWorkedOutByHand_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<float>("backdrop");
    QTest::addColumn<float>("source");
    QTest::addColumn<float>("expected");
    const auto row = [](const char* name, BlendMode mode, float b, float s, float expected) {
        QTest::newRow(name) << int(mode) << b << s << expected;
    };
    row("normal", BlendMode::Normal, 0.2F, 0.7F, 0.7F);
    row("multiply", BlendMode::Multiply, 0.5F, 0.4F, 0.2F);
    row("screen", BlendMode::Screen, 0.5F, 0.4F, 0.7F);
    row("overlay dark", BlendMode::Overlay, 0.25F, 0.4F, 0.2F);
    row("overlay light", BlendMode::Overlay, 0.75F, 0.4F, 0.7F);
    row("darken", BlendMode::Darken, 0.3F, 0.4F, 0.3F);
    row("lighten", BlendMode::Lighten, 0.3F, 0.4F, 0.4F);
    row("dodge", BlendMode::ColorDodge, 0.3F, 0.4F, 0.5F);
    row("dodge black", BlendMode::ColorDodge, 0.0F, 1.0F, 0.0F);
    row("dodge full", BlendMode::ColorDodge, 0.1F, 1.0F, 1.0F);
    row("burn", BlendMode::ColorBurn, 0.7F, 0.5F, 0.4F);
    row("burn white", BlendMode::ColorBurn, 1.0F, 0.0F, 1.0F);
    row("burn full", BlendMode::ColorBurn, 0.9F, 0.0F, 0.0F);
    row("hard light dark", BlendMode::HardLight, 0.4F, 0.25F, 0.2F);
    row("hard light light", BlendMode::HardLight, 0.4F, 0.75F, 0.7F);
    row("soft light dark", BlendMode::SoftLight, 0.5F, 0.25F, 0.375F);
    row("soft light root", BlendMode::SoftLight, 0.64F, 0.75F, 0.72F);
    row("soft light low", BlendMode::SoftLight, 0.25F, 1.0F, 0.5F);
    row("difference", BlendMode::Difference, 0.3F, 0.8F, 0.5F);
}

void TestBlendMode::formulasGiveValuesWorkedOutByHand()
{
    QFETCH(int, mode);
    QFETCH(float, backdrop);
    QFETCH(float, source);
    QFETCH(float, expected);

    const auto found =
        blendColours(BlendMode(mode), {backdrop, backdrop, backdrop}, {source, source, source});

    for (const float v : found) {
        QVERIFY2(std::abs(v - expected) < 1e-5F, qPrintable(QString::number(v)));
    }
}

void TestBlendMode::everyModeStaysInRange()
{
    const float steps[] = {0.0F, 0.1F, 0.5F, 0.9F, 1.0F};
    for (const BlendModeInfo& info : blendModes()) {
        for (const float a : steps) {
            for (const float b : steps) {
                for (const float c : steps) {
                    for (const float v : blendColours(info.mode, {a, b, c}, {c, a, b})) {
                        QVERIFY2(v >= -1e-5F && v <= 1.00001F, info.title.data());
                    }
                }
            }
        }
    }
}

void TestBlendMode::luminosityModesKeepWhatTheyPromise()
{
    const auto lum = [](const std::array<float, 3>& c) {
        return 0.3F * c[0] + 0.59F * c[1] + 0.11F * c[2];
    };
    const std::array<float, 3> backdrop{0.3F, 0.6F, 0.4F};
    const std::array<float, 3> source{0.7F, 0.2F, 0.5F};

    for (const BlendMode mode : {BlendMode::Hue, BlendMode::Saturation, BlendMode::Color}) {
        QVERIFY(std::abs(lum(blendColours(mode, backdrop, source)) - lum(backdrop)) < 1e-5F);
    }
    const auto bright = blendColours(BlendMode::Luminosity, backdrop, source);
    QVERIFY(std::abs(lum(bright) - lum(source)) < 1e-5F);
    const auto grey = blendColours(BlendMode::Color, backdrop, {0.5F, 0.5F, 0.5F});
    QVERIFY(std::abs(grey[0] - grey[1]) < 1e-5F && std::abs(grey[1] - grey[2]) < 1e-5F);
}

QTEST_APPLESS_MAIN(TestBlendMode)
#include "tst_blend_mode.moc"
