#include <QtTest>

#include "core/fill/fill_plan.h"

using namespace core;

namespace {

constexpr FillConstraints kSd{8, 512, 768, 0};
constexpr FillConstraints kSmall{16, 256, 512, 0};

QString text(const FillPlan& p)
{
    return QStringLiteral("context %1,%2 %3x%4 image %5x%6 model %7x%8 scale %9")
        .arg(p.context.x)
        .arg(p.context.y)
        .arg(p.context.width)
        .arg(p.context.height)
        .arg(p.imageSize.width)
        .arg(p.imageSize.height)
        .arg(p.modelSize.width)
        .arg(p.modelSize.height)
        .arg(p.scale);
}

/// What must hold of every plan.
bool isSound(const FillPlan& p, const Rect& bounds, Size canvas, const FillConstraints& c)
{
    const Rect inside = bounds.intersected(Rect::fromSize(canvas));
    const bool places = Rect::fromSize(canvas).contains(p.context) && p.context.contains(inside) &&
                        p.maskBounds == inside;
    const bool multiples = p.modelSize.width % c.sizeMultiple == 0 &&
                           p.modelSize.height % c.sizeMultiple == 0 && !p.modelSize.isEmpty();
    const bool limits = std::max(p.modelSize.width, p.modelSize.height) <= c.maxSide;
    const bool holds =
        p.imageSize.width >= p.context.width && p.imageSize.height >= p.context.height;
    // Padding only where the canvas ends.
    const bool pads = (p.imageSize.width == p.context.width || p.context.width == canvas.width) &&
                      (p.imageSize.height == p.context.height || p.context.height == canvas.height);
    // The same shape within one pixel of the image.
    const bool shape =
        std::abs(p.imageSize.width * p.scale - p.modelSize.width) <= p.scale + 1e-9 &&
        std::abs(p.imageSize.height * p.scale - p.modelSize.height) <= p.scale + 1e-9;
    return places && multiples && limits && holds && pads && shape;
}

} // namespace

class TestFillPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void extentsAreAsWorkedOutByHand_data();
    void extentsAreAsWorkedOutByHand();
    void everyPlanIsSound_data();
    void everyPlanIsSound();
    void nonsenseIsRefused();
    void nearPartsShareAPlanAndFarOnesDoNot();
    void partsThatGrowIntoEachOtherShareAPlan();
    void aSpeckledMaskHasOnePlan();
    void faintMasksCountFromHalfTheirPeak();
};

void TestFillPlan::extentsAreAsWorkedOutByHand_data()
{
    QTest::addColumn<QRect>("mask");
    QTest::addColumn<QSize>("canvas");
    QTest::addColumn<QRect>("context");
    QTest::addColumn<QSize>("image");
    QTest::addColumn<QSize>("model");
    // One pixel in the middle: native side around it, no scaling.
    QTest::newRow("one pixel") << QRect(2000, 1500, 1, 1) << QSize(4000, 3000)
                               << QRect(1745, 1245, 512, 512) << QSize(512, 512) << QSize(512, 512);
    // In the corner the context moves inside.
    QTest::newRow("corner") << QRect(0, 2990, 10, 10) << QSize(4000, 3000)
                            << QRect(0, 2488, 512, 512) << QSize(512, 512) << QSize(512, 512);
    // 300 x 300: pad 150 on each side = 600, no scaling.
    QTest::newRow("medium") << QRect(1000, 1000, 300, 300) << QSize(4000, 3000)
                            << QRect(850, 850, 600, 600) << QSize(600, 600) << QSize(600, 600);
    // 1000 x 600: pad 400 = 1800 x 1400; 768 / 1800 -> 768 x 597.3 -> 768 x 600.
    QTest::newRow("large") << QRect(1000, 1000, 1000, 600) << QSize(4000, 3000)
                           << QRect(600, 597, 1800, 1406) << QSize(1800, 1406) << QSize(768, 600);
    // A wire: 1200 x 2, pad 301 = 1802 x 604 -> at least half as high as wide.
    QTest::newRow("wire") << QRect(1000, 1000, 1200, 2) << QSize(4000, 3000)
                          << QRect(699, 551, 1802, 901) << QSize(1802, 901) << QSize(768, 384);
    // The whole canvas.
    QTest::newRow("all") << QRect(0, 0, 1536, 768) << QSize(1536, 768) << QRect(0, 0, 1536, 768)
                         << QSize(1536, 768) << QSize(768, 384);
    // Smaller than the native area: enlarged.
    QTest::newRow("small canvas") << QRect(10, 10, 20, 20) << QSize(256, 256)
                                  << QRect(0, 0, 256, 256) << QSize(256, 256) << QSize(512, 512);
    // No multiple of 8: padded to it.
    QTest::newRow("odd canvas") << QRect(10, 10, 20, 20) << QSize(515, 513) << QRect(0, 0, 512, 512)
                                << QSize(512, 512) << QSize(512, 512);
    QTest::newRow("odd canvas, all") << QRect(0, 0, 515, 513) << QSize(515, 513)
                                     << QRect(0, 0, 515, 513) << QSize(520, 520) << QSize(520, 520);
}

