#include "app/cli/run_cli.h"

#include <cstdio>
#include <exception>
#include <type_traits>

#include "app/cli/arguments.h"
#include "app/cli/batch_command.h"
#include "app/cli/create_command.h"
#include "app/cli/expand_command.h"
#include "app/cli/fill_command.h"
#include "app/cli/interruption.h"
#include "app/cli/models_command.h"
#include "app/cli/upscale_command.h"

namespace app {

namespace {

struct Runner {
    int operator()(const EarlyExit& early) const { return early.code; }
    int operator()(const FillArguments& arguments) const { return runFillCommand(arguments); }
    int operator()(const CreateArguments& arguments) const { return runCreateCommand(arguments); }
    int operator()(const ExpandArguments& arguments) const { return runExpandCommand(arguments); }
    int operator()(const UpscaleArguments& arguments) const { return runUpscaleCommand(arguments); }
    int operator()(const ModelsArguments& arguments) const { return runModelsCommand(arguments); }
    int operator()(const BatchArguments& arguments) const { return runBatchCommand(arguments); }
};

} // namespace

int runArguments(Arguments& arguments, const std::shared_ptr<Modules>& modules)
{
    std::visit(
        [&modules](auto& one) {
            if constexpr (std::is_base_of_v<GenerationArguments, std::decay_t<decltype(one)>>) {
                one.modules = modules;
            }
        },
        arguments);
    return std::visit(Runner{}, arguments);
}

int runCli(int argc, char** argv)
{
    try {
        watchForInterruption();
        Arguments arguments = parseArguments(argc, argv);
        return runArguments(arguments, nullptr);
    } catch (const std::bad_alloc&) {
        std::fputs("stillwater-cli: not enough memory\n", stderr);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stillwater-cli: %s\n", error.what());
    }
    return kExitFailed;
}

} // namespace app
