#pragma once

/// Models on this machine: what they are, whether they are whole, and more of them from elsewhere;
/// servers that can be used instead; the offline switch. GUI thread only.

#include <QDialog>
#include <QThread>

#include "ui/models/model_library.h"
#include "ui/remote/model_download.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace ui {

class Background;
class ModelSelection;
class RemoteServers;

struct ModelManagerParts {
    ModelSelection& models;
    RemoteServers& servers;
    Background& background;
    const ModelLibrary& library;
};

class ModelManager final : public QDialog {
    Q_OBJECT

public:
    ModelManager(const ModelManagerParts& parts, QWidget* parent);
    ~ModelManager() override;

    /// Looks again; `listed` follows.
    void rescan();
    /// Another hub, for tests.
    void setHub(const QUrl& hub);

Q_SIGNALS:
    void listed();
    void verified(const QString& path, bool whole);
    void downloaded(const QString& path);

private:
    [[nodiscard]] QWidget* makeFiles();
    [[nodiscard]] QWidget* makeServers();
    void makeDownload(QVBoxLayout& layout, QWidget* page);
    void list(const std::vector<LibraryEntry>& entries);
    void refresh();
    void refreshServers();
    void use();
    void verify();
    void addFolder();
    void download();
    void downloadEnded(const DownloadResult& result);
    void editServer(const QString& id);
    [[nodiscard]] QTreeWidgetItem* chosen() const;
    [[nodiscard]] QString chosenServer() const;

    ModelManagerParts m_parts;
    QStringList m_folders;
    QTreeWidget* m_files = nullptr;
    QTreeWidget* m_serverList = nullptr;
    QLabel* m_about = nullptr;
    QPushButton* m_use = nullptr;
    QPushButton* m_verify = nullptr;
    QLineEdit* m_source = nullptr;
    QLineEdit* m_checksum = nullptr;
    QPushButton* m_download = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_progress = nullptr;
    QPushButton* m_useServer = nullptr;
    QPushButton* m_editServer = nullptr;
    QPushButton* m_removeServer = nullptr;
    QCheckBox* m_offline;
    bool m_downloading = false;
    QThread m_thread;
    ModelDownload* m_worker; ///< lives on m_thread
};

} // namespace ui
