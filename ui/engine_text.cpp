#include "ui/engine_text.h"

#include <QCoreApplication>

#include "ui/panels/progress_section.h"

namespace ui {

QString engineText(const FillController& fills, const ModelSelection& models,
                   const FillStatus& status)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Engine", text); };
    if (fills.state() == FillController::State::Cancelling) {
        return tr("Stopping");
    }
    if (fills.isRunning()) {
        const QString left = remainingText(status.remainingSeconds);
        return left.isEmpty() ? stageText(status)
                              : tr("%1, %2").arg(stageText(status), left);
    }
    if (models.isLoading()) {
        return tr("Engine starting");
    }
    return models.info() ? tr("Engine ready") : tr("No engine");
}

} // namespace ui
