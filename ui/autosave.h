#pragma once

/// Keeps a journal of the open document's unsaved changes in the state folder, so that nothing of
/// them is lost when the program dies: at most every half minute, and at once after a generation.
/// Written by a background thread. GUI thread only.

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>

#include "core/io/journal.h"
#include "ui/background.h"
#include "ui/workspace.h"

class QLockFile;

namespace ui {

class Autosave final : public QObject {
    Q_OBJECT

public:
    /// `folder` is made when it is first needed.
    Autosave(Workspace& workspace, QString folder, QObject* parent = nullptr);
    ~Autosave() override;

    void setInterval(int milliseconds) { m_interval = milliseconds; }
    void setEnabled(bool on);

    /// Journals that no running program writes: what a crash left behind, newest first.
    [[nodiscard]] static QStringList abandoned(const QString& folder);
    /// $XDG_STATE_HOME/stillwater/autosave.
    [[nodiscard]] static QString defaultFolder();

Q_SIGNALS:
    /// The document's state of this revision is safe.
    void kept(quint64 revision);
    void failed(const QString& message);

private:
    struct Journal; ///< of one document; used by one background job at a time

    void follow(DocumentSession* session);
    void historyChanged();
    void keepNow();
    void written(core::Status status, std::uint64_t revision);
    void drop();
    [[nodiscard]] int generatedLayers() const;

    Workspace& m_workspace;
    QString m_folder;
    int m_interval = 30000;
    bool m_enabled = true;
    std::shared_ptr<Journal> m_journal;
    bool m_working = false;
    bool m_again = false; ///< changed while a state was being written
    int m_generated = 0;
    std::uint64_t m_kept = 0; ///< revision
    QElapsedTimer m_sinceLast;
    QTimer m_timer;
    std::unique_ptr<Background> m_background;
};

} // namespace ui
