/// Editing a photo by mouse and keyboard in the program's window, without codec and engine: crop,
/// turns, sizes, paint, layers, transform, adjustments. Leaves pictures in
/// <build>/screenshots/edit.

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>

#include "core/edit/layer_edits.h"
#include "support/photo_window.h"
#include "support/window_driver.h"
#include "ui/adjust/adjust_dialog.h"
#include "ui/adjust/adjust_preview.h"
#include "ui/adjust/curve_editor.h"
#include "ui/command_palette.h"
#include "ui/panels/layer_delegate.h"
#include "ui/panels/layer_list_model.h"
#include "ui/panels/navigator_panel.h"
#include "ui/preferences/preferences_control.h"
#include "ui/preferences/preferences_dialog.h"
#include "ui/preferences/shortcut_presets.h"
#include "ui/preferences/shortcut_table.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace {
constexpr int kWaitMilliseconds = 60000;
}

class TestJourneyEdit : public QObject {
    Q_OBJECT

private:
    ui::MainWindow& window() { return m_program->window; }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_program->workspace.session(); }
    core::Size size() { return session().document().size(); }
    QPoint viewPoint(QPointF pixel) { return canvas().view().toView(pixel).toPoint(); }

    void waitForJob()
    {
        QVERIFY(
            QTest::qWaitFor([this] { return !canvas().jobs().isRunning(); }, kWaitMilliseconds));
    }
    void shoot(const char* name)
    {
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kWaitMilliseconds));
        support::screenshot(window(), m_screenshots, QLatin1String(name));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&window(), key, modifiers);
        waitForJob();
    }
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        support::drag(canvas(), viewPoint(from), viewPoint(to), Qt::LeftButton, modifiers);
        waitForJob();
    }
    template <class T> T* dialog(const char* name)
    {
        T* found = nullptr;
        static_cast<void>(QTest::qWaitFor([&] {
            found = support::findVisible<T>(window(), QLatin1String(name));
            return found != nullptr;
        }));
        return found;
    }
    void choose(const char* id)
    {
        auto* action = window().findChild<QAction*>(QLatin1String(id));
        QVERIFY2(action != nullptr && action->isEnabled(), id);
        action->trigger();
        waitForJob();
    }

    QString m_screenshots;
    std::unique_ptr<support::PhotoWindow> m_program;

