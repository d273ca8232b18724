#include "diffusion/models/weights/weight_file.h"

#include <array>
#include <cstring>
#include <fstream>

#include "diffusion/models/load_error.h"
#include "diffusion/models/torch_compat.h"
#include "diffusion/models/weights/mapped_file.h"
#include "diffusion/models/weights/pickle_file.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {
namespace {

at::ScalarType scalarType(StorageType type)
{
    switch (type) {
    case StorageType::F64: return at::kDouble;
    case StorageType::F32: return at::kFloat;
    case StorageType::F16: return at::kHalf;
    case StorageType::BF16: return at::kBFloat16;
    case StorageType::I64: return at::kLong;
    case StorageType::I32: return at::kInt;
    case StorageType::I16: return at::kShort;
    case StorageType::I8: return at::kChar;
    case StorageType::U8: return at::kByte;
    case StorageType::Bool: break;
    }
    return at::kBool;
}

class PickleSource final : public TensorSource {
public:
    explicit PickleSource(const std::filesystem::path& file)
        : m_description(shortName(file)), m_file(std::make_shared<MappedFile>(file)),
          m_tensors(locateTensors(m_file->bytes(), m_description))
    {
    }

    std::string description() const override { return m_description; }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, located] : m_tensors) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<Shape> shape(const std::string& name) const override
    {
        const auto found = m_tensors.find(name);
        return found == m_tensors.end() ? std::nullopt : std::optional(found->second.tensor.shape);
    }

    at::Tensor read(const std::string& name, at::IntArrayRef) override
    {
        const LocatedTensor& located = m_tensors.at(name);
        const PickledTensor& tensor = located.tensor;
        const auto options = at::TensorOptions().dtype(scalarType(tensor.storage.type));
        if (tensor.storage.count == 0) {
            return at::empty(tensor.shape, options);
        }
        return storage(located, options).as_strided(tensor.shape, tensor.strides, tensor.offset);
    }

    void forget(const std::string& name) override
    {
        const LocatedTensor& located = m_tensors.at(name);
        const PickledStorage& storage = located.tensor.storage;
        m_file->forget(located.begin, located.begin + storage.count * itemSize(storage.type));
    }

private:
    /// All elements of a storage in a row, in place where the file has them aligned.
    at::Tensor storage(const LocatedTensor& located, const at::TensorOptions& options) const
    {
        const PickledStorage& storage = located.tensor.storage;
        char* data = m_file->data() + located.begin;
        const auto size = static_cast<std::uintptr_t>(itemSize(storage.type));
        if (reinterpret_cast<std::uintptr_t>(data) % size != 0) {
            at::Tensor copy = at::empty({storage.count}, options);
            std::memcpy(copy.data_ptr(), data, static_cast<std::size_t>(storage.count) * size);
            return copy;
        }
        return compat::tensorOver(data, {storage.count}, scalarType(storage.type),
                                  [file = m_file](void*) mutable { file.reset(); });
    }

    std::string m_description;
    std::shared_ptr<MappedFile> m_file;
    std::map<std::string, LocatedTensor> m_tensors;
};

} // namespace

std::shared_ptr<TensorSource> openPickle(const std::filesystem::path& file)
{
    return std::make_shared<PickleSource>(file);
}

std::shared_ptr<TensorSource> openWeightFile(const std::filesystem::path& file)
{
    return isPickleFile(file) ? openPickle(file) : openSafetensors(file);
}

bool isPickleFile(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 4> start{};
    stream.read(start.data(), start.size());
    return looksLikePickle({start.data(), static_cast<std::size_t>(stream.gcount())});
}

} // namespace diffusion
