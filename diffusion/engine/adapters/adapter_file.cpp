#include "diffusion/engine/adapters/adapter_file.h"

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

void checkExists(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        throw LoadError(core::ErrorCode::NotFound, file.string() + ": there is no such file");
    }
}

} // namespace

std::shared_ptr<TensorSource> openAdapterFile(const fs::path& file)
{
    checkExists(file);
    if (file.extension() != ".safetensors") {
        throw LoadError(core::ErrorCode::Unsupported,
                        file.string() + ": LoRAs and embeddings are read from .safetensors files only");
    }
    return openSafetensors(file);
}

std::string adapterFingerprint(const fs::path& file)
{
    checkExists(file);
    std::error_code error;
    return file.string() + '\n' +
           std::to_string(fs::last_write_time(file, error).time_since_epoch().count()) + '\n' +
           std::to_string(fs::file_size(file, error));
}

} // namespace diffusion
