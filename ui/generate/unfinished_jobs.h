#pragma once

/// Keeps what runs and waits in the state folder, so that a crash costs no more than the step it fell
/// into. Files are replaced whole, by one background thread. GUI thread only.

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>

#include "ui/background.h"
#include "ui/generate/generation_queue.h"
#include "ui/generate/unfinished_file.h"

class QLockFile;

namespace ui {

class UnfinishedJobs final : public QObject {
    Q_OBJECT

public:
    /// Follows the queue; `folder` is made when it is first needed. Empty = nothing is kept.
    UnfinishedJobs(FillController& fills, GenerationQueue& queue, QObject* parent = nullptr);
    ~UnfinishedJobs() override;

    /// From now on jobs are kept there, and what no running program keeps there is offered.
    void open(const QString& folder);
    /// $XDG_STATE_HOME/stillwater/generations.
    [[nodiscard]] static QString defaultFolder();
    /// At most one file in so many milliseconds, but for the first of a job.
    void setInterval(int milliseconds) { m_interval = milliseconds; }

Q_SIGNALS:
    /// The running job is safe up to this step.
    void kept(int step);

private:
    void keep(const FillJob& job);
    void followQueue();
    void drop(const QString& file);

    FillController& m_fills;
    GenerationQueue& m_queue;
    QString m_folder;
    int m_interval = 2000;
    QString m_file;     ///< of the running job; empty while it has none
    std::map<std::uint64_t, QString> m_waiting; ///< files of those that wait, by their id
    QByteArray m_mask;  ///< its selection, encoded once
    bool m_writing = false;
    std::optional<FillJob> m_next; ///< newer than what is being written
    QElapsedTimer m_since;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Background> m_background;
};

} // namespace ui
