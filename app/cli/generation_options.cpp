#include "app/cli/generation_options.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include <CLI/CLI.hpp>

namespace app {

diffusion::LoraUse parseLora(const std::string& text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon + 1 == text.size()) {
        return {text, 1.0F};
    }
    float weight = 0.0F;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, weight);
    if (error != std::errc() || stop != end || !std::isfinite(weight)) {
        return {text, 1.0F};
    }
    return {text.substr(0, colon), weight};
}

namespace {

void addRemoteOptions(CLI::App& command, RemoteArguments& to)
{
    CLI::Option* remote = command.add_option(
        "--remote", to.url,
        "Address of a server with the OpenAI-compatible images API. What is around the mask, and "
        "the words, are sent there; nothing else, and nothing without this option");
    const auto withRemote = [&](CLI::Option* option) { option->needs(remote); };
    withRemote(command.add_option("--key-file", to.keyFile,
                                  "File with the server's key, readable by you alone"));
    withRemote(command.add_option("--remote-model", to.model, "What the server calls its model"));
    withRemote(command.add_option("--remote-side", to.side,
                                  "Pixels of the longer side that the server is asked for")
                   ->check(CLI::Range(64, 4096)));
    withRemote(command.add_flag("--remote-square", to.square, "The server makes squares only"));
    withRemote(command.add_option("--remote-timeout", to.timeoutSeconds,
                                  "Seconds to wait for one picture")
                   ->check(CLI::Range(1, 86400)));
}

/// What the images API has no words for would quietly be lost.
void excludeFromRemote(CLI::App& command)
{
    for (const char* name : {"--steps", "--guidance", "--image-guidance", "--guidance-rescale",
                             "--step-cache", "--clip-skip", "--towards", "--strength", "--sampler",
                             "--model", "--lora", "--embedding", "--device", "--precision"}) {
        command.get_option("--remote")->excludes(command.get_option(name));
    }
}

} // namespace

void addGenerationOptions(CLI::App& command, GenerationArguments& to)
{
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
        .add_option("--image-guidance", to.imageGuidance,
                    "How much of the picture to keep, with models that edit by instruction")
        ->check(CLI::Range(0.0, 50.0));
    command
        .add_option("--guidance-rescale", to.guidanceRescale,
                    "Takes back contrast that guidance adds, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    command
        .add_option("--step-cache", to.stepCache,
                    "Run the network's deep layers at every so many steps only: faster, less exact")
        ->check(CLI::Range(1, 10));
    command
        .add_option("--clip-skip", to.clipSkip,
                    "Which layer of the text encoder speaks, from its end: 1 = the last")
        ->check(CLI::Range(1, 12));
    CLI::Option* towards = command.add_option("--towards", to.walk.towards,
                                              "A second prompt, to go some of the way to");
    command
        .add_option("--share", to.walk.share,
                    "How far towards the second prompt: 0 = not at all, 1 = all the way")
        ->check(CLI::Range(0.0, 1.0))
        ->needs(towards);
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
    command
        .add_option_function<std::vector<std::string>>(
            "--lora",
            [&to](const std::vector<std::string>& files) {
                for (const std::string& file : files) {
                    to.loras.push_back(parseLora(file));
                }
            },
            "FILE[:WEIGHT], a LoRA to lay over the model; may be given several times")
        ->allow_extra_args(false);
    command
        .add_option("--embedding", to.embeddings,
                    "Textual inversion file, named in prompts; may be given several times")
        ->allow_extra_args(false);
    // Read where the engine is made, which is after the command line.
    const auto toEnvironment = [](const char* name) {
        return [name](const std::string& word) { ::setenv(name, word.c_str(), 1); };
    };
    command
        .add_option_function<std::string>("--device", toEnvironment("STILLWATER_DEVICE"),
                                          "Where networks run: auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command
        .add_option_function<std::string>(
            "--precision", toEnvironment("STILLWATER_PRECISION"),
            "Of the networks: auto, float32, bfloat16 or float16 (cuda only)")
        ->check(CLI::IsMember({"auto", "float32", "bfloat16", "float16"}));
    command.add_option("--threads", to.threads, "0 = all cores")->check(CLI::Range(0, 1024));
    command.add_option("--preview-dir", to.previewFolder, "Folder for a PNG after every step");
    command.add_flag("--json", to.json, "One JSON object a line on standard output");
    command.add_flag("--verbose", to.verbose, "Say what the program does");
    addRemoteOptions(command, to.remote);
    excludeFromRemote(command);
}

} // namespace app
