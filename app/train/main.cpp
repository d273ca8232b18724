// stillwater-train: makes the model that ships with the program, or one from a user's own photos.

#include <cstdio>
#include <cstring>
#include <exception>

#include "app/train/command_line.h"
#include "app/train/eval/eval_command.h"

namespace {

struct Subcommand {
    const char* name;
    int (*run)(train::CommandLine&);
    const char* help;
};

constexpr Subcommand kSubcommands[] = {
    {"data", train::runData, "pictures -> packed set, principal components, training pairs"},
    {"autoencoder", train::runAutoencoder, "train the decoder of the latents"},
    {"denoiser", train::runDenoiser, "train the U-Net and the text encoder"},
    {"export", train::runExport, "checkpoints -> a model folder in the diffusers layout"},
    {"eval", train::runEval, "removals measured on photographs never trained on"},
};

int usage()
{
    std::fputs("usage: stillwater-train SUBCOMMAND [STEP] [--option value ...]\n", stderr);
    for (const Subcommand& subcommand : kSubcommands) {
        std::fprintf(stderr, "  %-12s %s\n", subcommand.name, subcommand.help);
    }
    std::fputs("app/train/README.md explains every option.\n", stderr);
    return train::kUsage;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        for (const Subcommand& subcommand : kSubcommands) {
            if (argc >= 2 && std::strcmp(argv[1], subcommand.name) == 0) {
                train::CommandLine line({argv + 2, argv + argc});
                return subcommand.run(line);
            }
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stillwater-train: %s\n", error.what());
        return train::kFailed;
    }
    return usage();
}
