/// Frames and brush events on large documents in a view of 1920 x 1080, drawn by the raster
/// painter. Usage: bench_canvas [megapixels ...]; without arguments 24 and 100.
/// QT_QPA_PLATFORM=offscreen needs no screen. Each line gives milliseconds on the clock (which a
/// busy machine lengthens) and, in brackets, of processor time spent by the GUI thread.

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMouseEvent>
#include <QTextStream>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

#include "core/image/tiled_image.h"
#include "support/window_driver.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document_session.h"
#include "ui/tools/brush_settings.h"

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

double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A figure of /proc/self/status, MiB.
int statusMebibytes(const QByteArray& name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith(name + ':')) {
                return line.mid(name.size() + 1).simplified().split(' ').first().toInt() / 1024;
            }
        }
    }
    return 0;
}

/// From now on the kernel counts the peak of memory anew.
void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly)) {
        file.write("5");
    }
}

class Report {
public:
    /// Runs `step` so many times and prints the quantiles.
    void measure(const QString& what, int times, const std::function<void(int)>& step)
    {
        std::vector<double> wall;
        std::vector<double> own;
        for (int i = 0; i < times; ++i) {
            QElapsedTimer timer;
            timer.start();
            const double before = threadMilliseconds();
            step(i);
            own.push_back(threadMilliseconds() - before);
            wall.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            QCoreApplication::processEvents();
        }
        m_out << QStringLiteral("  %1 ").arg(what, -34);
        for (std::vector<double>* times : {&wall, &own}) {
            std::sort(times->begin(), times->end());
            const auto at = [&](double share) {
                const auto last = static_cast<double>(times->size() - 1);
                return QString::number((*times)[static_cast<std::size_t>(last * share)], 'f', 1);
            };
            m_out << (times == &own ? " [" : "") << at(0.5) << " / " << at(0.95) << " / " << at(1.0)
                  << (times == &own ? "]" : " ms");
        }
        m_out << "\n";
        m_out.flush();
    }
    QTextStream& out() { return m_out; }

private:
    QTextStream m_out{stdout};
};

class Bench {
public:
    Bench(Report& report, double megapixels) : m_report(report), m_canvas(m_brush)
    {
        const int height = static_cast<int>(std::sqrt(megapixels * 1e6 / 1.5));
        m_size = {height * 3 / 2, height};
        m_session = std::make_unique<ui::DocumentSession>(
            core::Document::fromImage(makePhoto(m_size), "Photo"), QString(), QString());
        m_canvas.resize(1920, 1080);
        m_canvas.show();
    }

    bool run()
    {
        std::array<double, 3> load{};
        getloadavg(load.data(), 3);
        m_report.out() << m_size.width << " x " << m_size.height << " pixels ("
                       << m_size.area() * 4 / (1 << 20) << " MiB), view 1920 x 1080, load "
                       << load[0] << "; p50 / p95 / longest, [processor time of the GUI thread]\n";
        forgetPeak();
        if (!open()) {
            return false;
        }
        m_report.measure(QStringLiteral("nothing changed, fitted"), 60,
                         [&](int) { m_canvas.repaint(); });
        zoom();
        for (const double zoom : {0.3, 0.7, 1.0, 3.0}) {
            m_canvas.setZoom(zoom);
            if (!settle()) {
                return false;
            }
            pan(QStringLiteral("pan at %1 %").arg(zoom * 100));
        }
        m_canvas.setRotation(30);
        m_canvas.setZoom(0.7);
        if (!settle()) {
            return false;
        }
        pan(QStringLiteral("pan at 70 %, turned by 30 degrees"));
        m_report.measure(QStringLiteral("turn the view"), 30, [&](int i) {
            m_canvas.setRotation(30 + i);
            m_canvas.repaint();
        });
        m_canvas.setRotation(0);
        for (const double zoom : {0.0, 1.0}) {
            zoom > 0 ? m_canvas.setZoom(zoom) : m_canvas.fit();
            if (!settle()) {
                return false;
            }
            brush(zoom > 0 ? QStringLiteral("brush event, 300 px, at 100 %")
                           : QStringLiteral("brush event, 300 px, fitted"));
        }
        m_report.out() << "  memory " << statusMebibytes("VmRSS") << " MiB, peak "
                       << statusMebibytes("VmHWM") << " MiB\n";
        m_canvas.setSession(nullptr);
        return true;
    }

private:
    bool settle()
    {
        m_canvas.repaint();
        return QTest::qWaitFor([&] { return m_canvas.isSettled(); }, 60000);
    }

    bool open()
    {
        QElapsedTimer timer;
        timer.start();
        m_canvas.setSession(m_session.get());
        m_canvas.repaint();
        if (!QTest::qWaitFor([&] { return m_canvas.isSettled(); }, 60000)) {
            return false;
        }
        m_canvas.repaint();
        m_report.out() << "  whole picture in full quality after " << timer.elapsed() << " ms\n";
        return true;
    }

    void zoom()
    {
        m_report.measure(QStringLiteral("zoom by the wheel"), 60, [&](int i) {
            support::turnWheel(m_canvas, {900, 500}, i % 20 < 10 ? 1 : -1);
            m_canvas.repaint();
        });
    }

    void pan(const QString& what)
    {
        // A long way in one direction, so that new tiles keep coming into view.
        QPointF at(960, 540);
        send(QEvent::MouseButtonPress, at, Qt::MiddleButton, Qt::MiddleButton);
        m_report.measure(what, 90, [&](int i) {
            at += QPointF(i < 45 ? 37 : -31, 19);
            send(QEvent::MouseMove, at, Qt::NoButton, Qt::MiddleButton);
            m_canvas.repaint();
        });
        send(QEvent::MouseButtonRelease, at, Qt::MiddleButton, Qt::NoButton);
    }

    void brush(const QString& what)
    {
        m_brush.setDiameter(300);
        m_canvas.setTool(QStringLiteral("mask-brush"));
        send(QEvent::MouseButtonPress, {300, 500}, Qt::LeftButton, Qt::LeftButton);
        m_report.measure(what, 120, [&](int i) {
            send(QEvent::MouseMove, {300.0 + i * 8, 500 + 150 * std::sin(i * 0.2)}, Qt::NoButton,
                 Qt::LeftButton);
            QCoreApplication::processEvents();
        });
        send(QEvent::MouseButtonRelease, {1200, 500}, Qt::LeftButton, Qt::NoButton);
    }

    void send(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons held)
    {
        QMouseEvent event(type, at, m_canvas.mapToGlobal(at), button, held, {});
        QApplication::sendEvent(&m_canvas, &event);
    }

    Report& m_report;
    core::Size m_size;
    std::unique_ptr<ui::DocumentSession> m_session;
    ui::BrushSettings m_brush;
    ui::CanvasView m_canvas;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    std::vector<double> sizes;
    for (int i = 1; i < argc; ++i) {
        sizes.push_back(std::atof(argv[i]));
    }
    if (sizes.empty()) {
        sizes = {24, 100};
    }
    Report report;
    for (const double megapixels : sizes) {
        if (!Bench(report, megapixels).run()) {
            report.out() << "The picture was not ready within a minute.\n";
            return 1;
        }
    }
    return 0;
}
