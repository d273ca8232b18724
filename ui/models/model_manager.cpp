#include "ui/models/model_manager.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/background.h"
#include "ui/model_selection.h"
#include "ui/models/server_dialog.h"
#include "ui/remote/remote_server.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kPathRole = Qt::UserRole;
constexpr int kProblemRole = Qt::UserRole + 1;
constexpr int kKindRole = Qt::UserRole + 2;
constexpr int kStateColumn = 4;
constexpr int kBarSteps = 1000;

QPushButton* button(const char* name, const QString& text, QWidget* parent)
{
    auto* out = new QPushButton(text, parent);
    out->setObjectName(QLatin1String(name));
    return out;
}

QTreeWidget* table(const char* name, const QStringList& columns, QWidget* parent)
{
    auto* out = new QTreeWidget(parent);
    out->setObjectName(QLatin1String(name));
    out->setHeaderLabels(columns);
    out->setRootIsDecorated(false);
    out->setAllColumnsShowFocus(true);
    out->setUniformRowHeights(true);
    out->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    out->header()->setStretchLastSection(false);
    return out;
}

} // namespace

ModelManager::ModelManager(const ModelManagerParts& parts, QWidget* parent)
    : QDialog(parent), m_parts(parts),
      m_offline(new QCheckBox(tr("Work offline: nothing is sent or fetched"), this)),
      m_worker(new ModelDownload)
{
    setObjectName(QStringLiteral("modelManager"));
    setWindowTitle(tr("Models"));
    resize(780, 560);
    auto* tabs = new QTabWidget(this);
    tabs->addTab(makeFiles(), tr("On this machine"));
    tabs->addTab(makeServers(), tr("On servers"));
    m_offline->setObjectName(QStringLiteral("offline"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGap);
    layout->addWidget(tabs, 1);
    layout->addWidget(m_offline);

    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &ModelDownload::finished, this, &ModelManager::downloadEnded);
    connect(m_worker, &ModelDownload::progressed, this, [this](const DownloadProgress& p) {
        m_bar->setRange(0, p.size > 0 ? kBarSteps : 0);
        if (p.size > 0) {
            m_bar->setValue(static_cast<int>(kBarSteps * static_cast<double>(p.received) /
                                             static_cast<double>(p.size)));
        }
        m_progress->setText(tr("%1 (%2 of %3): %4")
                                .arg(p.file)
                                .arg(p.number + 1)
                                .arg(p.files)
                                .arg(QLocale().formattedDataSize(p.received)));
    });
    connect(m_worker, &ModelDownload::retrying, this, [this](int attempt, const QString& why) {
        m_progress->setText(tr("Trying again (%1): %2").arg(attempt).arg(why));
    });
    m_thread.start();

    connect(m_offline, &QCheckBox::toggled, &m_parts.servers, &RemoteServers::setOffline);
    connect(&m_parts.servers, &RemoteServers::changed, this, &ModelManager::refreshServers);
    connect(&m_parts.models, &ModelSelection::changed, this, &ModelManager::refresh);
    refreshServers();
    rescan();
}

ModelManager::~ModelManager()
{
    m_thread.quit();
    m_thread.wait();
}

void ModelManager::setHub(const QUrl& hub)
{
    m_worker->setHub(hub); // before a download begins
}

