#include "ui/file_commands.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <utility>

#include "core/io/document_format.h"
#include "core/io/flat_formats.h"
#include "ui/document_files.h"
#include "ui/export_dialog.h"
#include "ui/theme/theme.h"
#include "ui/workspace.h"

namespace ui {

namespace {

QString globs(std::string_view extensions)
{
    QStringList out;
    for (const QString& extension :
         QString::fromUtf8(extensions.data(), static_cast<qsizetype>(extensions.size()))
             .split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        out << QStringLiteral("*.") + extension;
    }
    return out.join(QLatin1Char(' '));
}

QString filter(std::string_view title, const QString& patterns)
{
    return QStringLiteral("%1 (%2)").arg(
        QString::fromUtf8(title.data(), static_cast<qsizetype>(title.size())), patterns);
}

QStringList layeredFilters()
{
    QStringList out;
    for (const core::DocumentFormat& format : core::documentFormats()) {
        out << filter(format.title, globs(format.extension));
    }
    return out;
}

QStringList exportFilters()
{
    QStringList out;
    for (const core::FlatFormat& format : core::flatFormats()) {
        if (format.writable) {
            out << filter(format.title, globs(format.extensions));
        }
    }
    return out;
}

QString openFilter()
{
    QStringList patterns;
    for (const core::DocumentFormat& format : core::documentFormats()) {
        patterns << globs(format.extension);
    }
    for (const core::FlatFormat& format : core::flatFormats()) {
        patterns << globs(format.extensions);
    }
    return patterns.join(QLatin1Char(' '));
}

/// "*.jpg" of "JPEG (*.jpg *.jpeg)" gives "jpg".
QString firstExtension(const QString& nameFilter)
{
    const qsizetype at = nameFilter.indexOf(QLatin1String("*."));
    qsizetype end = at + 2;
    while (at >= 0 && end < nameFilter.size() && nameFilter[end].isLetterOrNumber()) {
        ++end;
    }
    return at < 0 ? QString() : nameFilter.mid(at + 2, end - at - 2);
}

void askForName(QFileDialog& dialog, const QString& path)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setDirectory(QFileInfo(path).absolutePath());
    dialog.selectFile(QFileInfo(path).fileName());
    dialog.setDefaultSuffix(firstExtension(dialog.selectedNameFilter()));
    QObject::connect(
        &dialog, &QFileDialog::filterSelected, &dialog,
        [&dialog](const QString& chosen) { dialog.setDefaultSuffix(firstExtension(chosen)); });
}

} // namespace

FileCommands::FileCommands(Workspace& workspace, DocumentFiles& files, QWidget& window)
    : QObject(&window), m_workspace(workspace), m_files(files), m_window(window),
      m_lastFolder(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
{
    connect(&m_files, &DocumentFiles::opened, this,
            [this](const QString& path) { m_lastFolder = QFileInfo(path).absolutePath(); });
}

void FileCommands::open()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open"), m_lastFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Pictures and documents (%1)").arg(openFilter()), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::openPath);
    dialog->open();
}

void FileCommands::openPath(const QString& path)
{
    unlessUnsaved([this, path] { m_files.open(path); });
}

QString FileCommands::suggestedPath(const QString& extension) const
{
    const DocumentSession* session = m_workspace.session();
    const QString base =
        session == nullptr ? tr("picture") : QFileInfo(session->name()).completeBaseName();
    return QDir(m_lastFolder).filePath(base + QLatin1Char('.') + extension);
}

void FileCommands::save(std::function<void(bool)> then)
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return;
    }
    if (session->path().isEmpty()) {
        saveAs(std::move(then));
    } else {
        m_files.save(session->path(), std::move(then));
    }
}

void FileCommands::saveAs(std::function<void(bool)> then)
{
    if (m_workspace.session() == nullptr) {
        return;
    }
    auto* dialog = new QFileDialog(&m_window, tr("Save with layers"));
    dialog->setNameFilters(layeredFilters());
    const QString suffix = firstExtension(dialog->nameFilters().value(0));
    askForName(*dialog, suggestedPath(suffix));
    auto shared = std::make_shared<std::function<void(bool)>>(std::move(then));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, shared](const QString& path) { m_files.save(path, *shared); });
    connect(dialog, &QFileDialog::rejected, this, [shared] {
        if (*shared) {
            (*shared)(false);
        }
    });
    dialog->open();
}

void FileCommands::exportAs()
{
    if (m_workspace.session() == nullptr) {
        return;
    }
    auto* dialog = new QFileDialog(&m_window, tr("Export a flat picture"));
    dialog->setNameFilters(exportFilters());
    QString suffix = firstExtension(dialog->nameFilters().value(0));
    for (const QString& known : dialog->nameFilters()) {
        if (firstExtension(known) == m_exportEnding) {
            suffix = m_exportEnding;
            dialog->selectNameFilter(known);
        }
    }
    const QString base = QFileInfo(suggestedPath(suffix)).completeBaseName();
    askForName(*dialog,
               QDir(m_lastFolder).filePath(tr("%1-edited").arg(base) + QLatin1Char('.') + suffix));
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::askExportOptions);
    dialog->open();
}

void FileCommands::setExportDefaults(const QString& ending, const core::ExportOptions& options)
{
    m_exportEnding = ending;
    m_exportOptions = options;
}

void FileCommands::askExportOptions(const QString& path)
{
    auto* dialog = new ExportDialog(path, m_exportOptions, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, path] { m_files.exportTo(path, dialog->options()); });
    dialog->open();
}

void FileCommands::unlessUnsaved(std::function<void()> proceed, std::function<void()> otherwise)
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr || !session->isModified()) {
        proceed();
        return;
    }
    auto* box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("unsavedQuestion"));
    box->setWindowTitle(tr("Unsaved changes"));
    box->setText(tr("Save the changes to “%1”?").arg(session->name()));
    box->setInformativeText(tr("Without saving, they are lost."));
    QPushButton* save = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton* discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(save);
    setPrimary(*save);
    box->setEscapeButton(cancel);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, save, discard, proceed = std::move(proceed),
             otherwise = std::move(otherwise)](QAbstractButton* pressed) {
                const auto decide = [proceed, otherwise](bool yes) {
                    if (yes) {
                        proceed();
                    } else if (otherwise) {
                        otherwise();
                    }
                };
                if (pressed == save) {
                    this->save(decide);
                } else {
                    decide(pressed == discard);
                }
            });
    box->open();
}

} // namespace ui
