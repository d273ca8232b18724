#include <QtTest>

#include <cmath>

#include "core/document/compositor.h"
#include "support/documents.h"
#include "ui/canvas/canvas_frame.h"
#include "ui/canvas/marching_ants.h"
#include "ui/canvas/viewport.h"

namespace {

constexpr QSize kView(420, 330);
constexpr int kCheckerSide = 8;

/// One level of a picture, four (or one) channels of doubles.
struct Level {
    core::Size size;
    int channels = 4;
    std::vector<std::uint8_t> bytes;

    [[nodiscard]] double at(int x, int y, int c) const
    {
        const int clampedX = std::clamp(x, 0, size.width - 1);
        const int clampedY = std::clamp(y, 0, size.height - 1);
        return bytes[static_cast<std::size_t>((clampedY * size.width + clampedX) * channels + c)];
    }

    [[nodiscard]] Level halved() const
    {
        Level out;
        out.size = {(size.width + 1) / 2, (size.height + 1) / 2};
        out.channels = channels;
        out.bytes.resize(static_cast<std::size_t>(out.size.area() * channels));
        (channels == 4 ? core::halveRgba8 : core::halveGray8)(
            bytes.data(), std::ptrdiff_t{size.width} * channels, size, out.bytes.data(),
            std::ptrdiff_t{out.size.width} * channels);
        return out;
    }

    /// At (u, v) of this level; between pixel centres, or the pixel there.
    [[nodiscard]] double sample(double u, double v, int c, bool nearest) const
    {
        if (nearest) {
            return at(static_cast<int>(std::floor(u)), static_cast<int>(std::floor(v)), c);
        }
        const int x = static_cast<int>(std::floor(u - 0.5));
        const int y = static_cast<int>(std::floor(v - 0.5));
        const double fx = u - 0.5 - x;
        const double fy = v - 0.5 - y;
        const double upper = at(x, y, c) * (1 - fx) + at(x + 1, y, c) * fx;
        const double lower = at(x, y + 1, c) * (1 - fx) + at(x + 1, y + 1, c) * fx;
        return upper * (1 - fy) + lower * fy;
    }
};

Level wholePicture(const core::DocumentSnapshot& snapshot)
{
    Level out{snapshot.size, 4, {}};
    out.bytes.resize(static_cast<std::size_t>(snapshot.size.area()) * 4);
    core::compositeRgba8(snapshot, snapshot.rect(), out.bytes.data(),
                         std::ptrdiff_t{4} * snapshot.size.width, core::AlphaMode::Premultiplied);
    return out;
}

Level wholeMask(const core::Mask& mask)
{
    Level out{mask.size(), 1, {}};
    out.bytes.resize(static_cast<std::size_t>(mask.size().area()));
    mask.readGray8(core::Rect::fromSize(mask.size()), out.bytes.data(), mask.size().width);
    return out;
}

/// The view, drawn pixel by pixel from the whole composite.
class Reference {
public:
    Reference(const core::DocumentSnapshot& snapshot, const ui::FrameScene& scene)
        : m_scene(scene), m_size(snapshot.size), m_toImage(scene.toView.inverted()),
          m_picture(wholePicture(snapshot)), m_mask(wholeMask(snapshot.mask))
    {
        while (scene.zoom * m_perLevel * 2 <= 1.0 + 1e-6 &&
               (m_picture.size.width > 256 || m_picture.size.height > 256)) {
            m_picture = m_picture.halved();
            m_mask = m_mask.halved();
            m_perLevel *= 2;
        }
    }

    /// Red, green or blue of a pixel of the view, as 8 bits.
    [[nodiscard]] int level8(int x, int y, int channel) const
    {
        return static_cast<int>(std::lround(level(x, y, channel)));
    }

private:
    [[nodiscard]] double level(int x, int y, int channel) const
    {
        const QPointF at = m_toImage.map(QPointF(x + 0.5, y + 0.5));
        if (at.x() < 0 || at.y() < 0 || at.x() >= m_size.width || at.y() >= m_size.height) {
            return part(m_scene.surround.rgb(), channel);
        }
        const bool nearest = m_scene.zoom >= ui::kNearestFrom;
        const double u = at.x() / m_perLevel;
        const double v = at.y() / m_perLevel;
        const int squareX = static_cast<int>(std::floor((x - m_scene.toView.dx()) / kCheckerSide));
        const int squareY = static_cast<int>(std::floor((y - m_scene.toView.dy()) / kCheckerSide));
        const bool light = ((squareX + squareY) & 1) == 0;
        const double below = part(light ? m_scene.checker.light : m_scene.checker.dark, channel);
        const double alpha = m_picture.sample(u, v, 3, nearest) / 255.0;
        const double shown = m_picture.sample(u, v, channel, nearest) + below * (1 - alpha);
        if (m_scene.mask == nullptr) {
            return shown;
        }
        const double share = m_mask.sample(u, v, 0, nearest) / 255.0 * m_scene.tint.alphaF();
        return shown * (1 - share) + part(m_scene.tint.rgb(), channel) * share;
    }

