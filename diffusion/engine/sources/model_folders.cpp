#include "diffusion/engine/sources/model_folders.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

/// An absolute path from the environment; relative ones are meaningless there.
fs::path pathFromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    const fs::path path = value != nullptr ? value : "";
    return path.is_absolute() ? path : fs::path();
}

fs::path orElse(const fs::path& path, const fs::path& fallback)
{
    return path.empty() ? fallback : path;
}

/// A revision's name may not leave the folder of snapshots.
std::optional<fs::path> snapshotNamedByMain(const fs::path& repository)
{
    std::ifstream stream(repository / "refs" / "main");
    std::string revision;
    if (!(stream >> revision) || revision.empty() || revision.front() == '.' ||
        revision.size() > 100 || revision.find('/') != std::string::npos) {
        return std::nullopt;
    }
    std::error_code error;
    const fs::path snapshot = repository / "snapshots" / revision;
    return fs::is_directory(snapshot, error) ? std::optional(snapshot) : std::nullopt;
}

} // namespace

fs::path huggingFaceCache()
{
    const fs::path cache =
        orElse(pathFromEnvironment("XDG_CACHE_HOME"), pathFromEnvironment("HOME") / ".cache");
    const fs::path home = orElse(pathFromEnvironment("HF_HOME"), cache / "huggingface");
    return orElse(pathFromEnvironment("HF_HUB_CACHE"), home / "hub");
}

std::vector<fs::path> knownModelFolders()
{
    const fs::path home = pathFromEnvironment("HOME");
    const fs::path data = orElse(pathFromEnvironment("XDG_DATA_HOME"), home / ".local" / "share");
    std::vector<fs::path> folders;
    for (const fs::path& folder :
         {data / "stillwater" / "models", huggingFaceCache(),
          orElse(pathFromEnvironment("COMFYUI_PATH"), home / "ComfyUI"),
          orElse(pathFromEnvironment("SD_WEBUI_PATH"), home / "stable-diffusion-webui")}) {
        std::error_code error;
        if (folder.is_absolute() && fs::is_directory(folder, error)) {
            folders.push_back(folder);
        }
    }
    return folders;
}

fs::path resolveSnapshot(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder / "snapshots", error) ||
        fs::exists(folder / "model_index.json", error)) {
        return folder;
    }
    if (const auto snapshot = snapshotNamedByMain(folder)) {
        return *snapshot;
    }
    fs::path newest;
    fs::file_time_type newestTime = fs::file_time_type::min();
    for (const auto& entry : fs::directory_iterator(folder / "snapshots", error)) {
        std::error_code ignored;
        const fs::file_time_type time = entry.last_write_time(ignored);
        if (entry.is_directory(ignored) && (newest.empty() || time > newestTime)) {
            newest = entry.path();
            newestTime = time;
        }
    }
    if (newest.empty()) {
        throw LoadError(core::ErrorCode::NotFound,
                        folder.string() + ": this model of the Hugging Face cache was never fully "
                                          "downloaded");
    }
    return newest;
}

} // namespace diffusion
