#include "ui/edits/layer_edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

#include "core/commands/add_layer.h"
#include "core/commands/move_layer.h"
#include "core/commands/pixel_edit.h"
#include "core/commands/remove_layer.h"
#include "core/commands/set_layer_content.h"
#include "core/commands/set_layer_properties.h"
#include "core/commands/set_state.h"
#include "core/edit/layer_edits.h"
#include "core/paint/ink.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/paint_settings.h"
#include "ui/tools/stroke_tool.h"

namespace ui {

namespace {

using CommandResult = core::Result<std::unique_ptr<core::Command>>;

/// Just above the active layer.
int placeAbove(const core::Document& document)
{
    return document.indexOf(document.activeLayer()) + 1;
}

void setMask(DocumentSession& session, const core::Layer& layer, std::optional<core::Mask> mask,
             const char* label)
{
    session.history().push(std::make_unique<core::SetLayerContent>(
        layer.id, core::LayerContent{layer.pixels, layer.offset, layer.mask},
        core::LayerContent{layer.pixels, layer.offset, std::move(mask)}, label));
}

} // namespace

core::LayerRef activeLayer(const DocumentSession& session)
{
    return session.document().layer(session.document().activeLayer());
}

void addLayer(DocumentSession& session)
{
    const core::Document& document = session.document();
    const QString name = QCoreApplication::translate("Layers", "Layer %1")
                             .arg(static_cast<int>(document.layers().size()) + 1);
    session.history().push(std::make_unique<core::AddLayer>(
        core::emptyLayer(document.snapshot(), name.toStdString()), placeAbove(document),
        QT_TRANSLATE_NOOP("History", "New layer")));
}

void duplicateLayer(DocumentSession& session, DocumentJobs& jobs)
{
    const core::LayerRef layer = activeLayer(session);
    if (layer == nullptr) {
        return;
    }
    const std::string name = QCoreApplication::translate("Layers", "%1 copy")
                                 .arg(QString::fromStdString(layer->properties.name))
                                 .toStdString();
    const int place = placeAbove(session.document());
    if (!session.hasMask()) {
        session.history().push(
            std::make_unique<core::AddLayer>(core::duplicateOf(*layer, name), place,
                                             QT_TRANSLATE_NOOP("History", "Duplicate layer")));
        return;
    }
    jobs.run(session,
             [layer, name, place](const core::DocumentSnapshot& snapshot,
                                  const std::stop_token&) -> CommandResult {
                 std::optional<core::Layer> part = core::selectedPart(snapshot, *layer);
                 if (!part) {
                     return nullptr;
                 }
                 part->properties.name = name;
                 return std::make_unique<core::AddLayer>(
                     std::move(*part), place, QT_TRANSLATE_NOOP("History", "Layer via copy"));
             });
}

void removeLayer(DocumentSession& session)
{
    if (const core::LayerRef layer = activeLayer(session);
        layer != nullptr && session.document().layers().size() > 1) {
        session.history().push(std::make_unique<core::RemoveLayer>(layer->id));
    }
}

void mergeDown(DocumentSession& session, DocumentJobs& jobs)
{
    jobs.run(session,
             [id = session.document().activeLayer()](const core::DocumentSnapshot& before,
                                                     const std::stop_token&) -> CommandResult {
                 const std::optional<core::DocumentSnapshot> after = core::mergedDown(before, id);
                 if (!after) {
                     return nullptr;
                 }
                 return std::make_unique<core::SetState>(
                     before, *after, QT_TRANSLATE_NOOP("History", "Merge down"));
             });
}

void stampVisible(DocumentSession& session, DocumentJobs& jobs)
{
    const std::string name = QCoreApplication::translate("Layers", "Visible").toStdString();
    jobs.run(
        session,
        [name](const core::DocumentSnapshot& snapshot, const std::stop_token&) -> CommandResult {
            return std::make_unique<core::AddLayer>(core::stamped(snapshot, name),
                                                    static_cast<int>(snapshot.layers.size()),
                                                    QT_TRANSLATE_NOOP("History", "Stamp visible"));
        });
}

void shiftLayer(DocumentSession& session, int direction)
{
    const core::Document& document = session.document();
    const int from = document.indexOf(document.activeLayer());
    const int to = std::clamp(from + direction, 0, static_cast<int>(document.layers().size()) - 1);
    if (from >= 0 && to != from) {
        session.history().push(std::make_unique<core::MoveLayer>(document.activeLayer(), to));
    }
}

void addLayerMask(DocumentSession& session)
{
    if (const core::LayerRef layer = activeLayer(session)) {
        setMask(session, *layer, core::maskFromSelection(session.document().snapshot(), *layer),
                QT_TRANSLATE_NOOP("History", "Add layer mask"));
        session.setPaintsMask(true);
    }
}

void switchLayerMask(DocumentSession& session)
{
    if (const core::LayerRef layer = activeLayer(session); layer != nullptr && layer->mask) {
        core::LayerProperties after = layer->properties;
        after.maskDisabled = !after.maskDisabled;
        session.history().push(std::make_unique<core::SetLayerProperties>(
            layer->id, layer->properties, std::move(after)));
    }
}

void applyLayerMask(DocumentSession& session, DocumentJobs& jobs)
{
    const core::LayerRef layer = activeLayer(session);
    if (layer == nullptr || !layer->mask) {
        return;
    }
    jobs.run(session,
             [layer](const core::DocumentSnapshot&, const std::stop_token&) -> CommandResult {
                 return core::pixelEdit(*layer, core::withMaskApplied(*layer),
                                        QT_TRANSLATE_NOOP("History", "Apply layer mask"));
             });
}

void deleteLayerMask(DocumentSession& session)
{
    if (const core::LayerRef layer = activeLayer(session); layer != nullptr && layer->mask) {
        setMask(session, *layer, std::nullopt, QT_TRANSLATE_NOOP("History", "Delete layer mask"));
    }
}

void fillSelection(DocumentSession& session, DocumentJobs& jobs, const QColor& color)
{
    const core::LayerRef layer = activeLayer(session);
    if (layer == nullptr || layer->properties.locked) {
        return;
    }
    jobs.run(session,
             [layer, ink = core::ColorInk{inkColor(color, session)}, limited = session.hasMask(),
              target = inkTarget(session)](const core::DocumentSnapshot& snapshot,
                                           const std::stop_token&) -> CommandResult {
                 const core::Layer base = core::grownToCanvas(*layer, snapshot.size);
                 core::Mask all(base.pixels.size());
                 all.fill(base.pixels.rect(), 255);
                 core::InkCoverage coverage;
                 coverage.stroke = &all;
                 coverage.selection = limited ? &snapshot.mask : nullptr;
                 coverage.layerOffset = base.offset;
                 return core::pixelEdit(*layer, core::withInk(base, target, ink, coverage),
                                        QT_TRANSLATE_NOOP("History", "Fill with colour"));
             });
}

} // namespace ui
