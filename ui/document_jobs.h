#pragma once

/// Edits that take a while: worked out by a background thread from a snapshot, then one step of the
/// history. One at a time; a newer one takes the place of an older. GUI thread only.

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "core/document/document.h"
#include "core/undo/command.h"
#include "ui/background.h"

namespace ui {

class DocumentSession;

class DocumentJobs final : public QObject {
    Q_OBJECT

public:
    explicit DocumentJobs(QObject* parent = nullptr);
    ~DocumentJobs() override;

    /// The command to push, or null when there is nothing to do; must own all it touches.
    using Work = std::function<core::Result<std::unique_ptr<core::Command>>(
        const core::DocumentSnapshot&, const std::stop_token&)>;
    /// Whether the edit came into the document.
    using Then = std::function<void(bool done)>;

    /// When the document changes before the work is done, the result is dropped and failed() says
    /// so.
    void run(DocumentSession& session, Work work, Then then = {});
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void runningChanged();
    /// One sentence.
    void failed(const QString& message);

private:
    void finish(DocumentSession* session, std::uint64_t revision,
                core::Result<std::unique_ptr<core::Command>> command);
    void end(bool done);

    std::uint64_t m_number = 0; ///< of the newest job; results of others are dropped
    bool m_running = false;
    Then m_then;
    std::stop_source m_stop;
    Background m_background; ///< last: its end waits for the work
};

} // namespace ui
