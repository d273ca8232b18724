/// The window on a screen with two physical pixels to a logical one: the picture is drawn in
/// physical pixels, tools hit what is under the pointer.

#include <QtTest>

#include "core/document/compositor.h"
#include "support/photo_window.h"
#include "support/window_driver.h"
#include "ui/theme/theme.h"

class TestHidpi : public QObject {
    Q_OBJECT

private:
    ui::MainWindow& window() { return m_program.window; }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_program.workspace.session(); }

    support::PhotoWindow m_program;

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(qApp->devicePixelRatio(), 2.0);
        window().resize(1280, 800);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        m_program.openPhoto(QStringLiteral(STILLWATER_SAMPLES "/boats.jpg"));
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, 60000));
    }

    void atFullZoomAPixelOfThePhotoIsAPixelOfTheScreen()
    {
        canvas().setZoom(1);
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, 60000));
        const QImage shown = canvas().grab().toImage().convertToFormat(QImage::Format_RGB32);
        QCOMPARE(shown.size(), canvas().size() * 2);
        const QPointF corner = canvas().view().toImage(QPointF(0, 0));
        const core::Point from{qRound(corner.x()), qRound(corner.y())};
        std::vector<std::uint8_t> row(static_cast<std::size_t>(shown.width()) * 4);
        for (const int y : {101, 300, 517}) {
            core::compositeRgba8(session().document().snapshot(),
                                 {from.x, from.y + y, shown.width(), 1}, row.data(), 0,
                                 core::AlphaMode::Premultiplied);
            for (int x = 0; x < shown.width(); ++x) {
                const QRgb pixel = shown.pixel(x, y);
                const std::uint8_t* truth = row.data() + std::ptrdiff_t{4} * x;
                QCOMPARE(qRed(pixel), int(truth[0]));
                QCOMPARE(qGreen(pixel), int(truth[1]));
                QCOMPARE(qBlue(pixel), int(truth[2]));
            }
        }
    }

    void aDragSelectsWhatWasUnderThePointer()
    {
        canvas().fit();
        QTest::keyClick(&window(), Qt::Key_R);
        const auto view = [this](QPointF pixel) { return canvas().view().toView(pixel).toPoint(); };
        support::drag(canvas(), view({500, 400}), view({1500, 1200}));
        QVERIFY(QTest::qWaitFor([this] { return !canvas().selectionJobs().isRunning(); }, 60000));
        const core::Rect got = session().document().mask().bounds();
        const double slack = 2 / canvas().view().zoom() + 2;
        QVERIFY(qAbs(got.x - 500) < slack && qAbs(got.y - 400) < slack);
        QVERIFY(qAbs(got.right() - 1500) < slack && qAbs(got.bottom() - 1200) < slack);
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, 60000));
        const QString folder = QDir(QCoreApplication::applicationDirPath())
                                   .absoluteFilePath(QStringLiteral("../screenshots/hidpi"));
        support::screenshot(window(), folder, QStringLiteral("1-window"));
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_SCALE_FACTOR", "2");
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestHidpi test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_hidpi.moc"
