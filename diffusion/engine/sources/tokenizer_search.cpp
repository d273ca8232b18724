#include "diffusion/engine/sources/tokenizer_search.h"

#include <vector>

#include <nlohmann/json.hpp>

#include "diffusion/engine/sources/model_folders.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"
#include "diffusion/models/tokenizers/special_tokens.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

constexpr int kParents = 4; // models/checkpoints/style/x.safetensors lies three below the program

/// Places inside a folder of ComfyUI, the web UI or a diffusers model.
const char* const kInside[] = {"",
                               "tokenizer",
                               "tokenizer_2",
                               "comfy/sd1_tokenizer",
                               "models/tokenizer",
                               "models/clip"};

bool hasFiles(const fs::path& folder)
{
    std::error_code error;
    return fs::is_regular_file(folder / "vocab.json", error) &&
           fs::is_regular_file(folder / "merges.txt", error);
}

void addInside(const fs::path& folder, std::vector<fs::path>& found)
{
    for (const char* inside : kInside) {
        const fs::path candidate = inside[0] == '\0' ? folder : folder / inside;
        if (hasFiles(candidate)) {
            found.push_back(candidate);
        }
    }
}

/// Folders that have both files, the nearest first.
std::vector<fs::path> candidates(const fs::path& checkpoint)
{
    std::vector<fs::path> found;
    fs::path folder = fs::absolute(checkpoint).parent_path();
    addInside(folder / checkpoint.stem(), found);
    for (int i = 0; i < kParents && folder.has_relative_path(); ++i) {
        addInside(folder, found);
        folder = folder.parent_path();
    }
    for (const fs::path& known : knownModelFolders()) {
        addInside(known, found);
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(known, error)) {
            std::error_code ignored;
            if (!entry.is_directory(ignored)) {
                continue;
            }
            try {
                addInside(resolveSnapshot(entry.path()), found);
            } catch (const LoadError&) {
                continue; // a download that was never finished
            }
        }
    }
    return found;
}

bool hasSize(const fs::path& folder, std::int64_t vocabularySize)
{
    try {
        const nlohmann::json json = readJsonFile(folder / "vocab.json");
        return json.is_object() && static_cast<std::int64_t>(json.size()) == vocabularySize;
    } catch (const LoadError&) {
        return false; // damaged: there may be another
    }
}

SpecialTokens clipTokens(PromptPadding padding)
{
    SpecialTokens tokens;
    tokens.bos = "<|startoftext|>";
    tokens.eos = tokens.unknown = "<|endoftext|>";
    tokens.pad = padding == PromptPadding::ExclamationMark ? std::string("!") : *tokens.eos;
    return tokens;
}

} // namespace

std::shared_ptr<const Tokenizer> findClipTokenizer(const fs::path& checkpoint,
                                                   std::int64_t vocabularySize,
                                                   PromptPadding padding)
{
    std::size_t others = 0;
    for (const fs::path& folder : candidates(checkpoint)) {
        if (hasSize(folder, vocabularySize)) {
            return std::make_shared<ClipBpeTokenizer>(folder, clipTokens(padding));
        }
        ++others;
    }
    const fs::path target = fs::absolute(checkpoint).parent_path() / "tokenizer";
    throw LoadError(core::ErrorCode::NotFound,
                    checkpoint.filename().string() +
                        ": a checkpoint has no vocabulary in it; put vocab.json and merges.txt of "
                        "CLIP (" +
                        std::to_string(vocabularySize) +
                        " tokens; they are in the folder `tokenizer` of any Stable Diffusion model "
                        "in the diffusers layout) into " +
                        target.string() +
                        (others > 0 ? "; those found on this machine have another size" : ""));
}

} // namespace diffusion
