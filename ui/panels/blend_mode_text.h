#pragma once

/// Names of blend modes in the user's language. GUI thread only.

#include <QString>

#include "core/document/blend_mode.h"

namespace ui {

[[nodiscard]] QString blendModeText(core::BlendMode mode);
/// How a group is called whose layers meet what lies below it.
[[nodiscard]] QString passThroughText();

} // namespace ui
