#pragma once

/// Growing, shrinking, feathering and smoothing of the selection by an amount that is asked for.
/// GUI thread only.

#include <QString>

#include <functional>
#include <stop_token>

#include "core/document/document.h"

class QWidget;

namespace ui {

class SelectionJobs;
class Workspace;

struct SelectionChange {
    const char* title; ///< English, in context "Selection"; of the question
    const char* label; ///< English, in context "History"
    double first;      ///< pixels, what the question starts with
    /// From the selection of the snapshot to the next; pure, any thread.
    std::function<core::Mask(const core::DocumentSnapshot&, float px, const std::stop_token&)>
        change;
};

[[nodiscard]] SelectionChange growSelection();
[[nodiscard]] SelectionChange shrinkSelection();
[[nodiscard]] SelectionChange featherSelection();
[[nodiscard]] SelectionChange smoothSelection();
/// The edge moves to the edges of the picture, and is as soft as they are.
[[nodiscard]] SelectionChange refineSelection();

/// Asks for the pixels in a dialog over `window`, then changes the selection of the open document
/// in the background.
void askSelectionChange(QWidget& window, Workspace& workspace, SelectionJobs& jobs,
                        const SelectionChange& change);

} // namespace ui
