#include "ui/generate/unfinished_jobs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QUuid>

#include <utility>

namespace ui {

namespace {

const QString kEnding = QStringLiteral(".generation");
const QString kLockEnding = QStringLiteral(".lock");
constexpr int kMostOffered = 5;

struct Written {
    QByteArray mask;
    int step = 0;
};

core::Result<Written> write(const QString& path, const FillJob& job, QByteArray mask)
{
    UnfinishedFill fill;
    fill.params = job.params;
    fill.size = job.snapshot.size;
    fill.first = job.first;
    fill.states = job.states;
    if (mask.isNull()) {
        mask = maskToPng(job.snapshot.mask);
        mask = mask.isNull() ? QByteArray("") : mask; // encoded, and empty
    }
    fill.mask = mask;
    fill.picture = job.picture;
    const QByteArray bytes = unfinishedToBytes(fill);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return core::fail(core::ErrorCode::WriteFailed,
                          path.toStdString() + ": " + file.errorString().toStdString());
    }
    int step = 0;
    for (const diffusion::GenerationStateRef& state : job.states) {
        step = state ? static_cast<int>(state->outputs.size()) : step;
    }
    return Written{std::move(mask), step};
}

QString newFile(const QString& folder)
{
    return QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + kEnding);
}

struct Found {
    QString path;
    UnfinishedFill fill;
    core::Mask mask;
};

/// Files of sessions whose lock nobody holds. Damaged ones are removed: nothing can be made of them.
core::Result<std::vector<Found>> findAbandoned(const QString& folder, const QString& own)
{
    std::vector<Found> out;
    const QFileInfoList sessions =
        QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    for (const QFileInfo& session : sessions) {
        if (session.absoluteFilePath() == own) {
            continue;
        }
        QLockFile lock(session.absoluteFilePath() + kLockEnding);
        lock.setStaleLockTime(0); // only a process that lives keeps its lock
        if (!lock.tryLock(0)) {
            continue;
        }
        const QFileInfoList files = QDir(session.absoluteFilePath())
                                        .entryInfoList({QLatin1Char('*') + kEnding}, QDir::Files,
                                                       QDir::Time);
        for (const QFileInfo& one : files) {
            QFile file(one.absoluteFilePath());
            core::Result<UnfinishedFill> fill =
                file.open(QIODevice::ReadOnly)
                    ? unfinishedFromBytes(file.readAll())
                    : core::fail(core::ErrorCode::Unreadable, "cannot be opened");
            if (!fill || static_cast<int>(out.size()) >= kMostOffered) {
                file.remove();
                continue;
            }
            core::Mask mask = maskFromPng(fill->mask, fill->size);
            out.push_back({one.absoluteFilePath(), std::move(*fill), std::move(mask)});
        }
        if (files.isEmpty()) {
            QDir().rmdir(session.absoluteFilePath());
        }
    }
    return out;
}

} // namespace

UnfinishedJobs::UnfinishedJobs(FillController& fills, GenerationQueue& queue, QObject* parent)
    : QObject(parent), m_fills(fills), m_queue(queue), m_background(std::make_unique<Background>(1))
{
    connect(&m_fills, &FillController::advanced, this, &UnfinishedJobs::keep);
    // Done, failed or stopped: the queue offers what can go on as long as the program lives.
    connect(&m_fills, &FillController::stateChanged, this, [this] {
        if (!m_fills.isRunning() && !m_file.isEmpty()) {
            m_next.reset();
            drop(std::exchange(m_file, {}));
            m_mask = QByteArray();
        }
    });
    connect(&m_queue, &GenerationQueue::changed, this, &UnfinishedJobs::followQueue);
    connect(&m_queue, &GenerationQueue::settled, this, [this](const StoppedFill& stopped) {
        if (!stopped.file.isEmpty()) {
            drop(stopped.file);
        }
    });
}

UnfinishedJobs::~UnfinishedJobs()
{
    m_background.reset(); // waits for what is being written
    if (m_lock) {
        QDir().rmdir(m_folder); // where nothing is left in it
    }
}

QString UnfinishedJobs::defaultFolder()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty()) {
        state = QDir::homePath() + QStringLiteral("/.local/state");
    }
    return state + QStringLiteral("/stillwater/generations");
}

void UnfinishedJobs::open(const QString& folder)
{
    const QString own =
        QDir(folder).absoluteFilePath(QUuid::createUuid().toString(QUuid::WithoutBraces));
    QDir().mkpath(folder);
    m_lock = std::make_unique<QLockFile>(own + kLockEnding);
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0)) {
        m_lock.reset(); // the folder cannot be written to: the program works without
        return;
    }
    m_folder = own;
    m_background->run(
        this,
        [folder, own](const std::stop_token&) { return findAbandoned(folder, own); },
        [this](core::Result<std::vector<Found>> found) {
            if (!found) {
                return;
            }
            for (Found& one : *found) {
                StoppedFill stopped;
                stopped.job.params = one.fill.params;
                stopped.job.first = one.fill.first;
                stopped.job.states = one.fill.states;
                for (const auto& state : one.fill.states) {
                    stopped.step = state ? static_cast<int>(state->outputs.size()) : stopped.step;
                }
                stopped.file = one.path;
                stopped.picture = one.fill.picture;
                stopped.size = one.fill.size;
                stopped.mask = std::move(one.mask);
                m_queue.offer(std::move(stopped));
            }
        });
}

void UnfinishedJobs::followQueue()
{
    if (m_folder.isEmpty()) {
        return;
    }
    std::map<std::uint64_t, QString> waiting;
    for (const QueuedFill& one : m_queue.waiting()) {
        if (one.job.into) {
            continue;
        }
        const auto known = m_waiting.find(one.id);
        if (known != m_waiting.end()) {
            waiting.insert(*known);
            m_waiting.erase(known);
            continue;
        }
        const QString file = newFile(m_folder);
        waiting.emplace(one.id, file);
        m_background->run(
            this,
            [file, job = one.job](const std::stop_token&) { return write(file, job, {}); },
            [](const core::Result<Written>&) {});
    }
    for (const auto& [id, file] : m_waiting) {
        if (id == m_queue.running() && m_file.isEmpty()) {
            m_file = file; // its turn has come
        } else {
            drop(file);
        }
    }
    m_waiting = std::move(waiting);
}

void UnfinishedJobs::keep(const FillJob& job)
{
    if (m_folder.isEmpty() || job.into) {
        return; // variations of what only lived in the window
    }
    if (m_file.isEmpty()) {
        m_file = newFile(m_folder);
    } else if (m_since.isValid() && m_since.elapsed() < m_interval) {
        return;
    }
    if (m_writing) {
        m_next = job;
        return;
    }
    m_writing = true;
    m_since.start();
    m_background->run(
        this,
        [path = m_file, job, mask = m_mask](const std::stop_token&) {
            return write(path, job, mask);
        },
        [this, path = m_file](const core::Result<Written>& written) {
            m_writing = false;
            if (path != m_file) {
                drop(path); // it ended meanwhile
                return;
            }
            if (written) {
                m_mask = written->mask;
                Q_EMIT kept(written->step);
            }
            if (auto next = std::exchange(m_next, std::nullopt)) {
                keep(*next);
            }
        });
}

void UnfinishedJobs::drop(const QString& file)
{
    m_background->run(
        this,
        [file](const std::stop_token&) -> core::Result<bool> { return QFile::remove(file); },
        [](const core::Result<bool>&) {});
}

} // namespace ui
