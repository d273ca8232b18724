#pragma once

/// What waits behind the running generation: one line each, to be called off or moved forward. GUI
/// thread only.

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace ui {

class GenerationQueue;
struct StoppedFill;

class QueueSection final : public QWidget {
    Q_OBJECT

public:
    explicit QueueSection(GenerationQueue& queue, QWidget* parent = nullptr);

private:
    void refresh();
    void addRow(int place);
    void addStopped(const StoppedFill& stopped);

    GenerationQueue& m_queue;
    QLabel* m_title;
    QToolButton* m_pause;
    QToolButton* m_clear;
    QWidget* m_rows = nullptr;
    QVBoxLayout* m_layout;
};

} // namespace ui
