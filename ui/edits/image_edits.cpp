#include "ui/edits/image_edits.h"

#include <QPointer>
#include <QtGlobal>

#include <functional>

#include "core/commands/convert_profile.h"
#include "core/commands/set_state.h"
#include "core/edit/layer_edits.h"
#include "core/io/color_transform.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/edits/canvas_size_dialog.h"
#include "ui/edits/image_size_dialog.h"

namespace ui {

namespace {

using Edit =
    std::function<core::DocumentSnapshot(const core::DocumentSnapshot&, const std::stop_token&)>;

void run(DocumentSession& session, DocumentJobs& jobs, const char* label, Edit edit)
{
    jobs.run(session,
             [edit = std::move(edit),
              label](const core::DocumentSnapshot& before,
                     const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
                 return std::make_unique<core::SetState>(before, edit(before, stop), label);
             });
}

const char* labelOf(core::Orientation orientation)
{
    switch (orientation) {
    case core::Orientation::QuarterLeft:
    case core::Orientation::QuarterRight:
    case core::Orientation::HalfTurn:
        return QT_TRANSLATE_NOOP("History", "Rotate picture");
    case core::Orientation::FlipHorizontal:
    case core::Orientation::FlipVertical:
        break;
    }
    return QT_TRANSLATE_NOOP("History", "Flip picture");
}

} // namespace

void turnPicture(DocumentSession& session, DocumentJobs& jobs, core::Orientation orientation)
{
    run(session, jobs, labelOf(orientation),
        [orientation](const core::DocumentSnapshot& before, const std::stop_token&) {
            return core::oriented(before, orientation);
        });
}

void cropToSelection(DocumentSession& session, DocumentJobs& jobs)
{
    if (!session.hasMask()) {
        return;
    }
    run(session, jobs, QT_TRANSLATE_NOOP("History", "Crop to selection"),
        [](const core::DocumentSnapshot& before, const std::stop_token&) {
            return core::withCanvas(before, before.mask.bounds(), core::Outside::Keep);
        });
}

void convertToSrgb(DocumentSession& session, DocumentJobs& jobs)
{
    if (session.document().info().iccProfile.empty()) {
        return;
    }
    jobs.run(session,
             [](const core::DocumentSnapshot& before,
                const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
                 core::Result<core::DocumentSnapshot> after = core::convertedToSrgb(before, stop);
                 if (!after) {
                     return core::fail(after.error());
                 }
                 return std::make_unique<core::ConvertProfile>(
                     before, std::move(*after), std::vector<std::uint8_t>(),
                     QT_TRANSLATE_NOOP("History", "Convert to sRGB"));
             });
}

void flattenPicture(DocumentSession& session, DocumentJobs& jobs)
{
    run(session, jobs, QT_TRANSLATE_NOOP("History", "Flatten"),
        [](const core::DocumentSnapshot& before, const std::stop_token&) {
            return core::flattened(before);
        });
}

void askCanvasSize(QWidget& window, DocumentSession& session, DocumentJobs& jobs)
{
    auto* dialog = new CanvasSizeDialog(session.document().size(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &jobs,
                     [dialog, &jobs, target = QPointer<DocumentSession>(&session)] {
                         const core::Rect area = dialog->area();
                         if (!target || area == target->document().rect()) {
                             return;
                         }
                         run(*target, jobs, QT_TRANSLATE_NOOP("History", "Canvas size"),
                             [area](const core::DocumentSnapshot& before, const std::stop_token&) {
                                 return core::withCanvas(before, area, core::Outside::Keep);
                             });
                     });
    dialog->open();
}

void askImageSize(QWidget& window, DocumentSession& session, DocumentJobs& jobs)
{
    auto* dialog = new ImageSizeDialog(session.document().size(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &jobs,
                     [dialog, &jobs, target = QPointer<DocumentSession>(&session)] {
                         const core::Size size = dialog->imageSize();
                         if (!target || size == target->document().size()) {
                             return;
                         }
                         run(*target, jobs, QT_TRANSLATE_NOOP("History", "Image size"),
                             [size, filter = dialog->filter()](const core::DocumentSnapshot& before,
                                                               const std::stop_token& stop) {
                                 return core::withImageSize(before, size, filter, stop);
                             });
                     });
    dialog->open();
}

} // namespace ui
