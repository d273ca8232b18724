#include "diffusion/models/weights/safetensors.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/torch_compat.h"
#include "diffusion/models/weights/safetensors_header.h"

namespace diffusion {
namespace {

using core::ErrorCode;

/// "unet/diffusion_pytorch_model.safetensors": enough to tell the model's parts apart.
std::string shortName(const std::filesystem::path& file)
{
    const std::filesystem::path folder = file.parent_path().filename();
    return (folder.empty() ? file.filename() : folder / file.filename()).string();
}

/// A whole file mapped privately: writing to the memory never reaches the file.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& file)
    {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) {
            const bool absent = errno == ENOENT || errno == ENOTDIR;
            throw LoadError(absent ? ErrorCode::NotFound : ErrorCode::Unreadable,
                            shortName(file) + ": " + std::strerror(errno));
        }
        struct stat info {};
        if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
            ::close(descriptor);
            throw LoadError(ErrorCode::Unreadable, shortName(file) + ": not a regular file");
        }
        m_size = info.st_size;
        if (m_size > 0) {
            m_data = ::mmap(nullptr, static_cast<std::size_t>(m_size), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_NORESERVE, descriptor, 0);
        }
        ::close(descriptor);
        if (m_data == MAP_FAILED) {
            throw LoadError(ErrorCode::OutOfMemory,
                            shortName(file) + ": cannot be mapped: " + std::strerror(errno));
        }
    }
    ~MappedFile()
    {
        if (m_data != nullptr && m_data != MAP_FAILED) {
            ::munmap(m_data, static_cast<std::size_t>(m_size));
        }
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] char* data() const { return static_cast<char*>(m_data); }
    [[nodiscard]] std::int64_t size() const { return m_size; }
    [[nodiscard]] std::string_view bytes() const
    {
        return {data(), static_cast<std::size_t>(m_size)};
    }

private:
    void* m_data = nullptr;
    std::int64_t m_size = 0;
};

class SafetensorsSource final : public TensorSource {
public:
    explicit SafetensorsSource(const std::filesystem::path& file)
        : m_description(shortName(file)), m_file(std::make_shared<MappedFile>(file)),
          m_header(parseSafetensorsHeader(m_file->bytes(), m_file->size(), m_description))
    {
    }

    std::string description() const override { return m_description; }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, entry] : m_header.entries) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<Shape> shape(const std::string& name) const override
    {
        const auto found = m_header.entries.find(name);
        return found == m_header.entries.end() ? std::nullopt : std::optional(found->second.shape);
    }

    at::Tensor read(const std::string& name, at::IntArrayRef) override
    {
        const SafetensorsEntry& entry = m_header.entries.at(name);
        if (!entry.dtype) {
            throw LoadError(ErrorCode::Unsupported,
                            m_description + ": tensor `" + printableName(name) + "` is stored as " +
                                entry.dtypeName + "; get the fp16 or fp32 file of this model");
        }
        char* data = m_file->data() + m_header.dataStart + entry.begin;
        if (entry.begin == entry.end) {
            return at::empty(entry.shape, at::TensorOptions().dtype(*entry.dtype));
        }
        const bool aligned =
            reinterpret_cast<std::uintptr_t>(data) % static_cast<std::uintptr_t>(entry.itemSize) ==
            0;
        if (!aligned) {
            at::Tensor copy = at::empty(entry.shape, at::TensorOptions().dtype(*entry.dtype));
            std::memcpy(copy.data_ptr(), data, static_cast<std::size_t>(entry.end - entry.begin));
            return copy;
        }
        return compat::tensorOver(data, entry.shape, *entry.dtype,
                                  [file = m_file](void*) mutable { file.reset(); });
    }

    [[nodiscard]] const SafetensorsHeader& header() const { return m_header; }

private:
    std::string m_description;
    std::shared_ptr<MappedFile> m_file;
    SafetensorsHeader m_header;
};

/// The files named by a shard index; a name may not leave the folder.
std::shared_ptr<TensorSource> openShards(const std::filesystem::path& index)
{
    const std::string where = shortName(index);
    std::ifstream stream(index);
    const nlohmann::json json = nlohmann::json::parse(stream, nullptr, false);
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object()) {
        throw LoadError(ErrorCode::Unreadable, where + ": no weight_map; download it again");
    }
    std::set<std::string> files;
    for (const auto& [name, file] : json["weight_map"].items()) {
        if (!file.is_string() || file.get<std::string>().find('/') != std::string::npos ||
            file.get<std::string>().find('\\') != std::string::npos) {
            throw LoadError(ErrorCode::Unreadable, where + ": tensor `" + printableName(name) +
                                                       "` is not in a file of this folder");
        }
        files.insert(file.get<std::string>());
    }
    std::vector<std::shared_ptr<TensorSource>> sources;
    for (const std::string& file : files) {
        sources.push_back(openSafetensors(index.parent_path() / file));
    }
    auto joined = makeJoinedSource(std::move(sources), where);
    for (const auto& [name, file] : json["weight_map"].items()) {
        if (!joined->contains(name)) {
            throw LoadError(ErrorCode::BadWeights,
                            where + ": tensor `" + printableName(name) + "` is not in " +
                                printableName(file.get<std::string>()) + "; download it again");
        }
    }
    return joined;
}

} // namespace

std::shared_ptr<TensorSource> openSafetensors(const std::filesystem::path& file)
{
    return std::make_shared<SafetensorsSource>(file);
}

std::shared_ptr<TensorSource> openComponentWeights(const std::filesystem::path& folder)
{
    const std::string stems[] = {"diffusion_pytorch_model", "model"};
    for (const char* suffix : {".safetensors", ".fp16.safetensors"}) {
        for (const std::string& stem : stems) {
            if (std::filesystem::exists(folder / (stem + suffix))) {
                return openSafetensors(folder / (stem + suffix));
            }
            if (std::filesystem::exists(folder / (stem + suffix + ".index.json"))) {
                return openShards(folder / (stem + suffix + ".index.json"));
            }
        }
    }
    const std::string where = folder.filename().string();
    for (const std::string& stem : {stems[0], std::string("pytorch_model")}) {
        if (std::filesystem::exists(folder / (stem + ".bin"))) {
            throw LoadError(ErrorCode::Unsupported,
                            where + ": only " + stem +
                                ".bin is there, which can run code when "
                                "opened; get the .safetensors files of this model");
        }
    }
    throw LoadError(ErrorCode::NotFound, where + ": no " + stems[0] +
                                             ".safetensors or model.safetensors in this folder");
}

std::map<std::string, std::string> readSafetensorsMetadata(const std::filesystem::path& file)
{
    return SafetensorsSource(file).header().metadata;
}

std::vector<TensorInfo> listSafetensors(const std::filesystem::path& file)
{
    std::vector<TensorInfo> list;
    const SafetensorsSource source(file);
    for (const auto& [name, entry] : source.header().entries) {
        list.push_back({name, entry.shape, entry.dtype.value_or(at::ScalarType::Undefined)});
    }
    return list;
}

} // namespace diffusion
