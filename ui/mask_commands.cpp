#include "ui/mask_commands.h"

#include <QtGlobal>

#include <memory>
#include <utility>

#include "core/commands/set_mask.h"

namespace ui {

namespace {

void replaceMask(DocumentSession& session, const core::Mask& after, const char* label)
{
    auto command = std::make_unique<core::SetMask>(session.document().mask(), after, label);
    if (!command->isEmpty()) {
        session.history().push(std::move(command));
    }
}

} // namespace

void clearMask(DocumentSession& session)
{
    replaceMask(session, core::Mask(session.document().size()),
                QT_TRANSLATE_NOOP("History", "Clear mask"));
}

void invertMask(DocumentSession& session)
{
    core::Mask mask = session.document().mask();
    mask.invert();
    replaceMask(session, mask, QT_TRANSLATE_NOOP("History", "Invert mask"));
}

void selectAll(DocumentSession& session)
{
    core::Mask mask(session.document().size());
    mask.fill(session.document().rect(), 255);
    replaceMask(session, mask, QT_TRANSLATE_NOOP("History", "Select all"));
}

} // namespace ui