QWidget* ModelManager::makeFiles()
{
    auto* page = new QWidget(this);
    m_files = table("modelList",
                    {tr("Name"), tr("Family"), tr("Licence"), tr("Size"), tr("State")}, page);
    m_about = new QLabel(page);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextRole(*m_about, TextRole::Secondary);
    m_use = button("useModel", tr("Use"), page);
    m_verify = button("verifyModel", tr("Verify"), page);
    m_verify->setToolTip(tr("Reads every number of every tensor once"));
    QPushButton* folder = button("addFolder", tr("Look in a folder…"), page);
    setPrimary(*m_use);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(m_use);
    buttons->addWidget(m_verify);
    buttons->addWidget(folder);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(kGap);
    layout->addWidget(m_files, 1);
    layout->addWidget(m_about);
    layout->addLayout(buttons);
    makeDownload(*layout, page);
    connect(m_files, &QTreeWidget::itemSelectionChanged, this, &ModelManager::refresh);
    connect(m_files, &QTreeWidget::itemActivated, this, &ModelManager::use);
    connect(m_use, &QPushButton::clicked, this, &ModelManager::use);
    connect(m_verify, &QPushButton::clicked, this, &ModelManager::verify);
    connect(folder, &QPushButton::clicked, this, &ModelManager::addFolder);
    return page;
}

void ModelManager::makeDownload(QVBoxLayout& layout, QWidget* page)
{
    auto* heading = new QLabel(tr("Download"), page);
    setTextRole(*heading, TextRole::Heading);
    m_source = new QLineEdit(page);
    m_source->setObjectName(QStringLiteral("downloadSource"));
    m_source->setPlaceholderText(
        tr("owner/name of a Hugging Face repository, or the address of a file"));
    m_checksum = new QLineEdit(page);
    m_checksum->setObjectName(QStringLiteral("downloadChecksum"));
    m_checksum->setPlaceholderText(tr("SHA-256 of a single file, if you have it"));
    m_download = button("downloadModel", tr("Download"), page);
    m_bar = new QProgressBar(page);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kBarSteps);
    m_bar->hide();
    m_progress = new QLabel(page);
    m_progress->setObjectName(QStringLiteral("downloadText"));
    m_progress->setTextFormat(Qt::PlainText);
    m_progress->setWordWrap(true);
    setTextRole(*m_progress, TextRole::Secondary);
    auto* fields = new QGridLayout;
    fields->setSpacing(kGap);
    fields->addWidget(m_source, 0, 0);
    fields->addWidget(m_download, 0, 1);
    fields->addWidget(m_checksum, 1, 0);
    layout.addWidget(heading);
    layout.addLayout(fields);
    layout.addWidget(m_bar);
    layout.addWidget(m_progress);
    connect(m_source, &QLineEdit::textChanged, this, &ModelManager::refresh);
    connect(m_source, &QLineEdit::returnPressed, this, &ModelManager::download);
    connect(m_download, &QPushButton::clicked, this, [this] {
        if (m_downloading) {
            QMetaObject::invokeMethod(m_worker, &ModelDownload::cancel);
        } else {
            download();
        }
    });
}

QWidget* ModelManager::makeServers()
{
    auto* page = new QWidget(this);
    auto* what = new QLabel(
        tr("Servers that speak the OpenAI images API: LocalAI, stable-diffusion.cpp, hosted ones. "
           "Only what is around the selection and your words are sent, and only to a server that "
           "you have added here and chosen."),
        page);
    what->setWordWrap(true);
    setTextRole(*what, TextRole::Secondary);
    m_serverList = table("serverList", {tr("Name"), tr("Machine"), tr("Model")}, page);
    m_useServer = button("useServer", tr("Use"), page);
    QPushButton* add = button("addServer", tr("Add…"), page);
    m_editServer = button("editServer", tr("Change…"), page);
    m_removeServer = button("removeServer", tr("Remove"), page);
    setPrimary(*m_useServer);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    for (QPushButton* one : {m_useServer, add, m_editServer, m_removeServer}) {
        buttons->addWidget(one);
    }
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(kGap);
    layout->addWidget(what);
    layout->addWidget(m_serverList, 1);
    layout->addLayout(buttons);
    const auto use = [this] {
        if (!chosenServer().isEmpty()) {
            m_parts.models.select(QString::fromStdString(remoteModel(chosenServer())));
        }
    };
    connect(m_serverList, &QTreeWidget::itemSelectionChanged, this, &ModelManager::refresh);
    connect(m_serverList, &QTreeWidget::itemActivated, this, use);
    connect(m_useServer, &QPushButton::clicked, this, use);
    connect(add, &QPushButton::clicked, this, [this] { editServer({}); });
    connect(m_editServer, &QPushButton::clicked, this, [this] { editServer(chosenServer()); });
    connect(m_removeServer, &QPushButton::clicked, this, [this] {
        const QString id = chosenServer();
        if (m_parts.models.path() == QString::fromStdString(remoteModel(id))) {
            m_parts.models.select({});
        }
        static_cast<void>(m_parts.servers.remove(id));
    });
    return page;
}

