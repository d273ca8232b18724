// stillwater-train curves: loss curves of finished or running trainings as a picture.

#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "app/train/curves/loss_chart.h"
#include "app/train/open_gui.h"

namespace train {

namespace {

/// "NAME=FILE" or "FILE".
core::Result<NamedLog> readNamed(const std::string& argument)
{
    const std::size_t split = argument.find('=');
    const std::string path = split == std::string::npos ? argument : argument.substr(split + 1);
    auto log = readTrainingLog(path);
    if (!log) {
        return core::fail(log.error());
    }
    return NamedLog{argument.substr(0, split), std::move(*log)};
}

} // namespace

int runCurves(CommandLine& line)
{
    const std::string out = line.text("out", "curves.png");
    std::string wrong = line.complaints();
    if (line.words().empty()) {
        wrong += "curves needs the logs of runs: [NAME=]CHECKPOINT.log ...\n";
    }
    if (!wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    std::vector<NamedLog> runs;
    for (const std::string& argument : line.words()) {
        auto run = readNamed(argument);
        if (!run) {
            return complain(run.error());
        }
        runs.push_back(std::move(*run));
    }
    openGui();
    if (!lossChart(runs).save(QString::fromStdString(out), "PNG")) {
        return complain({core::ErrorCode::WriteFailed, out + ": cannot be written"});
    }
    return kDone;
}

} // namespace train
