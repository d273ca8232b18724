#include "app/cli/models_command.h"

#include <chrono>
#include <future>
#include <stop_token>

#include "app/cli/download_command.h"
#include "app/cli/interruption.h"
#include "app/cli/models_text.h"
#include "app/cli/reporter.h"
#include "app/cli/run_cli.h"
#include "app/common/modules.h"

namespace app {

namespace {

using diffusion::ModelCatalogue;

OutputFormat formatOf(const ModelsArguments& arguments)
{
    return arguments.json ? OutputFormat::Json : OutputFormat::Text;
}

int showDetails(const ModelCatalogue& catalogue, const ModelsArguments& arguments,
                Reporter& reporter)
{
    const auto details = catalogue.details(resolveModelPath(arguments.path));
    if (!details) {
        reporter.failure(details.error().message);
        return kExitFailed;
    }
    printModelDetails(*details, formatOf(arguments));
    return kExitDone;
}

int verify(const ModelCatalogue& catalogue, const ModelsArguments& arguments, Reporter& reporter)
{
    const std::string path = resolveModelPath(arguments.path);
    std::stop_source stop;
    auto running = std::async(std::launch::async, [&catalogue, &path, token = stop.get_token()] {
        return catalogue.verify(path, token);
    });
    while (running.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
        if (isInterrupted()) {
            stop.request_stop();
        }
    }
    const auto report = running.get();
    if (!report && report.error().code == core::ErrorCode::Cancelled) {
        return kExitInterrupted;
    }
    if (!report) {
        reporter.failure(report.error().message);
        return kExitFailed;
    }
    printVerifyReport(arguments.path, *report, formatOf(arguments));
    if (report->problems.empty()) {
        return kExitDone;
    }
    if (!arguments.json) {
        const std::size_t count = report->problems.size();
        reporter.failure(arguments.path + ": " + std::to_string(count) +
                         (count == 1 ? " problem" : " problems") + " found");
    }
    return kExitFailed;
}

} // namespace

int runModelsCommand(const ModelsArguments& arguments)
{
    if (arguments.task == ModelsTask::Download) {
        return runDownloadCommand(arguments);
    }
    Reporter reporter(arguments.json);
    const auto catalogue = openCatalogue(locations(), nullptr);
    if (!catalogue) {
        reporter.failure(catalogue.error().message);
        return kExitFailed;
    }
    switch (arguments.task) {
    case ModelsTask::Info: return showDetails(**catalogue, arguments, reporter);
    case ModelsTask::Verify: return verify(**catalogue, arguments, reporter);
    case ModelsTask::Download:
    case ModelsTask::List: break;
    }
    printModelList((*catalogue)->find(arguments.folders), formatOf(arguments));
    return kExitDone;
}

} // namespace app
