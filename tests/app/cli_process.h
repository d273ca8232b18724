#pragma once

/// Runs the real stillwater-cli in a process of its own.

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

#include <sys/resource.h>

namespace cli_test {

constexpr int kPatienceMs = 240000; // a run takes seconds; busy machines much longer

struct Outcome {
    int code = -1;
    QList<QByteArray> out; ///< lines of standard output
    QList<QByteArray> err;
};

inline QList<QByteArray> linesOf(const QByteArray& text)
{
    QList<QByteArray> lines = text.split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

inline QString program()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() +
                           QStringLiteral("/../bin/stillwater-cli"));
}

inline QString embeddedModel()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() +
                           QStringLiteral("/../share/stillwater/models/stillwater-1"));
}

inline Outcome run(const QStringList& arguments, rlim_t fileSizeLimit = RLIM_INFINITY)
{
    QProcess process;
    process.setChildProcessModifier([fileSizeLimit] {
        const rlimit limit{fileSizeLimit, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    process.start(program(), arguments);
    Outcome outcome;
    if (process.waitForFinished(kPatienceMs) && process.exitStatus() == QProcess::NormalExit) {
        outcome.code = process.exitCode();
    }
    outcome.out = linesOf(process.readAllStandardOutput());
    outcome.err = linesOf(process.readAllStandardError());
    return outcome;
}

} // namespace cli_test
