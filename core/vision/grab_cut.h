#pragma once

#include <memory>

#include "core/selection/foreground_cut.h"

namespace core {

/// GrabCut as OpenCV has it.
[[nodiscard]] std::unique_ptr<ForegroundCut> createGrabCut();

} // namespace core
