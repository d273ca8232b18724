#pragma once

/// The tools in two columns of buttons. GUI thread only.

#include <QWidget>

class QAction;

namespace ui {

class ToolGrid final : public QWidget {
public:
    /// One button for each; actions keep their owner.
    explicit ToolGrid(const QList<QAction*>& actions, QWidget* parent = nullptr);
};

} // namespace ui
