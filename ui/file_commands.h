#pragma once

/// The dialogs around files: open, save as, export, and the question before unsaved changes go.
/// Nothing here blocks; each dialog reports when it is closed. GUI thread only.

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

#include "core/io/image_codec.h"

class QWidget;

namespace ui {

class DocumentFiles;
class Workspace;

class FileCommands final : public QObject {
    Q_OBJECT

public:
    FileCommands(Workspace& workspace, DocumentFiles& files, QWidget& window);

    void open();
    /// Asks first when there are unsaved changes.
    void openPath(const QString& path);
    /// To where it came from; a photo is asked a name for first.
    void save(std::function<void(bool)> then = {});
    void saveAs(std::function<void(bool)> then = {});
    void exportAs();
    /// What exports propose: a format by its ending, and how it is written.
    void setExportDefaults(const QString& ending, const core::ExportOptions& options);
    /// Calls `proceed` at once when nothing would be lost, else after Save or Discard; `otherwise`
    /// after Cancel, or when saving failed.
    void unlessUnsaved(std::function<void()> proceed, std::function<void()> otherwise = {});

private:
    [[nodiscard]] QString suggestedPath(const QString& extension) const;
    void askExportOptions(const QString& path);

    Workspace& m_workspace;
    DocumentFiles& m_files;
    QWidget& m_window;
    QString m_lastFolder;
    QString m_exportEnding;
    core::ExportOptions m_exportOptions;
};

} // namespace ui
