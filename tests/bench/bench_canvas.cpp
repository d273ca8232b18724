/// Frames and brush strokes on a large document in a view of 1920 x 1080, drawn by the raster
/// painter. Usage: bench_canvas [megapixels]; QT_QPA_PLATFORM=offscreen needs no screen.

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTextStream>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

#include "core/image/tiled_image.h"
#include "support/window_driver.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document_session.h"
#include "ui/tools/brush_settings.h"
#include "ui/widgets/status_strip.h"

namespace {

/// Smooth colours with some noise, so that nothing is trivially one colour.
core::TiledImage makePhoto(core::Size size)
{
    core::TiledImage image(size, core::PixelFormat::Rgba8);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(size.width) * 4);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            std::uint8_t* p = row.data() + static_cast<std::size_t>(x) * 4;
            p[0] = static_cast<std::uint8_t>(x * 255 / size.width);
            p[1] = static_cast<std::uint8_t>(y * 255 / size.height);
            p[2] = static_cast<std::uint8_t>((x * 7 + y * 13) & 255);
            p[3] = 255;
        }
        image.writeRow(0, y, size.width, row.data());
    }
    return image;
}

class Report {
public:
    void measure(const char* what, int times, const std::function<void(int)>& step)
    {
        std::vector<double> all;
        for (int i = 0; i < times; ++i) {
            QElapsedTimer timer;
            timer.start();
            step(i);
            all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            QCoreApplication::processEvents();
        }
        std::sort(all.begin(), all.end());
        m_out << what << ": median " << all[all.size() / 2] << " ms, p95 "
              << all[all.size() * 95 / 100] << " ms, longest " << all.back() << " ms\n";
        m_out.flush();
    }
    QTextStream& out() { return m_out; }

private:
    QTextStream m_out{stdout};
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const double megapixels = argc > 1 ? std::atof(argv[1]) : 24;
    const int height = static_cast<int>(std::sqrt(megapixels * 1e6 / 1.5));
    const core::Size size{height * 3 / 2, height};

    ui::DocumentSession session(core::Document::fromImage(makePhoto(size), "Photo"), QString(),
                                QString());
    ui::BrushSettings brush;
    ui::CanvasView canvas(brush);
    canvas.resize(1920, 1080);
    canvas.show();

    Report report;
    report.out() << size.width << " x " << size.height << " pixels, view 1920 x 1080\n";
    QElapsedTimer opening;
    opening.start();
    canvas.setSession(&session);
    const auto settle = [&] {
        canvas.repaint();
        return QTest::qWaitFor([&] { return canvas.isSettled(); }, 60000);
    };
    if (!settle()) {
        return 1;
    }
    report.out() << "first full picture after " << opening.elapsed() << " ms\n";

    report.measure("frame, fitted", 60, [&](int) { canvas.repaint(); });
    report.measure("zoom frame", 60, [&](int i) {
        support::turnWheel(canvas, {900, 500}, i % 20 < 10 ? 1 : -1);
        canvas.repaint();
    });
    for (const double zoom : {1.0, 0.7, 3.0}) {
        canvas.setZoom(zoom);
        if (!settle()) {
            return 1;
        }
        const QByteArray name = "pan frame at " + QByteArray::number(zoom * 100) + " %";
        report.measure(name.constData(), 60, [&](int i) {
            support::drag(canvas, {900, 500}, {900 + (i % 2 == 0 ? 40 : -40), 520},
                          Qt::MiddleButton, {}, 1);
            canvas.repaint();
        });
    }

    canvas.fit();
    if (!settle()) {
        return 1;
    }
    brush.setDiameter(300);
    const auto send = [&](QEvent::Type type, QPointF at, Qt::MouseButtons held) {
        QMouseEvent event(type, at, canvas.mapToGlobal(at),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, held, {});
        QApplication::sendEvent(&canvas, &event);
    };
    send(QEvent::MouseButtonPress, {300, 500}, Qt::LeftButton);
    report.measure("brush event, 300 px, with its redraw", 120, [&](int i) {
        send(QEvent::MouseMove, {300.0 + i * 8, 500 + 150 * std::sin(i * 0.2)}, Qt::LeftButton);
        QCoreApplication::processEvents();
    });
    send(QEvent::MouseButtonRelease, {1200, 500}, Qt::NoButton);
    report.out() << "memory " << ui::residentBytes() / (1 << 20) << " MiB\n";
    canvas.setSession(nullptr);
    return 0;
}
