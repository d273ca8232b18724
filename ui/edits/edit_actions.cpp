#include "ui/edits/edit_actions.h"

#include <QCoreApplication>

#include <cstring>
#include <string>

#include "core/adjust/registry.h"
#include "ui/actions.h"
#include "ui/adjust/adjust_dialog.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document_session.h"
#include "ui/edits/clipboard.h"
#include "ui/edits/image_edits.h"
#include "ui/edits/layer_edits.h"
#include "ui/workspace.h"

namespace ui {

namespace {

bool isMenuOf(const ActionEntry& entry, const char* prefix)
{
    return entry.id != nullptr && std::strncmp(entry.id, prefix, std::strlen(prefix)) == 0;
}

} // namespace

EditActions::EditActions(const ActionSet& actions, Workspace& workspace, CanvasView& canvas,
                         QWidget& window)
    : QObject(&window), m_actions(actions), m_workspace(workspace), m_canvas(canvas),
      m_window(window)
{
    connectEdit();
    connectImage();
    connectLayer();
    for (const core::Adjustment* adjustment : core::adjustments()) {
        on(("adjust." + std::string(adjustment->id)).c_str(),
           [this, adjustment](DocumentSession& session) {
               openAdjustDialog(*adjustment, session, m_canvas, m_window);
           });
    }
    connect(&workspace, &Workspace::sessionChanged, this, [this](DocumentSession* session) {
        if (session != nullptr) {
            connect(session, &DocumentSession::structureChanged, this, &EditActions::refresh);
            connect(session, &DocumentSession::historyChanged, this, &EditActions::refresh);
            connect(session, &DocumentSession::paintTargetChanged, this, &EditActions::refresh);
        }
        refresh();
    });
    refresh();
}

void EditActions::on(const char* id, const std::function<void(DocumentSession&)>& command)
{
    connect(&m_actions[id], &QAction::triggered, this, [this, command] {
        if (DocumentSession* session = m_workspace.session()) {
            command(*session);
        }
    });
}

void EditActions::connectEdit()
{
    DocumentJobs& jobs = m_canvas.jobs();
    PaintSettings& paint = m_canvas.settings().paint;
    on("edit.cut", [&jobs](DocumentSession& s) { cutSelection(s, jobs); });
    on("edit.copy", [&jobs](DocumentSession& s) { copySelection(s, jobs); });
    on("edit.copyMerged", [&jobs](DocumentSession& s) { copyMerged(s, jobs); });
    on("edit.paste", [](DocumentSession& s) { paste(s); });
    on("edit.clear", [&jobs](DocumentSession& s) { clearSelection(s, jobs); });
    on("edit.fillFirst", [&](DocumentSession& s) { fillSelection(s, jobs, paint.foreground()); });
    on("edit.fillSecond", [&](DocumentSession& s) { fillSelection(s, jobs, paint.background()); });
    connect(&m_actions["edit.swapColors"], &QAction::triggered, &paint, &PaintSettings::swapColors);
    connect(&m_actions["edit.resetColors"], &QAction::triggered, &paint,
            &PaintSettings::resetColors);
}

void EditActions::connectImage()
{
    DocumentJobs& jobs = m_canvas.jobs();
    const auto turn = [&](const char* id, core::Orientation orientation) {
        on(id, [&jobs, orientation](DocumentSession& s) { turnPicture(s, jobs, orientation); });
    };
    turn("image.rotateLeft", core::Orientation::QuarterLeft);
    turn("image.rotateRight", core::Orientation::QuarterRight);
    turn("image.rotateHalf", core::Orientation::HalfTurn);
    turn("image.flipHorizontal", core::Orientation::FlipHorizontal);
    turn("image.flipVertical", core::Orientation::FlipVertical);
    on("image.cropToSelection", [&jobs](DocumentSession& s) { cropToSelection(s, jobs); });
    on("image.convertSrgb", [&jobs](DocumentSession& s) { convertToSrgb(s, jobs); });
    on("image.flatten", [&jobs](DocumentSession& s) { flattenPicture(s, jobs); });
    on("image.canvasSize", [this, &jobs](DocumentSession& s) { askCanvasSize(m_window, s, jobs); });
    on("image.size", [this, &jobs](DocumentSession& s) { askImageSize(m_window, s, jobs); });
}

void EditActions::connectLayer()
{
    DocumentJobs& jobs = m_canvas.jobs();
    on("layer.new", [](DocumentSession& s) { addLayer(s); });
    on("layer.duplicate", [&jobs](DocumentSession& s) { duplicateLayer(s, jobs); });
    on("layer.delete", [](DocumentSession& s) { removeLayers(s); });
    on("layer.group", [](DocumentSession& s) { groupLayers(s); });
    on("layer.ungroup", [](DocumentSession& s) { ungroupLayers(s); });
    on("layer.mergeDown", [&jobs](DocumentSession& s) { mergeDown(s, jobs); });
    on("layer.stamp", [&jobs](DocumentSession& s) { stampVisible(s, jobs); });
    on("layer.raise", [](DocumentSession& s) { shiftLayer(s, 1); });
    on("layer.lower", [](DocumentSession& s) { shiftLayer(s, -1); });
    on("layer.addMask", [](DocumentSession& s) { addLayerMask(s); });
    for (const char* id : {"layer.editMask", "layer.viewMask", "layer.disableMask"}) {
        m_actions[id].setCheckable(true);
    }
    on("layer.editMask", [](DocumentSession& s) { s.setPaintsMask(!s.paintsMask()); });
    on("layer.viewMask", [](DocumentSession& s) {
        const bool alone = !s.showsMaskAlone();
        if (alone) {
            s.setPaintsMask(true);
        }
        s.setShowsMaskAlone(alone);
    });
    on("layer.disableMask", [](DocumentSession& s) { switchLayerMask(s); });
    on("layer.applyMask", [&jobs](DocumentSession& s) { applyLayerMask(s, jobs); });
    on("layer.deleteMask", [](DocumentSession& s) { deleteLayerMask(s); });
}

void EditActions::refresh()
{
    const DocumentSession* session = m_workspace.session();
    const bool open = session != nullptr;
    for (const ActionEntry& entry : actionEntries()) {
        if (isMenuOf(entry, "image.") || isMenuOf(entry, "layer.") || isMenuOf(entry, "adjust.")) {
            m_actions[entry.id].setEnabled(open);
        }
    }
    for (const char* id : {"edit.cut", "edit.copy", "edit.copyMerged", "edit.paste", "edit.clear",
                           "edit.fillFirst", "edit.fillSecond"}) {
        m_actions[id].setEnabled(open);
    }
    if (!open) {
        return;
    }
    const core::Document& document = session->document();
    const core::DocumentSnapshot now = document.snapshot();
    const core::LayerRef layer = activeLayer(*session);
    const core::LayerId id = document.activeLayer();
    const int place = document.indexOf(id);
    const bool isGroup = layer != nullptr && layer->isGroup;
    const bool overSibling =
        place > 0 &&
        document.layers()[static_cast<std::size_t>(place) - 1]->parent == layer->parent;
    m_actions["layer.delete"].setEnabled(core::removed(now, {&id, 1}).has_value());
    m_actions["layer.group"].setEnabled(layer != nullptr);
    m_actions["layer.ungroup"].setEnabled(isGroup);
    m_actions["layer.mergeDown"].setEnabled(isGroup || overSibling);
    m_actions["layer.mergeDown"].setText(
        QCoreApplication::translate("Menu", isGroup ? QT_TRANSLATE_NOOP("Menu", "&Merge Group")
                                                    : QT_TRANSLATE_NOOP("Menu", "&Merge Down")));
    m_actions["layer.raise"].setEnabled(core::steppedBy(now, id, 1).has_value());
    m_actions["layer.lower"].setEnabled(core::steppedBy(now, id, -1).has_value());
    for (const ActionEntry& entry : actionEntries()) {
        if (isMenuOf(entry, "adjust.")) {
            m_actions[entry.id].setEnabled(!isGroup);
        }
    }
    for (const char* pixels :
         {"edit.cut", "edit.clear", "edit.fillFirst", "edit.fillSecond", "layer.addMask"}) {
        m_actions[pixels].setEnabled(!isGroup);
    }
    const bool masked = layer != nullptr && layer->mask.has_value();
    for (const char* ofMask : {"layer.editMask", "layer.viewMask", "layer.disableMask",
                               "layer.applyMask", "layer.deleteMask"}) {
        m_actions[ofMask].setEnabled(masked);
    }
    m_actions["layer.editMask"].setChecked(session->paintsMask());
    m_actions["layer.viewMask"].setChecked(session->showsMaskAlone());
    m_actions["layer.disableMask"].setChecked(masked && layer->properties.maskDisabled);
    m_actions["image.convertSrgb"].setEnabled(!document.info().iccProfile.empty());
    m_actions["image.cropToSelection"].setEnabled(session->hasMask());
}

} // namespace ui
