#pragma once

/// Title bars of docks in the program's own looks. GUI thread only.

#include <QWidget>

class QDockWidget;

namespace ui {

/// A heading; the dock is dragged and floated by it.
[[nodiscard]] QWidget* makePanelTitle(const QString& title);

/// For docks that lie under tabs: the tab is the title, so this takes no room. While the dock
/// floats, the window manager's own title is there.
[[nodiscard]] QWidget* makeEmptyTitle();

} // namespace ui
