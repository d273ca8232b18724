#pragma once

/// Growing, shrinking, feathering and smoothing of the selection by an amount that is asked for.
/// GUI thread only.

#include <QString>

#include <functional>

#include "core/image/mask.h"

class QWidget;

namespace ui {

class SelectionJobs;
class Workspace;

struct SelectionChange {
    const char* title; ///< English, in context "Selection"; of the question
    const char* label; ///< English, in context "History"
    double first;      ///< pixels, what the question starts with
    std::function<core::Mask(core::Mask, float px)> change; ///< pure; any thread
};

[[nodiscard]] SelectionChange growSelection();
[[nodiscard]] SelectionChange shrinkSelection();
[[nodiscard]] SelectionChange featherSelection();
[[nodiscard]] SelectionChange smoothSelection();

/// Asks for the pixels in a dialog over `window`, then changes the selection of the open document
/// in the background.
void askSelectionChange(QWidget& window, Workspace& workspace, SelectionJobs& jobs,
                        const SelectionChange& change);

} // namespace ui
