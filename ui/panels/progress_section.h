#pragma once

/// What the engine is doing, how long it still takes, and the button that stops it. GUI thread
/// only.

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "ui/fill_controller.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

/// "Painting, step 7 of 20" and the like, translated.
[[nodiscard]] QString stageText(const FillStatus& status);
/// "about 12 s left"; empty while unknown.
[[nodiscard]] QString remainingText(double seconds);

class ProgressSection final : public QWidget {
    Q_OBJECT

public:
    explicit ProgressSection(QWidget* parent = nullptr);

    void setStatus(const FillStatus& status);
    /// Cancel was pressed; it takes a moment.
    void setStopping();

Q_SIGNALS:
    void cancelRequested();

private:
    void showRemaining();

    double m_left = -1; ///< seconds, as it was told last; negative = unknown
    QElapsedTimer m_sinceTold;
    QTimer m_tick;
    QLabel* m_stage;
    QLabel* m_remaining;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
};

} // namespace ui
