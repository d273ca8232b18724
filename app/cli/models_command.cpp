#include "app/cli/models_command.h"

#include <cstdio>

#include <nlohmann/json.hpp>

#include "app/cli/reporter.h"
#include "app/cli/run_cli.h"
#include "app/common/modules.h"

namespace app {

namespace {

using diffusion::ActionDefaults;
using diffusion::ModelInfo;

nlohmann::json asJson(const ActionDefaults& defaults)
{
    return {{"sampler", defaults.scheduler},
            {"steps", defaults.steps},
            {"guidance", defaults.guidanceScale},
            {"strength", defaults.strength}};
}

void printJson(const ModelInfo& info)
{
    const nlohmann::json object = {{"path", info.path},
                                   {"title", info.title},
                                   {"family", info.family},
                                   {"licence", info.licence},
                                   {"limits", info.limits},
                                   {"bytes", info.weightBytes},
                                   {"sizeMultiple", info.sizeMultiple},
                                   {"nativeSide", info.nativeSide},
                                   {"maxSide", info.maxSide},
                                   {"usesPrompt", info.usesPrompt},
                                   {"remove", asJson(info.remove)},
                                   {"fill", asJson(info.fill)}};
    std::puts(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void printLine(const char* name, const std::string& value)
{
    if (!value.empty()) {
        std::printf("%-10s %s\n", name, value.c_str());
    }
}

void printDefaults(const char* name, const ActionDefaults& defaults)
{
    std::printf("%-10s %s, %d steps, guidance %g, strength %g\n", name, defaults.scheduler.c_str(),
                defaults.steps, static_cast<double>(defaults.guidanceScale),
                static_cast<double>(defaults.strength));
}

void printText(const ModelInfo& info)
{
    printLine("title", info.title);
    printLine("family", info.family);
    printLine("licence", info.licence.empty() ? "not stated" : info.licence);
    printLine("limits", info.limits);
    printLine("weights", std::to_string((info.weightBytes + 500000) / 1000000) + " MB");
    printLine("sides", std::to_string(info.nativeSide) + " to " + std::to_string(info.maxSide) +
                           " pixels, multiples of " + std::to_string(info.sizeMultiple));
    printLine("prompt", info.usesPrompt ? "used" : "ignored");
    printDefaults("remove", info.remove);
    printDefaults("fill", info.fill);
}

} // namespace

int runModelInfoCommand(const ModelInfoArguments& arguments)
{
    Reporter reporter(arguments.json);
    const auto engine = openEngine(locations(), nullptr);
    if (!engine) {
        reporter.failure(engine.error().message);
        return kExitFailed;
    }
    const auto info = (*engine)->modelInfo(resolveModelPath(arguments.path));
    if (!info) {
        reporter.failure(info.error().message);
        return kExitFailed;
    }
    if (arguments.json) {
        printJson(*info);
    } else {
        printText(*info);
    }
    return kExitDone;
}

} // namespace app