QTreeWidgetItem* ModelManager::chosen() const
{
    const QList<QTreeWidgetItem*> items = m_files->selectedItems();
    return items.isEmpty() ? nullptr : items.front();
}

QString ModelManager::chosenServer() const
{
    const QList<QTreeWidgetItem*> items = m_serverList->selectedItems();
    return items.isEmpty() ? QString() : items.front()->data(0, kPathRole).toString();
}

void ModelManager::rescan()
{
    if (!m_parts.library.find) {
        return;
    }
    std::vector<std::string> folders{m_parts.library.folder.toStdString()};
    for (const QString& folder : m_folders) {
        folders.push_back(folder.toStdString());
    }
    m_about->setText(tr("Looking for models"));
    m_parts.background.run(
        this,
        [find = m_parts.library.find, folders](const std::stop_token& stop) {
            return find(folders, stop);
        },
        [this](core::Result<std::vector<LibraryEntry>> found) {
            if (found) {
                list(*found);
            } else {
                m_about->setText(QString::fromStdString(found.error().message));
            }
            Q_EMIT listed();
        });
}

void ModelManager::list(const std::vector<LibraryEntry>& entries)
{
    const QString before = chosen() == nullptr ? QString() : chosen()->data(0, kPathRole).toString();
    m_files->clear();
    for (const LibraryEntry& one : entries) {
        const QString licence =
            one.licence.empty() ? tr("not stated") : QString::fromStdString(one.licence);
        const QString family = QString::fromStdString(one.family.empty() ? one.kind : one.family);
        auto* item = new QTreeWidgetItem(
            m_files, {QString::fromStdString(one.title), family, licence,
                      QLocale().formattedDataSize(one.bytes),
                      one.problem.empty() ? QString() : tr("cannot be used")});
        item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, kPathRole, QString::fromStdString(one.path));
        item->setData(0, kProblemRole, QString::fromStdString(one.problem));
        item->setData(0, kKindRole, QString::fromStdString(one.kind));
        item->setToolTip(0, QDir::toNativeSeparators(QString::fromStdString(one.path)));
        item->setSelected(item->data(0, kPathRole).toString() == before);
    }
    for (int column = 1; column <= kStateColumn; ++column) {
        m_files->resizeColumnToContents(column);
    }
    refresh();
}

void ModelManager::refresh()
{
    const QTreeWidgetItem* item = chosen();
    const QString problem = item == nullptr ? QString() : item->data(0, kProblemRole).toString();
    const bool isModel =
        item != nullptr && item->data(0, kKindRole).toString() == QLatin1String("model");
    m_use->setEnabled(isModel && problem.isEmpty());
    m_verify->setEnabled(item != nullptr);
    if (item != nullptr) {
        m_about->setText(problem.isEmpty() ? item->toolTip(0) : problem);
    } else {
        m_about->setText(m_files->topLevelItemCount() > 0 ? tr("Choose a model.") : QString());
    }
    const bool offline = m_parts.servers.isOffline();
    m_download->setText(m_downloading ? tr("Cancel") : tr("Download"));
    m_download->setEnabled(m_downloading || (!offline && !m_source->text().trimmed().isEmpty()));
    m_download->setToolTip(offline ? tr("The program works offline") : QString());
    const bool server = !chosenServer().isEmpty();
    m_useServer->setEnabled(server && !offline);
    m_useServer->setToolTip(offline ? tr("The program works offline") : QString());
    m_editServer->setEnabled(server);
    m_removeServer->setEnabled(server);
}

