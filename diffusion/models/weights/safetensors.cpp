#include "diffusion/models/weights/safetensors.h"

#include <cstring>

#include "diffusion/models/load_error.h"
#include "diffusion/models/torch_compat.h"
#include "diffusion/models/weights/mapped_file.h"
#include "diffusion/models/weights/safetensors_header.h"

namespace diffusion {
namespace {

using core::ErrorCode;

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

    void forget(const std::string& name) override
    {
        const SafetensorsEntry& entry = m_header.entries.at(name);
        m_file->forget(m_header.dataStart + entry.begin, m_header.dataStart + entry.end);
    }

    [[nodiscard]] const SafetensorsHeader& header() const { return m_header; }

private:
    std::string m_description;
    std::shared_ptr<MappedFile> m_file;
    SafetensorsHeader m_header;
};

} // namespace

std::shared_ptr<TensorSource> openSafetensors(const std::filesystem::path& file)
{
    return std::make_shared<SafetensorsSource>(file);
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
