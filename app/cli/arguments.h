#pragma once

/// What was typed, checked as far as that goes without opening any file. Main thread only.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/fill/expansion.h"
#include "diffusion/fill_service.h"

namespace app {

struct Modules;

/// A server to run on instead of this machine.
struct RemoteArguments {
    std::string url;     ///< empty = this machine
    std::string keyFile; ///< empty = no key
    std::string model;   ///< what the server calls it; empty = its own default
    int side = 1024;     ///< pixels of the longer side that it is asked for
    bool square = false; ///< it takes squares of that side only
    int timeoutSeconds = 300; ///< for one picture
};

/// What all commands that run a model take.
struct GenerationArguments {
    std::string output;
    std::string prompt;
    std::string negativePrompt;
    std::string sampler;       ///< empty = the model's default
    std::string model;         ///< empty = the embedded model
    std::string previewFolder; ///< empty = none
    std::vector<diffusion::LoraUse> loras;
    std::vector<std::string> embeddings;
    std::optional<int> steps;
    std::optional<float> guidance;
    std::optional<float> imageGuidance;
    std::optional<float> guidanceRescale;
    int stepCache = 1;
    int clipSkip = 1;
    diffusion::PromptWalk walk;
    RemoteArguments remote;
    std::optional<float> strength;
    std::optional<std::uint64_t> seed; ///< unset = a random one, reported at the end
    int threads = 0;                   ///< 0 = all cores
    bool json = false;
    bool verbose = false;
    std::shared_ptr<Modules> modules; ///< that are open already; null = this command's own
};

/// remove, fill and edit.
struct FillArguments : GenerationArguments {
    diffusion::Action action = diffusion::Action::Remove;
    std::string input;
    std::string mask; ///< empty = the whole picture (edit only)
};

struct CreateArguments : GenerationArguments {
    int width = 0; ///< 0 = what the model was trained at
    int height = 0;
};

struct ExpandArguments : GenerationArguments {
    std::string input;
    int left = 0; ///< pixels to add
    int right = 0;
    int top = 0;
    int bottom = 0;
    int ratioWidth = 0; ///< 0 = by the sides above
    int ratioHeight = 0;
    core::Anchor anchor; ///< with a ratio
};

struct UpscaleArguments : GenerationArguments {
    std::string input;
    std::optional<int> noiseLevel;
};

enum class ModelsTask { List, Info, Verify, Download };

struct ModelsArguments {
    ModelsTask task = ModelsTask::List;
    std::string path;                 ///< info and verify: empty = the embedded model; download: what
    std::vector<std::string> folders; ///< list: beside the usual ones; download: where to
    std::string checksum;             ///< download: SHA-256 of a single file; empty = not known
    bool json = false;
};

struct BatchArguments {
    std::string jobs;    ///< one JSON object a line
    std::string journal; ///< what is done; empty = the jobs' name with ".done"
    int shard = 0;       ///< of `shards`: every so many lines are this process's
    int shards = 1;
    bool verbose = false;
};

/// Parsing ended the program: help was shown (0) or the usage was wrong (2).
struct EarlyExit {
    int code = 0;
};

using Arguments = std::variant<EarlyExit, FillArguments, CreateArguments, ExpandArguments,
                               UpscaleArguments, ModelsArguments, BatchArguments>;

/// Prints help or the complaint itself.
[[nodiscard]] Arguments parseArguments(int argc, char** argv);

/// "file.safetensors:0.8" or "file.safetensors"; a colon without a number behind it belongs to the
/// name.
[[nodiscard]] diffusion::LoraUse parseLora(const std::string& text);

} // namespace app
