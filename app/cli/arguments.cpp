#include "app/cli/arguments.h"

#include <charconv>
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

#include "app/cli/generation_options.h"
#include "app/cli/run_cli.h"

namespace app {

namespace {

constexpr int kMaxSide = 16384; // of any picture, as in the engine

void addInput(CLI::App& command, std::string& input)
{
    command.add_option("input", input, "Picture or .ora document")->required();
}

CLI::App* addFill(CLI::App& parser, const char* name, const char* about, FillArguments& to)
{
    CLI::App* command = parser.add_subcommand(name, about);
    addInput(*command, to.input);
    CLI::Option* mask = command->add_option(
        "--mask", to.mask, "Picture of the same size; white (or opaque) is replaced");
    mask->required(to.action != diffusion::Action::Edit);
    addGenerationOptions(*command, to);
    return command;
}

CLI::App* addCreate(CLI::App& parser, CreateArguments& to)
{
    CLI::App* command = parser.add_subcommand("generate", "Make a picture from words");
    command->add_option("--width", to.width, "Pixels; the model's own size if not given")
        ->check(CLI::Range(16, kMaxSide));
    command->add_option("--height", to.height, "Pixels; the model's own size if not given")
        ->check(CLI::Range(16, kMaxSide));
    addGenerationOptions(*command, to);
    return command;
}

/// "16:9" into two numbers of at most four digits; empty on success, else the complaint.
std::string readRatio(const std::string& text, ExpandArguments& to)
{
    const char* const end = text.data() + text.size();
    const auto [colon, error] = std::from_chars(text.data(), end, to.ratioWidth);
    if (error == std::errc() && colon != end && *colon == ':') {
        const auto [stop, second] = std::from_chars(colon + 1, end, to.ratioHeight);
        const bool sensible = to.ratioWidth > 0 && to.ratioHeight > 0 && to.ratioWidth < 10000 &&
                              to.ratioHeight < 10000;
        if (second == std::errc() && stop == end && sensible) {
            return {};
        }
    }
    return "must be two numbers as in 16:9";
}

bool readAnchor(const std::string& text, core::Anchor& to)
{
    static const std::map<std::string, core::Anchor> kAnchors = {
        {"left", {0.0, 0.5}},   {"right", {1.0, 0.5}},  {"top", {0.5, 0.0}},
        {"bottom", {0.5, 1.0}}, {"centre", {0.5, 0.5}}, {"center", {0.5, 0.5}}};
    const auto found = kAnchors.find(text);
    if (found == kAnchors.end()) {
        return false;
    }
    to = found->second;
    return true;
}

CLI::App* addExpand(CLI::App& parser, ExpandArguments& to)
{
    CLI::App* command = parser.add_subcommand("expand", "Continue the picture beyond its borders");
    addInput(*command, to.input);
    const auto side = [command](const char* name, int& value) {
        return command->add_option(name, value, "Pixels to add on this side")
            ->check(CLI::Range(0, kMaxSide));
    };
    CLI::Option* ratio = command->add_option(
        "--ratio",
        [&to](const CLI::results_t& given) { return readRatio(given.front(), to).empty(); },
        "W:H, adds on the sides of the shorter direction");
    for (const auto& [name, value] : {std::pair<const char*, int&>{"--left", to.left},
                                      {"--right", to.right},
                                      {"--top", to.top},
                                      {"--bottom", to.bottom}}) {
        side(name, value)->excludes(ratio);
    }
    command
        ->add_option(
            "--anchor",
            [&to](const CLI::results_t& given) { return readAnchor(given.front(), to.anchor); },
            "Where the picture lies on the new canvas: left, right, top, bottom or centre")
        ->needs(ratio);
    command->callback([&to] {
        if (to.left + to.right + to.top + to.bottom == 0 && to.ratioWidth == 0) {
            throw CLI::ValidationError("expand", "say how far: --left, --right, --top, --bottom in "
                                                 "pixels, or --ratio W:H");
        }
    });
    addGenerationOptions(*command, to);
    return command;
}

CLI::App* addUpscale(CLI::App& parser, UpscaleArguments& to)
{
    CLI::App* command =
        parser.add_subcommand("upscale", "Enlarge a picture with an upscaling model");
    addInput(*command, to.input);
    command
        ->add_option("--noise-level", to.noiseLevel,
                     "How far the picture is noised before; more invents more detail")
        ->check(CLI::Range(0, 350));
    addGenerationOptions(*command, to);
    return command;
}

void addModels(CLI::App& parser, ModelsArguments& to)
{
    CLI::App* models = parser.add_subcommand("models", "About model files");
    models->require_subcommand(1);
    const auto add = [&](const char* name, const char* about, ModelsTask task) {
        CLI::App* command = models->add_subcommand(name, about);
        command->callback([&to, task] { to.task = task; });
        command->add_flag("--json", to.json, "One JSON object on standard output");
        return command;
    };
    add("list", "Models on this machine", ModelsTask::List)
        ->add_option("folders", to.folders, "Further folders to look in");
    const char* const path = "Diffusers folder or weight file; none = the embedded model";
    add("info", "What a model is and what it needs", ModelsTask::Info)
        ->add_option("path", to.path, path);
    add("verify", "Whether every tensor is there, fits and is finite", ModelsTask::Verify)
        ->add_option("path", to.path, path);
    CLI::App* download = add("download", "Fetch a model, going on where an earlier try broke off",
                             ModelsTask::Download);
    download
        ->add_option("source", to.path, "owner/name[@revision] on Hugging Face, or a file's address")
        ->required();
    download->add_option("--to", to.folders, "Folder for it; the user's model folder if not given")
        ->expected(1);
    download->add_option("--sha256", to.checksum, "What the file must hash to");
}

/// "2/8": the third of eight shares. False = not understood.
bool readShard(const std::string& text, BatchArguments& to)
{
    const char* const end = text.data() + text.size();
    const auto [slash, error] = std::from_chars(text.data(), end, to.shard);
    if (error != std::errc() || slash == end || *slash != '/') {
        return false;
    }
    const auto [stop, second] = std::from_chars(slash + 1, end, to.shards);
    return second == std::errc() && stop == end && to.shards > 0 && to.shard >= 0 &&
           to.shard < to.shards;
}

CLI::App* addBatch(CLI::App& parser, BatchArguments& to)
{
    CLI::App* command = parser.add_subcommand("batch", "Run many jobs, and go on where it stopped");
    command->add_option("jobs", to.jobs, "One JSON object a line: command, input, output, ...")
        ->required();
    command->add_option("--journal", to.journal,
                        "Where finished jobs are noted; JOBS.done if not given");
    command->add_option(
        "--shard", [&to](const CLI::results_t& given) { return readShard(given.front(), to); },
        "I/N, only every Nth job from the Ith on, counted from 0");
    command->add_flag("--verbose", to.verbose, "Say what the program does");
    return command;
}

} // namespace

Arguments parseArguments(int argc, char** argv)
{
    CLI::App parser("Generative fill from the command line", "stillwater-cli");
    parser.set_version_flag("--version", "stillwater-cli " STILLWATER_VERSION);
    parser.require_subcommand(1);

    FillArguments remove;
    FillArguments fill;
    fill.action = diffusion::Action::Fill;
    FillArguments edit;
    edit.action = diffusion::Action::Edit;
    CreateArguments create;
    ExpandArguments expand;
    UpscaleArguments upscale;
    const CLI::App* removing =
        addFill(parser, "remove", "Make what is under the mask disappear", remove);
    const CLI::App* filling = addFill(parser, "fill", "Paint something new under the mask", fill);
    const CLI::App* editing = addFill(
        parser, "edit", "Change what is under the mask, or the whole picture, by words", edit);
    const CLI::App* creating = addCreate(parser, create);
    const CLI::App* expanding = addExpand(parser, expand);
    const CLI::App* upscaling = addUpscale(parser, upscale);

    BatchArguments batch;
    const CLI::App* batching = addBatch(parser, batch);
    ModelsArguments models;
    addModels(parser, models);

    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == 0; // --help, --version
        parser.exit(error, std::cout, std::cerr);
        return EarlyExit{asked ? kExitDone : kExitUsage};
    }
    if (removing->parsed()) {
        return remove;
    }
    if (filling->parsed()) {
        return fill;
    }
    if (editing->parsed()) {
        return edit;
    }
    if (creating->parsed()) {
        return create;
    }
    if (expanding->parsed()) {
        return expand;
    }
    if (upscaling->parsed()) {
        return upscale;
    }
    if (batching->parsed()) {
        return batch;
    }
    return models;
}

} // namespace app
