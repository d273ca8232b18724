#pragma once

/// Opens, saves and exports in the background and says how it went. No widgets. GUI thread only.

#include <QObject>
#include <QString>

#include <functional>

#include "core/io/document_io.h"
#include "ui/background.h"
#include "ui/workspace.h"

namespace ui {

class DocumentFiles final : public QObject {
    Q_OBJECT

public:
    DocumentFiles(Workspace& workspace, const core::ImageCodec& codec, Background& background,
                  QObject* parent = nullptr);

    /// Replaces the open document when the file could be read; on failure it stays.
    void open(const QString& path);
    [[nodiscard]] bool isOpening() const { return !m_opening.isEmpty(); }
    /// Name of the file that is being opened; empty when none is.
    [[nodiscard]] QString opening() const { return m_opening; }

    /// All layers, as they are at this moment; editing goes on meanwhile. `then` is called with
    /// whether it worked, after the signals.
    void save(const QString& path, std::function<void(bool)> then = {});
    /// What shows, as one flat picture.
    void exportTo(const QString& path, const core::ExportOptions& options);
    /// A save or an export is under way; another one is refused meanwhile.
    [[nodiscard]] bool isWriting() const { return m_writing; }

Q_SIGNALS:
    /// An opening began or ended.
    void openingChanged();
    void opened(const QString& path);
    void saved(const QString& path);
    void exported(const QString& path);
    /// Something was done, but not quite; one sentence.
    void warned(const QString& message);
    /// One sentence.
    void failed(const QString& message);

private:
    void take(const QString& path, core::OpenedDocument opened);

    Workspace& m_workspace;
    const core::ImageCodec& m_codec;
    Background& m_background;
    QString m_opening;
    std::uint64_t m_openings = 0; ///< only the newest opening counts
    bool m_writing = false;
};

} // namespace ui
