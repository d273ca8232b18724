/// Groups of layers by mouse and keyboard in the program's window, without codec and engine: made,
/// folded, dragged into and out of, moved as a whole, copied, merged, deleted. Leaves pictures in
/// <build>/screenshots/groups.

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QtTest>

#include "support/photo_window.h"
#include "support/window_driver.h"
#include "ui/panels/layer_delegate.h"
#include "ui/panels/layer_list_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/slider_field.h"

namespace {
constexpr int kWaitMilliseconds = 60000;
using Names = QStringList;
} // namespace

class TestJourneyGroups : public QObject {
    Q_OBJECT

private:
    ui::MainWindow& window() { return m_program->window; }
    ui::CanvasView& canvas() { return window().canvas(); }
    ui::DocumentSession& session() { return *m_program->workspace.session(); }
    QListView& list() { return *window().findChild<QListView*>(QStringLiteral("layerList")); }
    QModelIndex row(int number) { return list().model()->index(number, 0); }
    QRect rectOf(int number) { return list().visualRect(row(number)); }

    void waitForJob()
    {
        QVERIFY(
            QTest::qWaitFor([this] { return !canvas().jobs().isRunning(); }, kWaitMilliseconds));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&window(), key, modifiers);
        waitForJob();
    }
    void drag(QPointF from, QPointF to)
    {
        const auto view = [this](QPointF at) { return canvas().view().toView(at).toPoint(); };
        support::drag(canvas(), view(from), view(to));
        waitForJob();
    }
    void shoot(const char* name)
    {
        QVERIFY(QTest::qWaitFor([this] { return canvas().isSettled(); }, kWaitMilliseconds));
        QTest::qWait(200); // thumbnails follow after a moment
        support::screenshot(window(), m_screenshots, QLatin1String(name));
    }
    void click(int number, Qt::KeyboardModifiers held = {})
    {
        const QRect rect = rectOf(number);
        QTest::mouseClick(list().viewport(), Qt::LeftButton, held,
                          QPoint(rect.right() - 30, rect.center().y()));
    }
    /// What the rows show: names, a dot for each group around, from the top.
    Names rows()
    {
        Names out;
        for (int i = 0; i < list().model()->rowCount(); ++i) {
            const int depth = row(i).data(ui::LayerListModel::DepthRole).toInt();
            out.append(QString(depth, QLatin1Char('.')) + row(i).data().toString());
        }
        return out;
    }
    /// As the window system tells of a drag of these rows that is let go at `at`; false = refused.
    bool drop(const QModelIndexList& dragged, QPoint at, const char* picture = nullptr)
    {
        const std::unique_ptr<QMimeData> data(list().model()->mimeData(dragged));
        QWidget* view = list().viewport();
        QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(view, &enter);
        QDragMoveEvent move(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(view, &move);
        if (picture != nullptr) {
            shoot(picture);
        }
        if (!move.isAccepted()) {
            QDragLeaveEvent leave;
            QApplication::sendEvent(view, &leave);
            return false;
        }
        QDropEvent let(QPointF(at), Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(view, &let);
        return true;
    }
    /// A point right below this row, as far in as things of that depth are.
    QPoint below(int number, int depth)
    {
        const QRect rect = rectOf(number);
        return {ui::LayerDelegate::contentLeft(rect, depth) + 4, rect.bottom() - 2};
    }

    QString m_screenshots;
    std::unique_ptr<support::PhotoWindow> m_program;

private Q_SLOTS:
    void initTestCase()
    {
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/groups"));
        m_program = std::make_unique<support::PhotoWindow>();
    }

    /// The photo, and over it "Layer 2" and "Layer 3" with a stroke each.
    void init()
    {
        window().resize(1440, 900);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        m_program->openPhoto(QStringLiteral(STILLWATER_SAMPLES "/boats.jpg"));
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        canvas().setFocus();
        key(Qt::Key_D);
        key(Qt::Key_B, Qt::ShiftModifier);
        m_program->brush.setDiameter(200);
        for (const double y : {500.0, 900.0}) {
            key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
            drag({700, y}, {1700, y});
            key(Qt::Key_X);
        }
        QCOMPARE(rows(), (Names{QStringLiteral("Layer 3"), QStringLiteral("Layer 2"),
                                QStringLiteral("boats")}));
        QCOMPARE(session().history().index(), 4);
    }

    void pickedLayersBecomeAGroupAndBack()
    {
        const core::DocumentSnapshot before = session().document().snapshot();
        click(0);
        click(1, Qt::ControlModifier);
        QCOMPARE(session().selectedLayers().size(), std::size_t{2});
        shoot("1-two-picked");
        key(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(rows(), (Names{QStringLiteral("Group 1"), QStringLiteral(".Layer 3"),
                                QStringLiteral(".Layer 2"), QStringLiteral("boats")}));
        QCOMPARE(session().history().undoLabel(), std::string("Group layers"));
        shoot("2-grouped");
        key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rows(), (Names{QStringLiteral("Layer 3"), QStringLiteral("Layer 2"),
                                QStringLiteral("boats")}));
        key(Qt::Key_Z, Qt::ControlModifier);
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(session().document().layers() == before.layers);
    }

    void aGroupIsFadedHiddenLockedAndFolded()
    {
        click(0);
        click(1, Qt::ShiftModifier);
        key(Qt::Key_G, Qt::ControlModifier);
        auto* blend = window().findChild<QComboBox*>(QStringLiteral("blendMode"));
        QCOMPARE(blend->itemData(0).toInt(), ui::LayerListModel::kPassThrough);
        QCOMPARE(blend->currentIndex(), 0);
        const int before = blend->count();
        blend->setCurrentIndex(blend->findData(static_cast<int>(core::BlendMode::Multiply)));
        Q_EMIT blend->activated(blend->currentIndex());
        auto* opacity = support::findVisible<ui::SliderField>(window(), {});
        for (auto* field : window().findChildren<ui::SliderField*>()) {
            opacity = field->parentWidget()->objectName() == QLatin1String("layersPanel") ||
                              field->parentWidget() == blend->parentWidget()
                          ? field
                          : opacity;
        }
        Q_EMIT opacity->edited(40);
        const core::LayerRef group = session().document().layer(session().document().activeLayer());
        QVERIFY(group->isGroup && group->properties.blend == core::BlendMode::Multiply);
        QCOMPARE(group->properties.opacity, 0.4F);
        shoot("3-multiplied-and-faded");
        // The arrow folds it, and what lies in it goes on being drawn.
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {},
                          ui::LayerDelegate::foldRect(rectOf(0)).center());
        QCOMPARE(rows(), (Names{QStringLiteral("Group 1"), QStringLiteral("boats")}));
        shoot("4-folded");
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {},
                          ui::LayerDelegate::eyeRect(rectOf(0)).center());
        QVERIFY(!session().document().layer(group->id)->properties.visible);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Right); // unfolds
        QCOMPARE(rows().size(), 4);
        QVERIFY(!row(1).data(ui::LayerListModel::ShownRole).toBool());
        shoot("5-hidden");
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {},
                          ui::LayerDelegate::eyeRect(rectOf(0)).center());
        click(1);
        QCOMPARE(blend->count(), before - 1); // no passing through for a layer
        QTest::keyClick(&list(), Qt::Key_Down);
        QCOMPARE(session().document().activeLayer(), session().document().layers()[1]->id);
        click(0);
        list().model()->setData(row(0), true, ui::LayerListModel::LockedRole);
        click(1);
        canvas().setFocus();
        const int steps = session().history().index();
        drag({900, 300}, {1200, 300}); // the group is locked, so what lies in it is
        QCOMPARE(session().history().index(), steps);
        auto* message = support::findVisible<ui::MessageBar>(window());
        QVERIFY(message != nullptr);
        click(3); // a layer that is not locked: what was said is over
        QVERIFY(!message->isVisible());
    }

    void layersAreDraggedIntoAndOutOfAGroup()
    {
        click(0);
        key(Qt::Key_G, Qt::ControlModifier);
        const Names grouped{QStringLiteral("Group 1"), QStringLiteral(".Layer 3"),
                            QStringLiteral("Layer 2"), QStringLiteral("boats")};
        QCOMPARE(rows(), grouped);
        QVERIFY(drop({row(2)}, rectOf(0).center(), "6-over-the-group")); // onto the group
        QCOMPARE(rows(), (Names{QStringLiteral("Group 1"), QStringLiteral(".Layer 2"),
                                QStringLiteral(".Layer 3"), QStringLiteral("boats")}));
        QVERIFY(drop({row(1)}, below(2, 0), "7-under-the-group")); // left: below the group
        QCOMPARE(rows(), grouped);
        QVERIFY(drop({row(2)}, below(1, 1), "8-in-the-group")); // right: in it
        QCOMPARE(rows(), (Names{QStringLiteral("Group 1"), QStringLiteral(".Layer 3"),
                                QStringLiteral(".Layer 2"), QStringLiteral("boats")}));
        QVERIFY(!drop({row(0)}, rectOf(0).center())); // a group into itself
        QVERIFY(!drop({row(0)}, below(1, 1)));
        QVERIFY(drop({row(0)}, below(3, 0))); // the group goes with all in it
        QCOMPARE(rows(), (Names{QStringLiteral("boats"), QStringLiteral("Group 1"),
                                QStringLiteral(".Layer 3"), QStringLiteral(".Layer 2")}));
        QVERIFY(drop({row(2), row(3)}, {rectOf(0).center().x(), rectOf(0).top() + 2}));
        QCOMPARE(rows(), (Names{QStringLiteral("Layer 3"), QStringLiteral("Layer 2"),
                                QStringLiteral("boats"), QStringLiteral("Group 1")}));
        shoot("9-an-empty-group");
        QVERIFY(drop({row(2)}, below(3, 1))); // into the empty group, as its depth says
        QCOMPARE(rows().last(), QStringLiteral(".boats"));
        for (int i = 0; i < 6; ++i) {
            key(Qt::Key_Z, Qt::ControlModifier);
        }
        QCOMPARE(rows(), grouped);
    }

    void aGroupMovesIsCopiedMergedAndDeletedAsOne()
    {
        click(0);
        click(1, Qt::ShiftModifier);
        key(Qt::Key_G, Qt::ControlModifier);
        canvas().setFocus();
        key(Qt::Key_V);
        drag({1000, 500}, {1100, 600});
        const core::Point shift = session().document().layers()[1]->offset;
        QVERIFY2(qAbs(shift.x - 100) <= 3 && qAbs(shift.y - 100) <= 3, // whole pixels of the screen
                 qPrintable(QStringLiteral("%1 %2").arg(shift.x).arg(shift.y)));
        QCOMPARE(session().document().layers()[2]->offset, shift);
        QCOMPARE(session().history().undoLabel(), std::string("Move layer"));
        shoot("10-moved");
        key(Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(rows().size(), 7);
        QCOMPARE(rows().first(), QStringLiteral("Group 1 copy"));
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_F2);
        auto* editor = list().findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        QTest::keyClicks(editor, QStringLiteral("Strokes"));
        shoot("11-renamed");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(rows().first(), QStringLiteral("Strokes"));
        key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rows().size(), 5);
        QVERIFY(!session().document().layers().back()->isGroup);
        QCOMPARE(session().history().undoLabel(), std::string("Merge group"));
        click(1);
        QTest::keyClick(&list(), Qt::Key_Delete);
        QCOMPARE(rows(), (Names{QStringLiteral("Strokes"), QStringLiteral("boats")}));
        shoot("12-merged-and-deleted");
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rows().size(), 5);
    }

    void paintingOnAGroupSaysWhatToDo()
    {
        click(0);
        key(Qt::Key_G, Qt::ControlModifier);
        canvas().setFocus();
        key(Qt::Key_B, Qt::ShiftModifier);
        const int steps = session().history().index();
        drag({900, 300}, {1200, 300});
        QCOMPARE(session().history().index(), steps);
        shoot("13-a-group-has-no-pixels");
        // A new layer lands in the group that is active.
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rows()[1].at(0), QLatin1Char('.'));
        drag({900, 300}, {1200, 300});
        QCOMPARE(session().history().index(), steps + 2);
        ui::applyTheme(*qApp, ui::ThemeColors::light());
        shoot("14-light");
        ui::applyTheme(*qApp, ui::ThemeColors::dark());
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestJourneyGroups test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journey_groups.moc"
