#include <QtTest>

#include "core/commands/add_layer.h"
#include "core/document/compositor.h"
#include "core/fill/fill_job.h"
#include "core/undo/undo_stack.h"
#include "support/documents.h"

using namespace core;

namespace {

constexpr FillConstraints kModel{8, 64, 128, 0};

std::unique_ptr<Document> photo(Size size, PixelFormat format = PixelFormat::Rgba8)
{
    return Document::fromImage(support::randomImage(size, format, 3, true), "Background");
}

void paint(Document& document, const Rect& area, std::uint8_t coverage = 255)
{
    document.editMask([&](Mask& mask) {
        mask.fill(area, coverage);
        return area;
    });
}

/// What an engine might return: of the size asked for, unrelated to the picture.
PixelBuffer generatedFor(const PreparedFill& job)
{
    PixelBuffer out(job.plan.imageSize.width, job.plan.imageSize.height, 3);
    std::mt19937 random(4);
    for (std::size_t i = 0; i < out.count(); ++i) {
        out.data()[i] = float(random() % 255) / 254.0F;
    }
    return out;
}

} // namespace

class TestFillJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outsideTheBlendedMaskEveryByteStays_data();
    void outsideTheBlendedMaskEveryByteStays();
    void theWholeShapeIsReplaced();
    void masksNestAsTheyShould();
    void theImageIsThePhotoInTheContext();
    void smallCanvasesArePaddedWithTheirEdge();
    void transparentCanvasIsToBeGenerated();
    void farPartsBecomeSeparateJobsThatDoNotOverlap();
    void anEmptySelectionIsRefused();
    void aResultOfAnotherSizeIsRefused();
    void growAndFeatherCanBeChosen();
    void undoTakesTheFillAwayAndRedoBringsItBack();
};

void TestFillJob::outsideTheBlendedMaskEveryByteStays_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QRect>("mask");
    QTest::newRow("middle") << int(PixelFormat::Rgba8) << QRect(150, 160, 60, 40);
    QTest::newRow("corner") << int(PixelFormat::Rgba8) << QRect(0, 0, 20, 20);
    QTest::newRow("all") << int(PixelFormat::Rgba8) << QRect(0, 0, 400, 300);
    QTest::newRow("one pixel") << int(PixelFormat::Rgba8) << QRect(399, 299, 1, 1);
    QTest::newRow("16 bit") << int(PixelFormat::Rgba16) << QRect(150, 160, 60, 40);
    QTest::newRow("float") << int(PixelFormat::RgbaF32) << QRect(150, 160, 60, 40);
}

void TestFillJob::outsideTheBlendedMaskEveryByteStays()
{
    QFETCH(int, format);
    QFETCH(QRect, mask);
    auto document = photo({400, 300}, PixelFormat(format));
    paint(*document, {mask.x(), mask.y(), mask.width(), mask.height()});
    const TiledImage before = flatten(document->snapshot());
    const auto job = prepareFill(document->snapshot(), kModel);
    QVERIFY(job.has_value());

    const auto layer = finishFill(*job, generatedFor(*job), "Fill");
    QVERIFY(layer.has_value());
    document->insertLayer(1, *layer);

    const TiledImage after = flatten(document->snapshot());
    int changed = 0;
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 400; ++x) {
            const Rect pixel{x, y, 1, 1};
            const bool same = before.read(pixel) == after.read(pixel);
            const Rect context = job->plan.context;
            const bool outside = !context.contains(Point{x, y}) ||
                                 *job->compositeMask.at(x - context.x, y - context.y) == 0.0F;
            QVERIFY(same || !outside);
            changed += same ? 0 : 1;
        }
    }
    QVERIFY(changed >= mask.width() * mask.height() * 9 / 10);
}

void TestFillJob::theWholeShapeIsReplaced()
{
    auto document = photo({400, 300});
    paint(*document, {150, 160, 60, 40});
    const auto job = prepareFill(document->snapshot(), kModel, {-1, -1, {false, false}});
    const PixelBuffer generated = generatedFor(*job);
    document->insertLayer(1, *finishFill(*job, generated, "Fill"));

    const PixelBuffer after = composite(document->snapshot(), {150, 160, 60, 40});

    const Rect context = job->plan.context;
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 60; ++x) {
            const float made = generated.at(150 + x - context.x, 160 + y - context.y)[0];
            QVERIFY(std::abs(after.at(x, y)[0] - made) < 0.5F / 255.0F + 1e-6F);
        }
    }
}

void TestFillJob::masksNestAsTheyShould()
{
    auto document = photo({400, 300});
    document->editMask([](Mask& mask) { return mask.paintDab({200, 150, 30}, BrushMode::Add); });
    const auto job = prepareFill(document->snapshot(), kModel);

    const Rect context = job->plan.context;
    int ramp = 0;
    for (int y = 0; y < context.height; ++y) {
        for (int x = 0; x < context.width; ++x) {
            const float hole = *job->mask.at(x, y);
            const float shown = *job->compositeMask.at(x, y);
            const int painted = document->mask().at(context.x + x, context.y + y);
            QVERIFY(hole == 0.0F || hole == 1.0F);
            QVERIFY(shown == 0.0F || hole == 1.0F); // nothing is shown that was not generated
            QVERIFY(painted < 64 || shown == 1.0F); // what was painted is replaced whole
            ramp += shown > 0.0F && shown < 1.0F ? 1 : 0;
        }
    }
    QVERIFY(ramp > 500);
}

