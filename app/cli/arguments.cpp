#include "app/cli/arguments.h"

#include <iostream>

#include <CLI/CLI.hpp>

#include "app/cli/run_cli.h"

namespace app {

namespace {

void addFillOptions(CLI::App& command, FillArguments& to)
{
    command.add_option("input", to.input, "Picture or .ora document")->required();
    command
        .add_option("--mask", to.mask, "Picture of the same size; white (or opaque) is replaced")
        ->required();
    command
        .add_option("-o,--output", to.output,
                    "Result: .ora keeps the layers, .jpg .png .tif .webp .exr are flat")
        ->required();
    command.add_option("--prompt", to.prompt, "What is to be painted, in words");
    command.add_option("--negative", to.negativePrompt, "What is not to be painted");
    command.add_option("--steps", to.steps, "Denoising steps")->check(CLI::Range(1, 1000));
    command.add_option("--guidance", to.guidance, "How strictly to follow the prompt; 1 = freely")
        ->check(CLI::Range(0.0, 50.0));
    command
        .add_option("--strength", to.strength,
                    "1 = from pure noise, 0 = only copied from the surroundings")
        ->check(CLI::Range(0.0, 1.0));
    // Reading "-1" into an unsigned number would quietly give a very large one.
    const auto notNegative = [](const std::string& text) {
        return text.starts_with('-') ? std::string("must not be negative") : std::string();
    };
    command.add_option("--seed", to.seed, "The only source of chance: same seed, same result")
        ->check(notNegative);
    command.add_option("--sampler", to.sampler, "Scheduler, for instance ddim");
    command.add_option("--model", to.model, "Diffusers folder, weight file or name of a model");
    command.add_option("--threads", to.threads, "0 = all cores")->check(CLI::Range(0, 1024));
    command.add_option("--preview-dir", to.previewFolder, "Folder for a PNG after every step");
    command.add_flag("--json", to.json, "One JSON object a line on standard output");
    command.add_flag("--verbose", to.verbose, "Say what the program does");
}

} // namespace

Arguments parseArguments(int argc, char** argv)
{
    CLI::App parser("Generative fill from the command line", "stillwater-cli");
    parser.require_subcommand(1);

    FillArguments fill;
    CLI::App* remove = parser.add_subcommand("remove", "Make what is under the mask disappear");
    CLI::App* paint = parser.add_subcommand("fill", "Paint something new under the mask");
    addFillOptions(*remove, fill);
    addFillOptions(*paint, fill);

    ModelInfoArguments info;
    CLI::App* models = parser.add_subcommand("models", "About model files");
    models->require_subcommand(1);
    CLI::App* show = models->add_subcommand("info", "What a model is and what it needs");
    show->add_option("path", info.path, "Diffusers folder or weight file; none = the embedded one");
    show->add_flag("--json", info.json, "One JSON object on standard output");

    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == 0; // --help
        parser.exit(error, std::cout, std::cerr);
        return EarlyExit{asked ? kExitDone : kExitUsage};
    }
    if (models->parsed()) {
        return info;
    }
    fill.action = paint->parsed() ? diffusion::Action::Fill : diffusion::Action::Remove;
    return fill;
}

} // namespace app
