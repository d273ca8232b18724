#pragma once

/// Everything that tools share with the line above the canvas. GUI thread only.

#include "ui/tools/crop_settings.h"
#include "ui/tools/paint_settings.h"
#include "ui/tools/transform_settings.h"

namespace core {
class ForegroundCut;
}

namespace ui {

class CandidateMix;
class ExpandSettings;

struct ToolSettings {
    CandidateMix* mix = nullptr;              ///< of the results to choose from; null likewise
    ExpandSettings* expand = nullptr;         ///< of the Generate panel; null where there is none
    const core::ForegroundCut* cut = nullptr; ///< of the smart selection; null where there is none
    PaintSettings paint;
    CropSettings crop;
    TransformSettings transform;
};

} // namespace ui
