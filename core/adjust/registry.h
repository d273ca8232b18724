#pragma once

/// The table of adjustments. Any thread.

#include <span>
#include <string_view>

#include "core/adjust/adjustment.h"

namespace core {

extern const Adjustment kLevels;
extern const Adjustment kCurves;
extern const Adjustment kBrightnessContrast;
extern const Adjustment kHueSaturation;
extern const Adjustment kWhiteBalance;
extern const Adjustment kBlur;
extern const Adjustment kSharpen;

/// In the order of the menu.
[[nodiscard]] std::span<const Adjustment* const> adjustments();
/// Null for an id that is not there.
[[nodiscard]] const Adjustment* adjustmentById(std::string_view id);

} // namespace core
