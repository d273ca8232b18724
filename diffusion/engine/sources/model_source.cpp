#include "diffusion/engine/sources/model_source.h"

#include <fstream>
#include <iterator>

#include "diffusion/engine/schedulers/config.h"
#include "diffusion/engine/sources/checkpoint_file.h"
#include "diffusion/engine/sources/diffusers_folder.h"
#include "diffusion/engine/sources/model_folders.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kMaxConfigBytes = 16U << 20U;

} // namespace

nlohmann::json readConfigFile(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) {
        return nullptr;
    }
    if (size > kMaxConfigBytes) {
        throw LoadError(core::ErrorCode::Unreadable,
                        file.string() + ": too large to be a configuration");
    }
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    try {
        nlohmann::json json = parsePythonJson(text, file.string());
        if (!json.is_object()) {
            throw std::invalid_argument(file.string() + ": not a JSON object");
        }
        return json;
    } catch (const std::invalid_argument& e) {
        throw LoadError(core::ErrorCode::Unreadable, e.what());
    }
}

std::shared_ptr<const ModelSource> openModelSource(const fs::path& path)
{
    std::error_code error;
    if (!fs::exists(path, error)) {
        throw LoadError(core::ErrorCode::NotFound, path.string() + ": there is no such model");
    }
    return fs::is_directory(path, error) ? openDiffusersFolder(resolveSnapshot(path))
                                         : openCheckpointFile(path);
}

} // namespace diffusion
