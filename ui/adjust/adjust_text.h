#pragma once

/// The words of core/adjust in the user's language. GUI thread only.

#include <QString>

namespace ui {

/// Of a title of the table; translated in context "Adjust".
[[nodiscard]] QString adjustText(const char* english);

} // namespace ui
