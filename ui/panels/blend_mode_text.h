#pragma once

/// Names of blend modes in the user's language. GUI thread only.

#include <QString>

#include "core/document/blend_mode.h"

namespace ui {

[[nodiscard]] QString blendModeText(core::BlendMode mode);

} // namespace ui
