#include "ui/autosave.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <optional>
#include <utility>

namespace ui {

namespace {

const QString kEnding = QStringLiteral(".journal");

QString lockOf(const QString& journal)
{
    return journal + QStringLiteral(".lock");
}

struct Done {};

} // namespace

struct Autosave::Journal {
    explicit Journal(const QString& folder)
        : path(QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + kEnding)),
          lock(lockOf(path))
    {
        lock.setStaleLockTime(0);
    }

    core::Status append(const core::DocumentSnapshot& snapshot, const core::JournalTitle& title)
    {
        if (!writer) {
            QDir().mkpath(QFileInfo(path).absolutePath());
            if (!lock.tryLock(0)) {
                return core::fail(core::ErrorCode::WriteFailed,
                                  path.toStdString() + ": the journal cannot be locked");
            }
            core::Result<core::JournalWriter> made =
                core::JournalWriter::create(path.toStdString());
            if (!made) {
                return core::fail(made.error());
            }
            writer.emplace(std::move(*made));
        }
        return writer->append(snapshot, title);
    }

    void remove()
    {
        writer.reset();
        QFile::remove(path);
        lock.unlock();
    }

    QString path;
    QLockFile lock;
    std::optional<core::JournalWriter> writer;
};

Autosave::Autosave(Workspace& workspace, QString folder, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_folder(std::move(folder)),
      m_background(std::make_unique<Background>(1))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::keepNow);
    connect(&workspace, &Workspace::sessionChanged, this, &Autosave::follow);
    follow(workspace.session());
}

Autosave::~Autosave()
{
    // A program that ends in order has asked about unsaved changes.
    m_background.reset(); // waits for what is being written
    if (m_journal) {
        m_journal->remove();
    }
}

QString Autosave::defaultFolder()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty()) {
        state = QDir::homePath() + QStringLiteral("/.local/state");
    }
    return state + QStringLiteral("/stillwater/autosave");
}

QStringList Autosave::abandoned(const QString& folder)
{
    QStringList out;
    const QFileInfoList files =
        QDir(folder).entryInfoList({QLatin1Char('*') + kEnding}, QDir::Files, QDir::Time);
    for (const QFileInfo& file : files) {
        QLockFile lock(lockOf(file.absoluteFilePath()));
        lock.setStaleLockTime(0); // only a process that lives keeps its lock
        if (file.size() > 0 && lock.tryLock(0)) {
            out << file.absoluteFilePath();
        }
    }
    return out;
}

void Autosave::setEnabled(bool on)
{
    m_enabled = on;
    if (!on) {
        m_timer.stop();
        drop();
    }
}

void Autosave::follow(DocumentSession* session)
{
    m_timer.stop();
    drop();
    m_kept = session == nullptr ? 0 : session->document().revision();
    m_generated = generatedLayers();
    m_sinceLast.invalidate();
    if (session != nullptr) {
        connect(session, &DocumentSession::historyChanged, this, &Autosave::historyChanged);
        if (session->isModified()) {
            m_kept = 0;
            keepNow(); // a recovered document has been saved nowhere else
        }
    }
}

int Autosave::generatedLayers() const
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return 0;
    }
    const auto& layers = session->document().layers();
    return static_cast<int>(
        std::count_if(layers.begin(), layers.end(),
                      [](const core::LayerRef& layer) { return !layer->recipe.empty(); }));
}

void Autosave::historyChanged()
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr || !m_enabled) {
        return;
    }
    if (!session->isModified()) {
        m_timer.stop();
        drop(); // what is saved needs no journal
        m_kept = session->document().revision();
        return;
    }
    const int generated = generatedLayers();
    const bool isGeneration = generated > m_generated;
    m_generated = generated;
    if (isGeneration || !m_sinceLast.isValid() || m_sinceLast.elapsed() >= m_interval) {
        m_timer.start(0);
    } else if (!m_timer.isActive()) {
        m_timer.start(m_interval - static_cast<int>(m_sinceLast.elapsed()));
    }
}

void Autosave::keepNow()
{
    DocumentSession* session = m_workspace.session();
    if (session == nullptr || !m_enabled || session->document().revision() == m_kept) {
        return;
    }
    if (m_working) {
        m_again = true;
        return;
    }
    if (!m_journal) {
        m_journal = std::make_shared<Journal>(m_folder);
    }
    m_working = true;
    m_sinceLast.start();
    const core::DocumentSnapshot snapshot = session->document().snapshot();
    const core::JournalTitle title{session->name().toStdString(), session->path().toStdString()};
    m_background->run(
        this,
        [journal = m_journal, snapshot, title](const std::stop_token&) -> core::Result<Done> {
            const core::Status status = journal->append(snapshot, title);
            return status ? core::Result<Done>(Done{}) : core::fail(status.error());
        },
        [this, revision = snapshot.revision](const core::Result<Done>& done) {
            written(done ? core::Status{} : core::fail(done.error()), revision);
        });
}

void Autosave::written(core::Status status, std::uint64_t revision)
{
    m_working = false;
    if (status) {
        m_kept = revision;
        Q_EMIT kept(revision);
    } else {
        Q_EMIT failed(QString::fromStdString(status.error().message));
    }
    if (std::exchange(m_again, false)) {
        historyChanged();
    }
}

void Autosave::drop()
{
    if (const std::shared_ptr<Journal> journal = std::exchange(m_journal, nullptr)) {
        // After whatever is still being written to it.
        m_background->run(
            this,
            [journal](const std::stop_token&) -> core::Result<Done> {
                journal->remove();
                return Done{};
            },
            [](const core::Result<Done>&) {});
    }
}

} // namespace ui
