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

/// One that was stopped on its way and can go on.
struct StoppedFill {
    std::uint64_t id = 0;
    FillJob job;       ///< without a snapshot where an earlier run of the program left it
    int step = 0;      ///< finished steps of what was being made
    QString file;      ///< UnfinishedJobs keeps it under this name; may be empty
    QString picture;   ///< what the document was called
    core::Size size;   ///< of its canvas
    core::Mask mask;   ///< the selection then, where there is no snapshot
};

class GenerationQueue final : public QObject {
    Q_OBJECT

public:
    GenerationQueue(FillController& fills, Workspace& workspace, QObject* parent = nullptr);

    /// Begins at once when nothing runs and the queue is not paused. Nothing happens where there is
    /// an obstacle. Returns the job's id, 0 for none.
    std::uint64_t add(const FillParams& params);
    /// A job that says itself what it works on.
    std::uint64_t addJob(FillJob job);

    /// Those that wait, the next one first.
    [[nodiscard]] const std::deque<QueuedFill>& waiting() const { return m_waiting; }
    /// The running one's id; 0 when none runs.
    [[nodiscard]] std::uint64_t running() const { return m_running; }
    [[nodiscard]] const FillParams& runningParams() const { return m_runningParams; }

    /// A waiting one goes, a running one is stopped.
    void cancel(std::uint64_t id);
    void cancelAll();
    /// What waits to add to this outcome goes, and is stopped if it runs.
    void cancelInto(const OutcomeRef& outcome);

    /// Those that were stopped, the last one first; at most some.
    [[nodiscard]] const std::deque<StoppedFill>& stopped() const { return m_stopped; }
    /// One from an earlier run of the program.
    void offer(StoppedFill stopped);
    /// Empty when it could go on now; else one sentence on what is missing.
    [[nodiscard]] QString obstacle(const StoppedFill& stopped) const;
    /// Into the queue with it, in front of what waits.
    void goOn(std::uint64_t id);
    void forget(std::uint64_t id);

    /// One place forward.
    void moveUp(std::uint64_t id);
    /// What runs goes on to its end; nothing new begins.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

Q_SIGNALS:
    void changed();
    /// A stopped one is not offered any more.
    void settled(const ui::StoppedFill& stopped);

private:
    void startNext();
    void keepStopped(const FillJob& job);

    FillController& m_fills;
    Workspace& m_workspace;
    std::deque<QueuedFill> m_waiting;
    std::deque<StoppedFill> m_stopped;
    std::uint64_t m_lastId = 0;
    std::uint64_t m_running = 0;
    FillParams m_runningParams;
    bool m_paused = false;
};

} // namespace ui
