#pragma once

/// What the status bar says of the engine. GUI thread only.

#include <QString>

#include "ui/fill_controller.h"
#include "ui/model_selection.h"

namespace ui {

[[nodiscard]] QString engineText(const FillController& fills, const ModelSelection& models,
                                 const FillStatus& status);

} // namespace ui