    static double part(QRgb color, int channel)
    {
        return channel == 0 ? qRed(color) : channel == 1 ? qGreen(color) : qBlue(color);
    }

    ui::FrameScene m_scene;
    core::Size m_size;
    QTransform m_toImage;
    Level m_picture;
    Level m_mask;
    double m_perLevel = 1;
};

/// A document with a canvas's caches, without a widget.
class Stage {
public:
    explicit Stage(std::unique_ptr<core::Document> document) : m_document(std::move(document))
    {
        m_viewport.setViewSize(kView);
        m_viewport.setImageSize(m_document->size());
        m_picture.reset(ui::pictureSource(m_document->snapshot()));
        m_mask.reset(ui::maskSource(m_document->mask()));
        m_frame.resize(kView, 1.0);
        QObject::connect(&m_picture, &ui::TileCache::tilesReady, [this] { m_frame.invalidate(); });
        QObject::connect(&m_mask, &ui::TileCache::tilesReady, [this] { m_frame.invalidate(); });
    }

    ui::FrameScene scene()
    {
        ui::FrameScene out;
        out.toView = m_viewport.physicalTransform();
        out.zoom = m_viewport.zoom();
        out.picture = &m_picture;
        out.mask = m_withMask ? &m_mask : nullptr;
        out.tint = QColor(250, 60, 80, 128);
        out.surround = QColor(24, 25, 26);
        out.pending = QColor(1, 2, 3);
        out.checker.side = kCheckerSide;
        return out;
    }

    /// Draws until everything is up to date.
    bool settle()
    {
        const core::Rect seen = m_viewport.visiblePixels(QRectF(QPointF(), kView));
        const int level = m_picture.levelForScale(m_viewport.zoom());
        m_frame.refresh(scene());
        m_picture.request(level, seen);
        m_mask.request(level, seen);
        const bool ready = QTest::qWaitFor(
            [&] { return m_picture.areFresh(level, seen) && m_mask.areFresh(level, seen); }, 20000);
        m_frame.refresh(scene());
        return ready;
    }

    /// Largest difference between what is drawn and what should be.
    int error()
    {
        const Reference reference(m_document->snapshot(), scene());
        int worst = 0;
        for (int y = 0; y < kView.height(); ++y) {
            for (int x = 0; x < kView.width(); ++x) {
                const QRgb drawn = m_frame.image().pixel(x, y);
                const int parts[] = {qRed(drawn), qGreen(drawn), qBlue(drawn)};
                for (int c = 0; c < 3; ++c) {
                    worst = std::max(worst, std::abs(parts[c] - reference.level8(x, y, c)));
                }
            }
        }
        return worst;
    }

    core::Document& document() { return *m_document; }
    ui::Viewport& viewport() { return m_viewport; }
    ui::TileCache& picture() { return m_picture; }
    ui::TileCache& mask() { return m_mask; }
    ui::CanvasFrame& frame() { return m_frame; }
    void setWithMask(bool on) { m_withMask = on; }

private:
    std::unique_ptr<core::Document> m_document;
    ui::Viewport m_viewport;
    ui::TileCache m_picture;
    ui::TileCache m_mask;
    ui::CanvasFrame m_frame;
    bool m_withMask = false;
};

// Levels: rounding where tiles are sampled, put over the checkerboard and under the tint.
constexpr int kTolerance = 1;

std::unique_ptr<core::Document> manyTiles()
{
    return support::threeLayerDocument({1400, 900});
}

} // namespace

class TestCanvasFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsDrawnAtRestIsTheComposite_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("rotation");
        QTest::addColumn<bool>("mirrored");
        QTest::addColumn<bool>("masked");
        for (const double zoom : {0.0, 0.125, 0.3, 0.5, 0.73, 1.0, 1.4, 2.0, 3.3, 12.0}) {
            QTest::addRow("%g upright", zoom) << zoom << 0.0 << false << false;
        }
        QTest::newRow("selection, fitted") << 0.0 << 0.0 << false << true;
        QTest::newRow("selection, 70 %") << 0.7 << 0.0 << false << true;
        QTest::newRow("selection, 500 %") << 5.0 << 0.0 << false << true;
        QTest::newRow("mirrored, fitted") << 0.0 << 0.0 << true << true;
        QTest::newRow("mirrored, 100 %") << 1.0 << 0.0 << true << true;
        QTest::newRow("turned by 90, 100 %") << 1.0 << 90.0 << false << true;
        QTest::newRow("turned by 180, 60 %") << 0.6 << 180.0 << false << false;
        QTest::newRow("turned by 33, 60 %") << 0.6 << 33.0 << false << true;
        QTest::newRow("turned by 33, mirrored, 300 %") << 3.0 << 33.0 << true << true;
    }

    void whatIsDrawnAtRestIsTheComposite()
    {
        QFETCH(double, zoom);
        QFETCH(double, rotation);
        QFETCH(bool, mirrored);
        QFETCH(bool, masked);
        Stage stage(manyTiles());
        stage.setWithMask(masked);
        stage.viewport().setRotation(rotation);
        stage.viewport().setMirrored(mirrored);
        if (zoom > 0) {
            stage.viewport().setZoom(zoom, {100, 90});
        }

        QVERIFY(stage.settle());

        const int error = stage.error();
        QVERIFY2(error <= kTolerance, qPrintable(QString::number(error)));
    }

    void panningMovesWhatIsThereAndDrawsTheRest()
    {
        Stage stage(manyTiles());
        stage.setWithMask(true);
        stage.viewport().setZoom(0.8, {200, 150});
        QVERIFY(stage.settle());
        for (const QPointF by : {QPointF(13, -7), QPointF(-40, 25), QPointF(0, -60), QPointF(300, 0),
                                 QPointF(-900, 900)}) {
            stage.viewport().panBy(by);
            QVERIFY(stage.settle());
            QVERIFY(stage.error() <= kTolerance);
        }
    }

    void aSmallChangeIsRightAtOnce_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::newRow("fitted") << 0.0;
        QTest::newRow("100 %") << 1.0;
        QTest::newRow("40 %") << 0.4;
    }

    void aSmallChangeIsRightAtOnce()
    {
        QFETCH(double, zoom);
        Stage stage(manyTiles());
        stage.setWithMask(true);
        if (zoom > 0) {
            stage.viewport().setZoom(zoom, {100, 90});
        }
        QVERIFY(stage.settle());

        // Across the corner of four tiles, at odd pixels.
        const core::Rect area{201, 199, 131, 77};
        const core::LayerId bottom = stage.document().layers().front()->id;
        stage.document().editLayer(bottom, [&](core::TiledImage& pixels, auto&) {
            const float green[] = {0.1F, 0.8F, 0.2F, 1.0F};
            pixels.fill(area, green);
            return area;
        });
        const core::Rect masked{240, 230, 55, 44};
        stage.document().editMask([&](core::Mask& mask) {
            mask.fill(masked, 255);
            return masked;
        });
        stage.picture().update(ui::pictureSource(stage.document().snapshot()), area);
        stage.mask().update(ui::maskSource(stage.document().mask()), masked);
        stage.frame().invalidate();
        stage.frame().refresh(stage.scene());

        QVERIFY(stage.error() <= kTolerance); // without waiting for anything
    }

    void aLargeChangeIsRightInTheEnd()
    {
        Stage stage(manyTiles());
        QVERIFY(stage.settle());
        const core::LayerId bottom = stage.document().layers().front()->id;
        const core::Rect area = stage.document().rect();
        stage.document().editLayer(bottom, [&](core::TiledImage& pixels, auto&) {
            const float color[] = {0.4F, 0.3F, 0.2F, 1.0F};
            pixels.fill(area, color);
            return area;
        });
        // Asked for again while the first answer is on its way.
        stage.picture().update(ui::pictureSource(stage.document().snapshot()), area);
        stage.picture().request(1, area);
        stage.document().editLayer(bottom, [&](core::TiledImage& pixels, auto&) {
            const float color[] = {0.9F, 0.1F, 0.2F, 1.0F};
            pixels.fill(area, color);
            return area;
        });
        stage.picture().update(ui::pictureSource(stage.document().snapshot()), area);
        stage.frame().invalidate();

        QVERIFY(stage.settle());
        stage.frame().invalidate();
        stage.frame().refresh(stage.scene());
        QVERIFY(stage.error() <= kTolerance);
    }

    void whatIsNotMadeYetShowsCoarser()
    {
        auto document = core::Document::fromImage(
            core::TiledImage({2000, 1200}, core::PixelFormat::Rgba8), "Photo");
        document->editLayer(document->layers().front()->id, [&](core::TiledImage& pixels, auto&) {
            const float color[] = {0.9F, 0.5F, 0.2F, 1.0F};
            pixels.fill(pixels.rect(), color);
            return pixels.rect();
        });
        Stage stage(std::move(document));
        QVERIFY(stage.settle());

        stage.viewport().setZoom(1.0, {200, 150});
        stage.frame().refresh(stage.scene()); // nothing of this level was made

        QVERIFY(stage.error() <= kTolerance);
    }

    void theEdgeOfTheSelectionIsItsRim()
    {
        QImage coverage(40, 30, QImage::Format_Grayscale8);
        coverage.fill(0);
        for (int y = 10; y < 20; ++y) {
            for (int x = 5; x < 25; ++x) {
                coverage.scanLine(y)[x] = 255;
            }
        }

        const std::vector<QPoint> edge = ui::selectionEdge(coverage);

        QCOMPARE(edge.size(), std::size_t{2 * 20 + 2 * 8});
        QVERIFY(std::all_of(edge.begin(), edge.end(), [](const QPoint& p) {
            return p.x() == 5 || p.x() == 24 || p.y() == 10 || p.y() == 19;
        }));
    }

    void aSelectionOfEverythingHasNoEdge()
    {
        QImage coverage(40, 30, QImage::Format_Grayscale8);
        coverage.fill(255);

        QVERIFY(ui::selectionEdge(coverage).empty());
    }
};

QTEST_GUILESS_MAIN(TestCanvasFrame)
#include "tst_canvas_frame.moc"