void ModelManager::refreshServers()
{
    const QString before = chosenServer();
    m_serverList->clear();
    for (const RemoteServer& one : m_parts.servers.all()) {
        auto* item = new QTreeWidgetItem(
            m_serverList, {one.name, one.url.host(), one.model.isEmpty() ? tr("its own") : one.model});
        item->setData(0, kPathRole, one.id);
        item->setToolTip(0, one.url.toString());
        item->setSelected(one.id == before);
    }
    m_offline->setChecked(m_parts.servers.isOffline());
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, off = m_parts.servers.isOffline()] {
        worker->setOffline(off);
        if (off) {
            worker->cancel();
        }
    });
    refresh();
}

void ModelManager::use()
{
    if (m_use->isEnabled() && chosen() != nullptr) {
        m_parts.models.select(chosen()->data(0, kPathRole).toString());
    }
}

void ModelManager::verify()
{
    QTreeWidgetItem* item = chosen();
    if (item == nullptr || !m_parts.library.verify) {
        return;
    }
    const QString path = item->data(0, kPathRole).toString();
    item->setText(kStateColumn, tr("reading"));
    m_files->resizeColumnToContents(kStateColumn);
    m_parts.background.run(
        this,
        [verify = m_parts.library.verify, path](const std::stop_token& stop) {
            return verify(path.toStdString(), stop);
        },
        [this, path](const core::Result<std::vector<std::string>>& problems) {
            const bool whole = problems && problems->empty();
            for (int i = 0; i < m_files->topLevelItemCount(); ++i) {
                QTreeWidgetItem* one = m_files->topLevelItem(i);
                if (one->data(0, kPathRole).toString() != path) {
                    continue;
                }
                one->setText(kStateColumn, whole ? tr("whole") : tr("damaged"));
                if (!whole) {
                    QStringList lines;
                    if (!problems) {
                        lines << QString::fromStdString(problems.error().message);
                    } else {
                        for (const std::string& line : *problems) {
                            lines << QString::fromStdString(line);
                        }
                    }
                    one->setData(0, kProblemRole, lines.mid(0, 5).join(QLatin1Char('\n')));
                }
            }
            m_files->resizeColumnToContents(kStateColumn);
            refresh();
            Q_EMIT verified(path, whole);
        });
}

void ModelManager::addFolder()
{
    auto* dialog = new QFileDialog(this, tr("Look for models in a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_folders << folder;
        rescan();
    });
    dialog->open();
}

void ModelManager::download()
{
    if (m_downloading || m_parts.servers.isOffline()) {
        return;
    }
    const core::Result<ModelSource> source = modelSourceOf(m_source->text());
    if (!source) {
        m_progress->setText(QString::fromStdString(source.error().message));
        return;
    }
    m_downloading = true;
    m_bar->show();
    m_bar->setRange(0, 0);
    m_progress->setText(tr("Asking for the files"));
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, source = *source, folder = m_parts.library.folder,
                   sum = m_checksum->text().trimmed()] { worker->start(source, folder, sum); });
    refresh();
}

void ModelManager::downloadEnded(const DownloadResult& result)
{
    m_downloading = false;
    m_bar->hide();
    m_progress->setText(result.error.isEmpty()
                            ? tr("It lies in %1.").arg(QDir::toNativeSeparators(result.path))
                            : tr("Not downloaded: %1").arg(result.error));
    refresh();
    if (result.error.isEmpty()) {
        rescan();
        Q_EMIT downloaded(result.path);
    }
}

void ModelManager::editServer(const QString& id)
{
    auto* dialog = new ServerDialog(m_parts.servers, id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace ui
