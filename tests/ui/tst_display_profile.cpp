/// A document with colours wider than those of the screen is shown as it should look, and stays as
/// it is.

#include <QtTest>

#include "support/photo_window.h"
#include "support/profiles.h"
#include "support/window_driver.h"
#include "ui/theme/theme.h"

class TestDisplayProfile : public QObject {
    Q_OBJECT

private:
    support::PhotoWindow m_program;
    ui::CanvasView& canvas() { return m_program.window.canvas(); }
    ui::DocumentSession& session() { return *m_program.workspace.session(); }

    QColor shown()
    {
        if (!QTest::qWaitFor([this] { return canvas().isSettled(); }, 30000)) {
            return {};
        }
        const QPoint at = canvas().view().toView(QPointF(150, 100)).toPoint();
        return canvas().grab().toImage().pixelColor(at);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_program.window.resize(1200, 800);
        m_program.window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_program.window));
        core::TiledImage pixels({300, 200}, core::PixelFormat::Rgba8);
        pixels.fill(pixels.rect(), std::array{100 / 255.0F, 160 / 255.0F, 100 / 255.0F, 1.0F});
        core::DocumentInfo info;
        info.iccProfile = support::wideProfile();
        m_program.workspace.setSession(std::make_unique<ui::DocumentSession>(
            core::Document::fromImage(std::move(pixels), "Green", info), QString(),
            QStringLiteral("green")));
    }

    void wideColoursAreTurnedIntoThoseOfTheScreen()
    {
        const QColor color = shown();
        QVERIFY(color.red() < 90); // 100 of a wide green is less red on a standard screen
        QVERIFY(qAbs(color.green() - 160) <= 4);
        const core::PixelBuffer kept =
            session().document().layers().front()->pixels.read({150, 100, 1, 1});
        QCOMPARE(qRound(kept.data()[0] * 255), 100);
    }

    void onAWideScreenNothingChanges()
    {
        canvas().setDisplayProfile(support::wideProfile());
        QCOMPARE(shown(), QColor(100, 160, 100));
        canvas().setDisplayProfile({1, 2, 3}); // damaged: colours are shown as they are
        QCOMPARE(shown(), QColor(100, 160, 100));
        canvas().setDisplayProfile({});
        QVERIFY(shown().red() < 90);
    }

    void paintLooksAsItWasChosen()
    {
        auto& paint = canvas().settings().paint;
        paint.setForeground(QColor(200, 60, 40));
        canvas().setTool(QStringLiteral("paint"));
        m_program.brush.setDiameter(120);
        const QPoint at = canvas().view().toView(QPointF(150, 100)).toPoint();
        support::drag(canvas(), at - QPoint(10, 0), at + QPoint(10, 0));
        const QColor color = shown();
        QVERIFY2(qAbs(color.red() - 200) <= 2 && qAbs(color.green() - 60) <= 2 &&
                     qAbs(color.blue() - 40) <= 2,
                 qPrintable(color.name()));
        canvas().setTool(QStringLiteral("picker"));
        paint.setForeground(Qt::black);
        QTest::mouseClick(&canvas(), Qt::LeftButton, {}, at);
        const QColor picked = paint.foreground();
        QVERIFY2(qAbs(picked.red() - 200) <= 2 && qAbs(picked.green() - 60) <= 2,
                 qPrintable(picked.name()));
        session().history().undo();
    }

    void convertingKeepsTheLookAndComesBack()
    {
        const QColor before = shown();
        auto* convert = m_program.window.findChild<QAction*>(QStringLiteral("image.convertSrgb"));
        QVERIFY(convert != nullptr && convert->isEnabled());
        convert->trigger();
        QVERIFY(QTest::qWaitFor(
            [this] { return session().history().undoLabel() == "Convert to sRGB"; }, 30000));
        QVERIFY(session().document().info().iccProfile.empty());
        const QColor after = shown();
        QVERIFY(qAbs(after.red() - before.red()) <= 1 && qAbs(after.green() - before.green()) <= 1);
        QVERIFY(!convert->isEnabled());
        session().history().undo();
        QCOMPARE(shown(), before);
        QVERIFY(!session().document().info().iccProfile.empty());
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestDisplayProfile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_display_profile.moc"
