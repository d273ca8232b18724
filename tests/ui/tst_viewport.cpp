#include <QtTest>

#include "ui/canvas/viewport.h"

using ui::Viewport;

namespace {

Viewport makeViewport(core::Size image = {6000, 4000}, QSizeF view = {1000, 800})
{
    Viewport viewport;
    viewport.setViewSize(view);
    viewport.setImageSize(image);
    return viewport;
}

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

class TestViewport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fitShowsTheWholePictureCentred()
    {
        const Viewport viewport = makeViewport();

        const QRectF shown = viewport.toView(core::Rect{0, 0, 6000, 4000});
        QVERIFY(QRectF(0, 0, 1000, 800).contains(shown));
        QVERIFY(distance(shown.center(), {500, 400}) <= 1.0);
        QVERIFY(viewport.isFitted());
    }

    void fitDoesNotEnlargeASmallPicture()
    {
        const Viewport viewport = makeViewport({100, 60});

        QCOMPARE(viewport.zoom(), 1.0);
    }

    void fitFollowsTheViewUntilTheUserZooms()
    {
        Viewport viewport = makeViewport();
        const double before = viewport.zoom();

        viewport.setViewSize({2000, 1600});
        QVERIFY(viewport.zoom() > before);

        viewport.setZoom(1.0, {10, 10});
        viewport.setViewSize({500, 400});
        QCOMPARE(viewport.zoom(), 1.0);
    }

    void zoomingKeepsThePointUnderThePointer_data()
    {
        QTest::addColumn<QPointF>("anchor");
        QTest::addColumn<double>("factor");
        QTest::newRow("middle in") << QPointF(500, 400) << 2.0;
        QTest::newRow("corner in") << QPointF(120, 240) << 1.25;
        QTest::newRow("edge in a lot") << QPointF(930, 500) << 9.0;
        QTest::newRow("out") << QPointF(430, 500) << 0.9;
    }

    void zoomingKeepsThePointUnderThePointer()
    {
        QFETCH(QPointF, anchor);
        QFETCH(double, factor);
        Viewport viewport = makeViewport();
        const QPointF before = viewport.toImage(anchor);

        viewport.zoomBy(factor, anchor);

        // The corner snaps to whole screen pixels, hence at most one of them.
        QVERIFY(distance(viewport.toView(before), anchor) <= 1.0);
    }

    void zoomStepsGoThroughFullSize()
    {
        Viewport viewport = makeViewport();
        viewport.setZoom(0.5, viewport.viewCentre());

        viewport.zoomStep(1, viewport.viewCentre());
        viewport.zoomStep(1, viewport.viewCentre());
        QCOMPARE(viewport.zoom(), 1.0);
        viewport.zoomStep(-1, viewport.viewCentre());
        QVERIFY(viewport.zoom() < 1.0);
        viewport.zoomStep(1, viewport.viewCentre());
        QCOMPARE(viewport.zoom(), 1.0);
    }

    void zoomStaysInItsLimits()
    {
        Viewport viewport = makeViewport();

        viewport.setZoom(1e9, {0, 0});
        QCOMPARE(viewport.zoom(), Viewport::kMaxZoom);
        viewport.setZoom(1e-9, {0, 0});
        QCOMPARE(viewport.zoom(), Viewport::kMinZoom);
    }

    void panningNeverLosesThePicture()
    {
        Viewport viewport = makeViewport();
        viewport.setZoom(1.0, {500, 400});

        viewport.panBy({1e6, -1e6});

        QVERIFY(!viewport.visiblePixels({0, 0, 1000, 800}).isEmpty());
    }

    void viewAndImageCoordinatesAreInverse()
    {
        Viewport viewport = makeViewport();
        viewport.setZoom(3.7, {300, 200});

        QVERIFY(distance(viewport.toImage(viewport.toView(QPointF(123.4, 567.8))), {123.4, 567.8}) <
                1e-6);
        QVERIFY(distance(viewport.transform().map(QPointF(10, 20)),
                         viewport.toView(QPointF(10, 20))) < 1e-6);
    }

    void fullSizeIsOnePixelPerPhysicalPixel()
    {
        Viewport viewport = makeViewport();
        viewport.setDevicePixelRatio(2.0);

        viewport.setZoom(1.0, {0, 0});

        QCOMPARE(viewport.toView(core::Rect{0, 0, 200, 100}).width(), 100.0);
    }

    void thePictureLiesOnWholePhysicalPixels()
    {
        Viewport viewport = makeViewport();
        viewport.setZoom(1.0, {333.3, 211.7});
        viewport.panBy({0.37, 0.81});

        const QPointF corner = viewport.toView(QPointF(0, 0));
        QCOMPARE(corner.x(), std::round(corner.x()));
        QCOMPARE(corner.y(), std::round(corner.y()));
    }

    void turningKeepsTheMiddle_data()
    {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<bool>("mirrored");
        QTest::newRow("15") << 15.0 << false;
        QTest::newRow("-90") << -90.0 << false;
        QTest::newRow("200, mirrored") << 200.0 << true;
        QTest::newRow("mirrored") << 0.0 << true;
    }

    void turningKeepsTheMiddle()
    {
        QFETCH(double, degrees);
        QFETCH(bool, mirrored);
        Viewport viewport = makeViewport();
        viewport.setZoom(0.5, {300, 200});
        const QPointF middle = viewport.toImage({500, 400});

        viewport.setRotation(degrees);
        viewport.setMirrored(mirrored);

        QVERIFY(distance(viewport.toView(middle), {500, 400}) <= 1.0);
        QVERIFY(distance(viewport.toImage(viewport.toView(QPointF(123.4, 567.8))), {123.4, 567.8}) <
                1e-6);
        viewport.panBy({20, 30});
        QVERIFY(distance(viewport.toView(middle), {520, 430}) <= 1.0);
    }

    void mirroringSwapsLeftAndRight()
    {
        Viewport viewport = makeViewport();

        viewport.setMirrored(true);

        QVERIFY(viewport.toView(QPointF(0, 0)).x() > viewport.toView(QPointF(6000, 0)).x());
        QVERIFY(!viewport.isUpright());
    }

    void aTurnedPictureStillFits()
    {
        Viewport viewport = makeViewport();

        viewport.setRotation(30);

        const QRectF shown = viewport.toView(core::Rect{0, 0, 6000, 4000});
        QVERIFY(QRectF(0, 0, 1000, 800).contains(shown));
        viewport.setRotation(390);
        QCOMPARE(viewport.rotation(), 30.0);
    }

    void visiblePixelsAreCutToThePicture()
    {
        const Viewport viewport = makeViewport();

        QCOMPARE(viewport.visiblePixels({0, 0, 1000, 800}), (core::Rect{0, 0, 6000, 4000}));
        QVERIFY(viewport.visiblePixels({0, 0, 5, 5}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestViewport)
#include "tst_viewport.moc"
