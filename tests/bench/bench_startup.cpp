/// Time from exec to the first painted window, as the program itself measures it: some starts in a
/// row, the first of which warms the cache. Prints the median and the fastest.

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <vector>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString program =
        arguments.value(1, QDir(QCoreApplication::applicationDirPath())
                               .absoluteFilePath(QStringLiteral("../bin/stillwater")));
    const int runs = arguments.value(2, QStringLiteral("9")).toInt();

    std::vector<double> times;
    for (int run = 0; run <= runs; ++run) {
        QProcess process;
        process.start(program, {QStringLiteral("--benchmark-startup")});
        bool isNumber = false;
        const double milliseconds =
            process.waitForFinished() ? process.readAllStandardOutput().trimmed().toDouble(&isNumber)
                                      : 0;
        if (!isNumber) {
            QTextStream(stderr) << program << " did not report a time\n";
            return 1;
        }
        if (run > 0) {
            times.push_back(milliseconds);
        }
    }
    std::sort(times.begin(), times.end());
    QTextStream(stdout) << "first painted window: median " << times[times.size() / 2]
                        << " ms, fastest " << times.front() << " ms of " << runs << " starts\n";
    return 0;
}