void TestFillPlan::extentsAreAsWorkedOutByHand()
{
    QFETCH(QRect, mask);
    QFETCH(QSize, canvas);
    QFETCH(QRect, context);
    QFETCH(QSize, image);
    QFETCH(QSize, model);

    const auto plan = planFill({mask.x(), mask.y(), mask.width(), mask.height()},
                               {canvas.width(), canvas.height()}, kSd);

    QVERIFY(plan.has_value());
    const bool same =
        plan->context == Rect{context.x(), context.y(), context.width(), context.height()} &&
        plan->imageSize == Size{image.width(), image.height()} &&
        plan->modelSize == Size{model.width(), model.height()};
    QVERIFY2(same, qPrintable(text(*plan)));
}

void TestFillPlan::everyPlanIsSound_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 5; ++seed) {
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
    }
}

void TestFillPlan::everyPlanIsSound()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto length = [&](int most) { return 1 + int(random() % unsigned(most)); };
    for (int i = 0; i < 4000; ++i) {
        const int scale = i % 2 == 0 ? 12000 : 700;
        const Size canvas{length(scale), length(scale)};
        const Rect bounds{length(canvas.width) - 1, length(canvas.height) - 1, length(canvas.width),
                          length(canvas.height)};
        for (const FillConstraints& c : {kSd, kSmall, FillConstraints{64, 512, 1000, 200}}) {
            const auto plan = planFill(bounds, canvas, c);
            QVERIFY(plan.has_value());
            QVERIFY2(isSound(*plan, bounds, canvas, c), qPrintable(text(*plan)));
        }
    }
}

void TestFillPlan::nonsenseIsRefused()
{
    const auto code = [](const Result<FillPlan>& plan) {
        return plan.has_value() ? ErrorCode::Internal : plan.error().code;
    };
    QVERIFY(code(planFill({}, {100, 100}, kSd)) == ErrorCode::InvalidArgument);
    QVERIFY(code(planFill({200, 0, 10, 10}, {100, 100}, kSd)) == ErrorCode::InvalidArgument);
    QVERIFY(code(planFill({-20, 0, 20, 10}, {100, 100}, kSd)) == ErrorCode::InvalidArgument);
    QVERIFY(code(planFill({0, 0, 10, 10}, {0, 100}, kSd)) == ErrorCode::InvalidArgument);
    QVERIFY(code(planFill({0, 0, 9, 9}, {99, 99}, {0, 512, 768, 0})) == ErrorCode::InvalidArgument);
    QVERIFY(code(planFill({0, 0, 9, 9}, {99, 99}, {8, 512, 256, 0})) == ErrorCode::InvalidArgument);
    QVERIFY(!planFills(Mask({100, 100}), kSd).has_value());
}

void TestFillPlan::nearPartsShareAPlanAndFarOnesDoNot()
{
    Mask mask({6000, 4000});
    mask.fill({500, 500, 60, 60}, 255);
    mask.fill({600, 520, 60, 60}, 255);   // fits the native side together with the first
    mask.fill({4000, 3000, 60, 60}, 255); // far away

    const auto plans = planFills(mask, kSd);

    QVERIFY(plans.has_value());
    QCOMPARE(plans->size(), std::size_t{2});
    QVERIFY((*plans)[0].maskBounds == (Rect{500, 500, 160, 80}));
    QVERIFY((*plans)[1].maskBounds == (Rect{4000, 3000, 60, 60}));
    QCOMPARE((*plans)[0].scale, 1.0);
}

void TestFillPlan::partsThatGrowIntoEachOtherShareAPlan()
{
    Mask mask({20000, 600});
    mask.fill({0, 0, 10, 600}, 255);
    mask.fill({1000, 0, 10, 600}, 255);
    QCOMPARE(planFills(mask, kSd, 0)->size(), std::size_t{2});
    QCOMPARE(planFills(mask, kSd, 500)->size(), std::size_t{1});
}

void TestFillPlan::aSpeckledMaskHasOnePlan()
{
    Mask mask({3000, 3000});
    for (int i = 0; i < 900; ++i) {
        mask.fill({100 * (i % 30), 100 * (i / 30), 2, 2}, 255);
    }
    const auto plans = planFills(mask, kSd);
    QVERIFY(plans.has_value());
    QCOMPARE(plans->size(), std::size_t{1});
    QVERIFY(plans->front().maskBounds == mask.bounds());
}

void TestFillPlan::faintMasksCountFromHalfTheirPeak()
{
    Mask mask({600, 600});
    QCOMPARE(int(fillThreshold(mask)), 1);
    mask.fill({0, 0, 50, 50}, 10);
    QCOMPARE(int(fillThreshold(mask)), 5);
    mask.fill({0, 0, 5, 5}, 255);
    QCOMPARE(int(fillThreshold(mask)), 64);
}

QTEST_APPLESS_MAIN(TestFillPlan)
#include "tst_fill_plan.moc"
