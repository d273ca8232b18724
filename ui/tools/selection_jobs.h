#pragma once

/// Selections that take a while: made by a background thread from a snapshot, then one step of the
/// history. One at a time; a newer one takes the place of an older. GUI thread only.

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <stop_token>

#include "core/document/document.h"
#include "ui/background.h"

namespace ui {

class DocumentSession;

class SelectionJobs final : public QObject {
    Q_OBJECT

public:
    explicit SelectionJobs(QObject* parent = nullptr);
    ~SelectionJobs() override;

    /// The selection after the change; must own all it touches.
    using Work = std::function<core::Result<core::Mask>(const core::DocumentSnapshot&,
                                                        const std::stop_token&)>;

    /// `label` is English, for the history. When the selection changes before the work is done the
    /// result is dropped.
    void run(DocumentSession& session, const char* label, Work work);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void runningChanged();
    /// The work came to nothing; one sentence. Not after cancel().
    void failed(const QString& reason);

private:
    void setRunning(bool running);

    std::uint64_t m_number = 0; ///< of the newest job; results of others are dropped
    bool m_running = false;
    std::stop_source m_stop;
    Background m_background; ///< last: its end waits for the work
};

} // namespace ui