void TestFillJob::theImageIsThePhotoInTheContext()
{
    auto document = photo({400, 300});
    paint(*document, {150, 160, 60, 40});
    const auto job = prepareFill(document->snapshot(), kModel);
    const PixelBuffer expected = composite(document->snapshot(), job->plan.context);
    QVERIFY(!job->plan.isPadded());
    for (int y = 0; y < expected.height(); ++y) {
        for (int x = 0; x < expected.width(); ++x) {
            QVERIFY(std::equal(job->image.at(x, y), job->image.at(x, y) + 3, expected.at(x, y)));
        }
    }
}

void TestFillJob::smallCanvasesArePaddedWithTheirEdge()
{
    auto document = photo({61, 53});
    paint(*document, {30, 20, 31, 10});
    const auto job = prepareFill(document->snapshot(), {8, 56, 128, 0});
    QVERIFY(job.has_value());
    QVERIFY(job->plan.isPadded());
    QVERIFY(job->image.size() == job->plan.imageSize);
    QVERIFY(job->mask.size() == job->plan.imageSize);
    const Size content = job->plan.context.size();
    const int last = job->image.width() - 1;
    QVERIFY(std::equal(job->image.at(last, 5), job->image.at(last, 5) + 3,
                       job->image.at(content.width - 1, 5)));
    QCOMPARE(*job->mask.at(last, 25), 1.0F); // the hole goes on where the canvas ends
    const auto layer = finishFill(*job, generatedFor(*job), "Fill");
    QVERIFY(layer.has_value());
    QVERIFY(document->rect().contains(layer->bounds()));
}

void TestFillJob::transparentCanvasIsToBeGenerated()
{
    auto document = photo({300, 300});
    document->setCanvas({400, 300}, {0, 0}, Mask({400, 300}));
    paint(*document, {280, 100, 40, 40});
    const auto job = prepareFill(document->snapshot(), {8, 200, 256, 0});
    const Rect context = job->plan.context;
    QVERIFY(context.right() > 340);
    const int x = 350 - context.x;
    QCOMPARE(*job->mask.at(x, 120 - context.y), 1.0F);
    QCOMPARE(job->image.at(x, 120 - context.y)[0], 0.5F);
    QCOMPARE(*job->compositeMask.at(x, 120 - context.y), 0.0F);
}

void TestFillJob::farPartsBecomeSeparateJobsThatDoNotOverlap()
{
    auto document = photo({900, 300});
    paint(*document, {50, 100, 30, 30});
    paint(*document, {800, 150, 30, 30});
    const auto jobs = prepareFills(document->snapshot(), kModel);
    QVERIFY(jobs.has_value());
    QCOMPARE(jobs->size(), std::size_t{2});
    const Layer first = *finishFill((*jobs)[0], generatedFor((*jobs)[0]), "a");
    const Layer second = *finishFill((*jobs)[1], generatedFor((*jobs)[1]), "b");
    QVERIFY(first.bounds().intersected(second.bounds()).isEmpty());
    QVERIFY(first.bounds().contains(Rect{50, 100, 30, 30}));
    QVERIFY(second.bounds().contains(Rect{800, 150, 30, 30}));
}

void TestFillJob::anEmptySelectionIsRefused()
{
    auto document = photo({100, 100});
    const auto job = prepareFill(document->snapshot(), kModel);
    QVERIFY(!job.has_value());
    QVERIFY(job.error().code == ErrorCode::InvalidArgument);
    QVERIFY(!prepareFills(document->snapshot(), kModel).has_value());
}

void TestFillJob::aResultOfAnotherSizeIsRefused()
{
    auto document = photo({100, 100});
    paint(*document, {20, 20, 20, 20});
    const auto job = prepareFill(document->snapshot(), kModel);
    const auto layer = finishFill(*job, PixelBuffer(10, 10, 3), "Fill");
    QVERIFY(!layer.has_value());
    QVERIFY(layer.error().code == ErrorCode::InvalidArgument);
}

void TestFillJob::growAndFeatherCanBeChosen()
{
    auto document = photo({400, 300});
    paint(*document, {150, 160, 60, 40});
    FillOptions options;
    options.grow = 0;
    const auto tight = prepareFill(document->snapshot(), kModel, options);
    const Layer hard = *finishFill(*tight, generatedFor(*tight), "Fill");
    QVERIFY(hard.bounds() == (Rect{150, 160, 60, 40}));
    options.grow = 20;
    options.feather = 0;
    const auto wide = prepareFill(document->snapshot(), kModel, options);
    const Layer large = *finishFill(*wide, generatedFor(*wide), "Fill");
    QVERIFY(large.bounds() == (Rect{130, 140, 100, 80}));
    QCOMPARE(int(large.mask->at(50, 0)), 255);
}

void TestFillJob::undoTakesTheFillAwayAndRedoBringsItBack()
{
    auto document = photo({400, 300});
    paint(*document, {150, 160, 60, 40});
    const auto job = prepareFill(document->snapshot(), kModel);
    const DocumentSnapshot before = document->snapshot();
    UndoStack stack(*document);
    stack.push(
        std::make_unique<AddLayer>(*finishFill(*job, generatedFor(*job), "Fill"), 1, "Fill"));
    const DocumentSnapshot after = document->snapshot();

    stack.undo();
    QVERIFY(support::sameState(document->snapshot(), before));
    QVERIFY(flatten(document->snapshot()).samePixels(flatten(before)));
    stack.redo();
    QVERIFY(support::sameState(document->snapshot(), after));
}

QTEST_APPLESS_MAIN(TestFillJob)
#include "tst_fill_job.moc"
