// stillwater-train: makes the model that ships with the program, or one from a user's own photos.

#include <cstdio>
#include <cstring>
#include <exception>
#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "app/train/command_line.h"
#include "app/train/eval/adherence_command.h"
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
    {"curves", train::runCurves, "logs of runs -> loss curves as a picture"},
    {"export", train::runExport, "checkpoints -> a model folder in the diffusers layout"},
    {"finetune", train::runFinetune, "a model of your own photographs, from one that exists"},
    {"eval", train::runEval, "removals measured on photographs never trained on"},
    {"adherence", train::runAdherence, "do generated pictures show what their prompts say?"},
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

/// Freed tensors stay with the process: taking their pages back and clearing new ones costs half of
/// the time of a training step otherwise.
void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int kNever = 0;
    constexpr int kPad = 128 << 20;
    mallopt(M_MMAP_MAX, kNever);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TOP_PAD, kPad);
    mallopt(M_ARENA_MAX, 1);
#endif
}

} // namespace

int main(int argc, char** argv)
{
    keepFreedMemory();
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
