#include "ui/mask_commands.h"

#include <QtGlobal>

#include <memory>
#include <utility>

#include "core/commands/set_mask.h"
#include "core/edit/layer_groups.h"
#include "core/selection/combine.h"

namespace ui {

void setSelection(DocumentSession& session, const core::Mask& after, const char* label)
{
    auto command = std::make_unique<core::SetMask>(session.document().mask(), after, label);
    if (!command->isEmpty()) {
        session.history().push(std::move(command));
    }
}

void clearMask(DocumentSession& session)
{
    if (session.hasMask()) {
        session.setLastSelection(session.document().mask());
    }
    setSelection(session, core::Mask(session.document().size()),
                 QT_TRANSLATE_NOOP("History", "Clear mask"));
}

void invertMask(DocumentSession& session)
{
    core::Mask mask = session.document().mask();
    mask.invert();
    setSelection(session, mask, QT_TRANSLATE_NOOP("History", "Invert mask"));
}

void selectAll(DocumentSession& session)
{
    core::Mask mask(session.document().size());
    mask.fill(session.document().rect(), 255);
    setSelection(session, mask, QT_TRANSLATE_NOOP("History", "Select all"));
}

void reselect(DocumentSession& session)
{
    const core::Mask& last = session.lastSelection();
    if (last.size() == session.document().size()) {
        setSelection(session, last, QT_TRANSLATE_NOOP("History", "Reselect"));
    }
}

void selectLayer(DocumentSession& session)
{
    const core::Document& document = session.document();
    if (const core::LayerRef layer = document.layer(document.activeLayer())) {
        const core::Layer flat =
            layer->isGroup ? core::layerOfGroup(document.snapshot(), layer->id) : *layer;
        setSelection(session, core::coverageOf(flat, document.size()),
                     QT_TRANSLATE_NOOP("History", "Select layer"));
    }
}

} // namespace ui
