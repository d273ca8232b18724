#include "diffusion/models/weights/component_weights.h"

#include <fstream>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/mapped_file.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/models/weights/safetensors_header.h"
#include "diffusion/models/weights/weight_file.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;

constexpr std::uintmax_t kMaxIndexBytes = 64U << 20U;

/// One set of files: a single one, or an index.
struct Choice {
    fs::path file;
    bool isIndex = false;
};

/// Plain first, then by how much is lost; "non_ema" are the weights before averaging.
const char* const kVariants[] = {"",         ".fp32",         ".bf16",        ".fp16",
                                 ".non_ema", ".fp32.non_ema", ".fp16.non_ema"};

std::optional<Choice> choose(const fs::path& folder)
{
    std::error_code error;
    for (const std::string kind : {".safetensors", ".bin"}) {
        for (const std::string variant : kVariants) {
            for (const std::string stem : {"diffusion_pytorch_model", "model", "pytorch_model"}) {
                const fs::path file = folder / (stem + variant + kind);
                if (fs::exists(file, error)) {
                    return Choice{file};
                }
                // Both spellings are in use.
                for (const std::string& name : {stem + variant + kind + ".index.json",
                                                stem + kind + ".index" + variant + ".json"}) {
                    if (fs::exists(folder / name, error)) {
                        return Choice{folder / name, true};
                    }
                }
            }
        }
    }
    return std::nullopt;
}

Choice chosen(const fs::path& folder)
{
    if (const auto choice = choose(folder)) {
        return *choice;
    }
    throw LoadError(ErrorCode::NotFound,
                    folder.filename().string() + ": no diffusion_pytorch_model.safetensors or "
                                                 "model.safetensors in this folder");
}

/// Tensor to file; a file's name may not leave the folder.
std::map<std::string, std::string> readIndex(const fs::path& index)
{
    const std::string where = shortName(index);
    std::error_code error;
    if (fs::file_size(index, error) > kMaxIndexBytes || error) {
        throw LoadError(ErrorCode::Unreadable, where + ": cannot be read, or is too large");
    }
    std::ifstream stream(index);
    const nlohmann::json json = nlohmann::json::parse(stream, nullptr, false);
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object()) {
        throw LoadError(ErrorCode::Unreadable, where + ": no weight_map; download it again");
    }
    std::map<std::string, std::string> files;
    for (const auto& [name, file] : json["weight_map"].items()) {
        const std::string text = file.is_string() ? file.get<std::string>() : "/";
        if (text.find_first_of("/\\") != std::string::npos) {
            throw LoadError(ErrorCode::Unreadable, where + ": tensor `" + printableName(name) +
                                                       "` is not in a file of this folder");
        }
        files.emplace(name, text);
    }
    return files;
}

std::shared_ptr<TensorSource> openShards(const fs::path& index)
{
    const std::string where = shortName(index);
    const auto map = readIndex(index);
    std::set<std::string> files;
    for (const auto& [name, file] : map) {
        files.insert(file);
    }
    std::vector<std::shared_ptr<TensorSource>> sources;
    for (const std::string& file : files) {
        sources.push_back(openWeightFile(index.parent_path() / file));
    }
    auto joined = makeJoinedSource(std::move(sources), where);
    for (const auto& [name, file] : map) {
        if (!joined->contains(name)) {
            throw LoadError(ErrorCode::BadWeights, where + ": tensor `" + printableName(name) +
                                                       "` is not in " + printableName(file) +
                                                       "; download it again");
        }
    }
    return joined;
}

} // namespace

std::vector<fs::path> componentWeightFiles(const fs::path& folder)
{
    const Choice choice = chosen(folder);
    if (!choice.isIndex) {
        return {choice.file};
    }
    std::set<fs::path> files;
    for (const auto& [name, file] : readIndex(choice.file)) {
        files.insert(folder / file);
    }
    return {files.begin(), files.end()};
}

std::shared_ptr<TensorSource> openComponentWeights(const fs::path& folder)
{
    const Choice choice = chosen(folder);
    return choice.isIndex ? openShards(choice.file) : openWeightFile(choice.file);
}

} // namespace diffusion
