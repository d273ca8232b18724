#include "ui/selection_changes.h"

#include <QCoreApplication>
#include <QInputDialog>

#include <utility>

#include "core/document/compositor.h"
#include "core/selection/combine.h"
#include "core/selection/refine_edges.h"
#include "ui/tools/selection_jobs.h"
#include "ui/workspace.h"

namespace ui {

namespace {
constexpr double kMostPixels = 500;
}

SelectionChange growSelection()
{
    return {QT_TRANSLATE_NOOP("Selection", "Grow the Selection"),
            QT_TRANSLATE_NOOP("History", "Grow selection"), 8,
            [](const core::DocumentSnapshot& snapshot, float px, const std::stop_token&) {
                core::Mask mask = snapshot.mask;
                mask.grow(px);
                return mask;
            }};
}

SelectionChange shrinkSelection()
{
    return {QT_TRANSLATE_NOOP("Selection", "Shrink the Selection"),
            QT_TRANSLATE_NOOP("History", "Shrink selection"), 8,
            [](const core::DocumentSnapshot& snapshot, float px, const std::stop_token&) {
                core::Mask mask = snapshot.mask;
                mask.shrink(px);
                return mask;
            }};
}

SelectionChange featherSelection()
{
    return {QT_TRANSLATE_NOOP("Selection", "Feather the Selection"),
            QT_TRANSLATE_NOOP("History", "Feather selection"), 12,
            [](const core::DocumentSnapshot& snapshot, float px, const std::stop_token&) {
                core::Mask mask = snapshot.mask;
                mask.feather(px);
                return mask;
            }};
}

SelectionChange smoothSelection()
{
    return {QT_TRANSLATE_NOOP("Selection", "Smooth the Selection"),
            QT_TRANSLATE_NOOP("History", "Smooth selection"), 8,
            [](const core::DocumentSnapshot& snapshot, float px, const std::stop_token&) {
                return core::smoothed(snapshot.mask, px);
            }};
}

SelectionChange refineSelection()
{
    return {QT_TRANSLATE_NOOP("Selection", "Refine the Selection's Edges"),
            QT_TRANSLATE_NOOP("History", "Refine edges"), 12,
            [](const core::DocumentSnapshot& snapshot, float px, const std::stop_token& stop) {
                core::EdgeRefinement wanted;
                wanted.radius = px;
                return core::refinedEdges(core::compositeReader(snapshot), snapshot.mask, wanted,
                                          stop);
            }};
}

void askSelectionChange(QWidget& window, Workspace& workspace, SelectionJobs& jobs,
                        const SelectionChange& change)
{
    auto* dialog = new QInputDialog(&window);
    dialog->setObjectName(QStringLiteral("selectionAmount"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("Selection", change.title));
    dialog->setLabelText(QCoreApplication::translate("Selection", "Pixels"));
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleDecimals(1);
    dialog->setDoubleRange(0.5, kMostPixels);
    dialog->setDoubleValue(change.first);
    QObject::connect(
        dialog, &QInputDialog::doubleValueSelected, &jobs, [&workspace, &jobs, change](double px) {
            if (DocumentSession* session = workspace.session()) {
                jobs.run(*session, change.label,
                         [work = change.change, px](const core::DocumentSnapshot& snapshot,
                                                    const std::stop_token& stop) {
                             return work(snapshot, static_cast<float>(px), stop);
                         });
            }
        });
    dialog->open();
}

} // namespace ui
