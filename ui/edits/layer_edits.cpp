#include "ui/edits/layer_edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

#include "core/commands/add_layer.h"
#include "core/commands/pixel_edit.h"
#include "core/commands/set_layer_content.h"
#include "core/commands/set_layer_properties.h"
#include "core/commands/set_state.h"
#include "core/edit/layer_edits.h"
#include "core/edit/layer_groups.h"
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

/// Of the groups, or of the layers that are none.
int numberOf(const core::LayerList& layers, bool groups)
{
    return static_cast<int>(
        std::count_if(layers.begin(), layers.end(),
                      [groups](const core::LayerRef& layer) { return layer->isGroup == groups; }));
}

/// The document becomes `after`, if that is anything.
void pushState(DocumentSession& session, std::optional<core::DocumentSnapshot> after,
               const char* label)
{
    if (after) {
        session.history().push(std::make_unique<core::SetState>(session.document().snapshot(),
                                                                std::move(*after), label));
    }
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

core::LayerRef editableLayer(const DocumentSession& session)
{
    const core::LayerRef layer = activeLayer(session);
    const core::Document& document = session.document();
    const bool closed = layer == nullptr || layer->isGroup ||
                        core::isLocked(document.layers(), document.indexOf(layer->id));
    return closed ? nullptr : layer;
}

void addLayer(DocumentSession& session)
{
    const core::Document& document = session.document();
    const QString name = QCoreApplication::translate("Layers", "Layer %1")
                             .arg(numberOf(document.layers(), false) + 1);
    core::Layer layer = core::emptyLayer(document.snapshot(), name.toStdString());
    const core::LayerRef active = activeLayer(session);
    const bool inGroup = active != nullptr && active->isGroup;
    layer.parent = inGroup ? active->id : 0;
    session.history().push(
        std::make_unique<core::AddLayer>(std::move(layer), placeAbove(document) - (inGroup ? 1 : 0),
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
    if (layer->isGroup) {
        pushState(session, core::duplicated(session.document().snapshot(), layer->id, name),
                  QT_TRANSLATE_NOOP("History", "Duplicate group"));
        return;
    }
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

void removeLayers(DocumentSession& session)
{
    const std::vector<core::LayerId> ids = session.selectedLayers();
    pushState(session, core::removed(session.document().snapshot(), ids),
              ids.size() > 1 ? QT_TRANSLATE_NOOP("History", "Delete layers")
                             : QT_TRANSLATE_NOOP("History", "Delete layer"));
}

void groupLayers(DocumentSession& session)
{
    const core::DocumentSnapshot now = session.document().snapshot();
    const auto groups = std::count_if(now.layers.begin(), now.layers.end(),
                                      [](const core::LayerRef& layer) { return layer->isGroup; });
    const QString name =
        QCoreApplication::translate("Layers", "Group %1").arg(static_cast<int>(groups) + 1);
    pushState(session, core::grouped(now, session.selectedLayers(), name.toStdString()),
              QT_TRANSLATE_NOOP("History", "Group layers"));
}

void ungroupLayers(DocumentSession& session)
{
    pushState(session,
              core::ungrouped(session.document().snapshot(), session.document().activeLayer()),
              QT_TRANSLATE_NOOP("History", "Ungroup layers"));
}

void moveLayers(DocumentSession& session, const std::vector<core::LayerId>& ids,
                const core::LayerPlace& place)
{
    pushState(session, core::moved(session.document().snapshot(), ids, place),
              QT_TRANSLATE_NOOP("History", "Move layer"));
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
                 const core::LayerRef merged =
                     before.layers[static_cast<std::size_t>(core::indexOf(before.layers, id))];
                 return std::make_unique<core::SetState>(
                     before, *after,
                     merged->isGroup ? QT_TRANSLATE_NOOP("History", "Merge group")
                                     : QT_TRANSLATE_NOOP("History", "Merge down"));
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
    pushState(
        session,
        core::steppedBy(session.document().snapshot(), session.document().activeLayer(), direction),
        QT_TRANSLATE_NOOP("History", "Move layer"));
}

void addLayerMask(DocumentSession& session)
{
    if (const core::LayerRef layer = activeLayer(session); layer != nullptr && !layer->isGroup) {
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
    const core::LayerRef layer = editableLayer(session);
    if (layer == nullptr) {
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
