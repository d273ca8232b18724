#include "ui/recovery.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <memory>
#include <utility>

#include "core/commands/set_state.h"
#include "core/io/journal.h"
#include "ui/autosave.h"
#include "ui/theme/theme.h"
#include "ui/workspace.h"

namespace ui {

namespace {

/// The session of a document that lies in no file: it counts as changed whatever is undone.
std::unique_ptr<DocumentSession> unsavedSession(core::RecoveredDocument recovered)
{
    const QString path = QString::fromStdString(recovered.title.path);
    const QString name = QString::fromStdString(recovered.title.name);
    auto session = std::make_unique<DocumentSession>(std::move(recovered.document), path, name);
    const core::DocumentSnapshot state = session->document().snapshot();
    const auto mark = [&] {
        session->history().push(std::make_unique<core::SetState>(
            state, state, QT_TRANSLATE_NOOP("History", "Recovered")));
    };
    // The saved state becomes one that a new step takes the way to.
    mark();
    session->history().setClean();
    session->history().undo();
    mark();
    return session;
}

} // namespace

Recovery::Recovery(Workspace& workspace, Background& background, QWidget& window)
    : m_workspace(workspace), m_background(background), m_window(window)
{
}

void Recovery::offer(const QString& folder)
{
    const QStringList journals = Autosave::abandoned(folder);
    if (journals.isEmpty()) {
        return;
    }
    auto* box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("recoveryQuestion"));
    box->setWindowTitle(tr("Recover your work"));
    const QDateTime when = QFileInfo(journals.front()).lastModified();
    box->setText(tr("Stillwater did not end in order last time."));
    box->setInformativeText(tr("Changes up to %1 that were not saved can be brought back.")
                                .arg(QLocale().toString(when, QLocale::ShortFormat)));
    QPushButton* yes = box->addButton(tr("Recover"), QMessageBox::AcceptRole);
    QPushButton* no = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton* later = box->addButton(tr("Ask again later"), QMessageBox::RejectRole);
    yes->setObjectName(QStringLiteral("recover"));
    box->setDefaultButton(yes);
    box->setEscapeButton(later);
    setPrimary(*yes);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, yes, no, journals](QAbstractButton* pressed) {
                if (pressed == yes) {
                    recover(journals.front());
                } else if (pressed == no) {
                    discard(journals);
                }
            });
    box->open();
}

void Recovery::discard(const QStringList& journals)
{
    for (const QString& journal : journals) {
        QFile::remove(journal);
        QFile::remove(journal + QStringLiteral(".lock"));
    }
}

void Recovery::recover(const QString& journal)
{
    m_background.run(
        this,
        [file = journal.toStdString()](const std::stop_token&) { return core::readJournal(file); },
        [this, journal](core::Result<core::RecoveredDocument> recovered) {
            if (!recovered) {
                Q_EMIT failed(QString::fromStdString(recovered.error().message));
                return;
            }
            const QString name = QString::fromStdString(recovered->title.name);
            m_workspace.setSession(unsavedSession(std::move(*recovered)));
            Q_EMIT this->recovered(name);
            // The new session has a journal of its own by then; a crash before that leaves both.
            discard({journal});
        });
}

} // namespace ui