private Q_SLOTS:
    void initTestCase()
    {
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/edit"));
        m_program = std::make_unique<support::PhotoWindow>();
    }

    void init()
    {
        window().resize(1440, 900);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        m_program->openPhoto(QStringLiteral(STILLWATER_SAMPLES "/boats.jpg"));
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        canvas().setFocus();
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kWaitMilliseconds));
    }

    void noTwoCommandsShareAKey()
    {
        QMap<QString, QString> owners;
        for (const QAction* action : window().actions()) {
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!owners.contains(text),
                         qPrintable(text + owners.value(text) + action->objectName()));
                owners[text] = action->objectName();
            }
        }
        QVERIFY(owners.size() > 60);
    }

    void cropWithTheFrameAndBack()
    {
        key(Qt::Key_C);
        drag({400, 300}, {1900, 1300});
        shoot("1-crop-frame");
        QTest::keyClick(&canvas(), Qt::Key_Return);
        waitForJob();
        QVERIFY(qAbs(size().width - 1500) <= 3);
        shoot("2-cropped");
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(size(), (core::Size{2560, 1600}));
        drag({400, 300}, {1900, 1300});
        key(Qt::Key_Escape);
        QCOMPARE(session().history().index(), 0);
    }

    void straightenByTheFrame()
    {
        key(Qt::Key_C);
        drag({500, 300}, {2000, 1300});
        auto* angle = dialog<ui::SliderField>("cropAngle");
        QVERIFY(angle != nullptr);
        Q_EMIT angle->edited(6);
        shoot("3-straighten");
        QTest::keyClick(&canvas(), Qt::Key_Return);
        waitForJob();
        QVERIFY(qAbs(size().width - 1500) <= 3);
        shoot("4-straightened");
    }

    void turnsAndFlips()
    {
        choose("image.rotateRight");
        QCOMPARE(size(), (core::Size{1600, 2560}));
        choose("image.flipHorizontal");
        shoot("5-turned-and-flipped");
        key(Qt::Key_Z, Qt::ControlModifier);
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(size(), (core::Size{2560, 1600}));
    }

    void imageAndCanvasSize()
    {
        choose("image.size");
        auto* scale = dialog<QDialog>("imageSizeDialog");
        QVERIFY(scale != nullptr);
        scale->findChild<QSpinBox*>(QStringLiteral("imageWidth"))->setValue(1280);
        support::screenshot(*scale, m_screenshots, QStringLiteral("6-image-size"));
        QTest::keyClick(scale, Qt::Key_Return);
        waitForJob();
        QCOMPARE(size(), (core::Size{1280, 800}));
        choose("image.canvasSize");
        auto* canvasSize = dialog<QDialog>("canvasSizeDialog");
        QVERIFY(canvasSize != nullptr);
        canvasSize->findChild<QSpinBox*>(QStringLiteral("canvasWidth"))->setValue(1500);
        support::screenshot(*canvasSize, m_screenshots, QStringLiteral("7-canvas-size"));
        QTest::keyClick(canvasSize, Qt::Key_Return);
        waitForJob();
        QCOMPARE(size(), (core::Size{1500, 800}));
        QCOMPARE(session().document().layers()[0]->offset, (core::Point{110, 0}));
        shoot("8-larger-canvas");
    }

    void paintOnANewLayer()
    {
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        key(Qt::Key_B, Qt::ShiftModifier);
        canvas().settings().paint.setForeground(QColor(230, 80, 60));
        drag({400, 500}, {1900, 700});
        key(Qt::Key_S);
        QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::AltModifier, viewPoint({700, 1200}));
        drag({1500, 300}, {1800, 300});
        shoot("9-paint-and-clone");
        QCOMPARE(session().history().index(), 3);
        auto* blend = window().findChild<QComboBox*>(QStringLiteral("blendMode"));
        const int multiply = blend->findData(static_cast<int>(core::BlendMode::Multiply));
        blend->setCurrentIndex(multiply);
        Q_EMIT blend->activated(multiply);
        QCOMPARE(session().document().layers()[1]->properties.blend, core::BlendMode::Multiply);
        key(Qt::Key_R);
        drag({300, 300}, {1200, 1000});
        choose("layer.addMask");
        QVERIFY(session().document().layers()[1]->mask.has_value());
        QTest::qWait(300); // thumbnails follow after a moment
        shoot("10-masked-layer");
        key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(session().document().layers().size(), std::size_t{1});
    }

    void copyTransformAndReorder()
    {
        key(Qt::Key_R);
        drag({900, 700}, {1500, 1100});
        key(Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        key(Qt::Key_D, Qt::ControlModifier);
        key(Qt::Key_T, Qt::ControlModifier);
        drag({1500, 1100}, {1900, 1300});
        drag({2300, 1400}, {2100, 1550}); // outside: turns
        shoot("11-transform");
        QTest::keyClick(&canvas(), Qt::Key_Return);
        waitForJob();
        shoot("12-transformed");
        QVERIFY(session().document().layers()[1]->bounds().width > 700);
        choose("layer.lower");
        QCOMPARE(session().document().indexOf(session().document().activeLayer()), 0);
        key(Qt::Key_Z, Qt::ControlModifier);
        key(Qt::Key_V);
        drag({1300, 900}, {800, 500});
        shoot("13-moved");
    }

    void theMaskIsPaintedOnAfterAClickOnIt()
    {
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_Backspace, Qt::AltModifier);
        key(Qt::Key_D, Qt::ControlModifier);
        choose("layer.addMask");
        const auto layer = [this] { return session().document().layers()[1]; };
        QVERIFY(session().paintsMask());
        key(Qt::Key_D); // black and white: black hides
        key(Qt::Key_B, Qt::ShiftModifier);
        m_program->brush.setDiameter(360);
        drag({600, 700}, {1900, 700});
        QCOMPARE(int(layer()->mask->at(1200, 700)), 0);
        QCOMPARE(session().history().undoLabel(), std::string("Paint"));

        auto* list = window().findChild<QListView*>(QStringLiteral("layerList"));
        const QRect row = list->visualRect(list->model()->index(0, 0));
        const QPoint onMask = ui::LayerDelegate::maskRect(row).center();
        const QPoint onPicture = ui::LayerDelegate::pictureRect(row).center();
        const auto click = [&](QPoint at, Qt::KeyboardModifiers held = {}) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, held, at);
        };
        QTest::qWait(300); // thumbnails follow after a moment
        shoot("24-painted-mask");
        click(onMask, Qt::AltModifier);
        QVERIFY(session().showsMaskAlone());
        shoot("25-mask-alone");
        click(onMask, Qt::AltModifier);
        QVERIFY(!session().showsMaskAlone() && session().paintsMask());
        const auto thumbnail = [&] {
            return list->model()
                ->index(0, 0)
                .data(ui::LayerListModel::ThumbnailRole)
                .value<QImage>();
        };
        const QImage masked = thumbnail();
        click(onMask, Qt::ShiftModifier);
        QVERIFY(layer()->properties.maskDisabled);
        QTRY_VERIFY(thumbnail() != masked); // shows again what the mask hid
        shoot("26-mask-switched-off");
        click(onMask, Qt::ShiftModifier);
        QVERIFY(!layer()->properties.maskDisabled);
        click(onPicture);
        QVERIFY(!session().paintsMask());
        const core::TiledImage before = layer()->pixels;
        canvas().setFocus();
        key(Qt::Key_X);
        drag({600, 1200}, {1900, 1200});
        QVERIFY(!layer()->pixels.samePixels(before));
        click(onMask);
        QVERIFY(session().paintsMask());
    }

    void theNavigatorMovesTheViewAndTheHistoryShowsPictures()
    {
        auto* dock = window().findChild<QDockWidget*>(QStringLiteral("navigatorDock"));
        dock->raise();
        auto* map = window().findChild<ui::NavigatorMap*>();
        QVERIFY(QTest::qWaitFor([&] { return map->isVisible() && map->hasPicture(); },
                                kWaitMilliseconds));
        auto* history = window().findChild<QListWidget*>(QStringLiteral("historyList"));
        QVERIFY(
            QTest::qWaitFor([&] { return !history->item(0)->icon().isNull(); }, kWaitMilliseconds));
        auto* zoom = window().findChild<QSlider*>(QStringLiteral("navigatorZoom"));
        zoom->setValue(0);
        QCOMPARE(canvas().view().zoom(), 1.0);
        const auto middle = [this] {
            return canvas().view().toImage(canvas().view().viewCentre());
        };
        support::drag(*map, map->toMap({1280, 800}).toPoint(), map->toMap({2000, 500}).toPoint());
        QVERIFY(QLineF(middle(), QPointF(2000, 500)).length() < 20);
        shoot("27-navigator");
        canvas().fit();
        key(Qt::Key_R);
        drag({400, 300}, {1900, 1300});
        key(Qt::Key_Backspace, Qt::AltModifier);
        QVERIFY(
            QTest::qWaitFor([&] { return !history->item(2)->icon().isNull(); }, kWaitMilliseconds));
        QVERIFY(!history->item(0)->icon().isNull());
        window().findChild<QDockWidget*>(QStringLiteral("historyDock"))->raise();
        shoot("28-history-pictures");
        window().findChild<QDockWidget*>(QStringLiteral("layersDock"))->raise();
    }

    void keysLikeInOtherPrograms()
    {
        for (const ui::ShortcutPreset& preset : ui::shortcutPresets()) {
            QMap<QString, QString> defaults;
            QMap<QString, QString> owners;
            for (const QAction* action : window().actions()) {
                defaults[action->objectName()] =
                    QKeySequence::listToString(action->shortcuts(), QKeySequence::PortableText);
            }
            ui::ShortcutTable table(window().actions(), defaults, {});
            table.apply(preset);
            const QMap<QString, QString> changed = table.changed();
            for (const ui::ShortcutPreset::Row& row : preset.rows) {
                const QString id = QLatin1String(row.id);
                QVERIFY2(defaults.contains(id), row.id); // it names a command that exists
                const QString now = changed.value(id, defaults.value(id));
                QCOMPARE(QKeySequence::listFromString(now),
                         QKeySequence::listFromString(QLatin1String(row.keys)));
            }
            for (auto each = defaults.begin(); each != defaults.end(); ++each) {
                for (const QKeySequence& keys :
                     QKeySequence::listFromString(changed.value(each.key(), each.value()))) {
                    QVERIFY2(keys.isEmpty() || !owners.contains(keys.toString()),
                             qPrintable(keys.toString() + each.key()));
                    owners[keys.toString()] = each.key();
                }
            }
        }
    }

    void healABlemish()
    {
        canvas().setZoom(1);
        key(Qt::Key_J, Qt::ShiftModifier);
        const QPointF at = canvas().view().toImage(QPointF(300, 300));
        drag(at, at + QPointF(60, 10));
        QCOMPARE(session().history().index(), 1);
        shoot("14-healed");
        canvas().fit();
    }

    void levelsAndCurvesWithPreview()
    {
        key(Qt::Key_L, Qt::ControlModifier);
        auto* levels = dialog<ui::AdjustDialog>("adjustDialog");
        QVERIFY(levels != nullptr);
        const core::DocumentSnapshot before = session().document().snapshot();
        Q_EMIT levels->findChild<ui::SliderField*>(QStringLiteral("Black"))->edited(60);
        Q_EMIT levels->findChild<ui::SliderField*>(QStringLiteral("Midtones"))->edited(1.6);
        QVERIFY(QTest::qWaitFor([&] { return levels->preview().isIdle(); }, kWaitMilliseconds));
        shoot("15-levels-previewed");
        support::screenshot(*levels, m_screenshots, QStringLiteral("16-levels"));
        QVERIFY(session().document().layers()[0]->pixels.samePixels(before.layers[0]->pixels));
        QTest::keyClick(levels, Qt::Key_Return);
        waitForJob();
        QCOMPARE(session().history().index(), 1);
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        key(Qt::Key_M, Qt::ControlModifier);
        auto* curves = dialog<ui::AdjustDialog>("adjustDialog");
        QVERIFY(curves != nullptr);
        auto* editor = curves->findChild<ui::CurveEditor*>();
        support::drag(*editor, editor->rect().center(), editor->rect().center() - QPoint(30, 60));
        QVERIFY(QTest::qWaitFor([&] { return curves->preview().isIdle(); }, kWaitMilliseconds));
        support::screenshot(*curves, m_screenshots, QStringLiteral("17-curves"));
        shoot("18-curves-previewed");
        QTest::keyClick(curves, Qt::Key_Escape);
        QCOMPARE(session().history().index(), 1);
    }

    void copyCutPasteAndClear()
    {
        key(Qt::Key_R);
        drag({400, 400}, {1200, 900});
        const core::Rect selected = session().document().mask().bounds();
        const core::PixelBuffer before =
            session().document().layers()[0]->pixels.read({600, 600, 20, 20});
        key(Qt::Key_X, Qt::ControlModifier);
        const auto alphaAt = [&](int x, int y) {
            return session().document().layers()[0]->pixels.read({x, y, 1, 1}).data()[3];
        };
        QCOMPARE(alphaAt(600, 600), 0.0F);
        QCOMPARE(alphaAt(2000, 1200), 1.0F);
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(session().document().layers().size(), std::size_t{2});
        const core::LayerRef pasted = session().document().layers()[1];
        QCOMPARE(pasted->bounds(), selected); // where it came from
        QVERIFY(pasted->pixels.read({600 - selected.x, 600 - selected.y, 20, 20}) == before);
        shoot("21-cut-and-pasted");
        key(Qt::Key_Delete);
        QVERIFY(core::visibleBounds(*session().document().layers()[1]).isEmpty());
        for (int i = 0; i < 4; ++i) {
            key(Qt::Key_Z, Qt::ControlModifier);
        }
        QCOMPARE(session().history().index(), 0);
        QCOMPARE(alphaAt(600, 600), 1.0F);
        // A picture of another program comes into the middle.
        QImage foreign(100, 60, QImage::Format_RGB32);
        foreign.fill(Qt::blue);
        QGuiApplication::clipboard()->setImage(foreign);
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(session().document().layers()[1]->bounds(), (core::Rect{1230, 770, 100, 60}));
    }

    void keysCanBeChanged()
    {
        key(Qt::Key_Comma, Qt::ControlModifier);
        auto* preferences = dialog<ui::PreferencesDialog>("preferencesDialog");
        QVERIFY(preferences != nullptr);
        support::screenshot(*preferences, m_screenshots, QStringLiteral("22-preferences"));
        auto* tabs = preferences->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        auto* table = preferences->findChild<ui::ShortcutTable*>();
        table->assign(QStringLiteral("image.flipVertical"), QStringLiteral("Ctrl+L"));
        support::screenshot(*preferences, m_screenshots, QStringLiteral("23-keys"));
        QVERIFY(table->changed().contains(QStringLiteral("adjust.levels"))); // taken from it
        QCOMPARE(table->changed().size(), 2); // several keys of one command stay as they are
        preferences->accept();
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(session().history().undoLabel(), std::string("Flip picture"));
        window().preferences().setPreferences({});
        key(Qt::Key_L, Qt::ControlModifier);
        auto* levels = dialog<ui::AdjustDialog>("adjustDialog");
        QVERIFY(levels != nullptr);
        levels->reject();
    }

    void everyCommandIsFoundByItsLetters()
    {
        key(Qt::Key_K, Qt::ControlModifier);
        auto* palette = dialog<ui::CommandPalette>("commandPalette");
        QVERIFY(palette != nullptr);
        QTest::keyClicks(palette->findChild<QLineEdit*>(), QStringLiteral("flip h"));
        support::screenshot(*palette, m_screenshots, QStringLiteral("19-palette"));
        const core::PixelBuffer corner =
            session().document().layers()[0]->pixels.read({0, 0, 1, 1});
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([this] { return session().history().index() == 1; },
                                kWaitMilliseconds));
        QCOMPARE(session().document().layers()[0]->pixels.read({2559, 0, 1, 1}), corner);
    }

    void theLightThemeReadsWell()
    {
        ui::applyTheme(*qApp, ui::ThemeColors::light());
        shoot("20-light-theme");
        ui::applyTheme(*qApp, ui::ThemeColors::dark());
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestJourneyEdit test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_edit.moc"
