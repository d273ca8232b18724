#pragma once

/// Generations that wait for their turn. The one in front runs; the others keep the selection they
/// were asked for with, but see the picture as it is when they begin. No widgets. GUI thread only.

#include <QObject>

#include <deque>

#include "ui/fill_controller.h"

namespace ui {

struct QueuedFill {
    std::uint64_t id = 0;
    FillJob job;
};

class GenerationQueue final : public QObject {
    Q_OBJECT

public:
    explicit GenerationQueue(FillController& fills, QObject* parent = nullptr);

    /// Begins at once when nothing runs and the queue is not paused. Nothing happens where there is
    /// an obstacle. Returns the job's id, 0 for none.
    std::uint64_t add(const FillParams& params);

    /// Those that wait, the next one first.
    [[nodiscard]] const std::deque<QueuedFill>& waiting() const { return m_waiting; }
    /// The running one's id; 0 when none runs.
    [[nodiscard]] std::uint64_t running() const { return m_running; }
    [[nodiscard]] const FillParams& runningParams() const { return m_runningParams; }

    /// A waiting one goes, a running one is stopped.
    void cancel(std::uint64_t id);
    void cancelAll();
    /// One place forward.
    void moveUp(std::uint64_t id);
    /// What runs goes on to its end; nothing new begins.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

Q_SIGNALS:
    void changed();

private:
    void startNext();

    FillController& m_fills;
    std::deque<QueuedFill> m_waiting;
    std::uint64_t m_lastId = 0;
    std::uint64_t m_running = 0;
    FillParams m_runningParams;
    bool m_paused = false;
};

} // namespace ui
