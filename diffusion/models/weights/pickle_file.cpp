#include "diffusion/models/weights/pickle_file.h"

#include <cstring>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/zip_directory.h"

namespace diffusion {
namespace {

/// Where storages begin and how many bytes are there.
using Places = std::map<std::string, ZipEntry>;

[[noreturn]] void damaged(const std::string& file, const std::string& what)
{
    throw LoadError(core::ErrorCode::Unreadable,
                    file + ": " + what + "; the file is damaged, download it again");
}

std::map<std::string, LocatedTensor> join(const PickleContents& contents, const Places& places,
                                          const std::string& file)
{
    std::map<std::string, LocatedTensor> located;
    for (const auto& [name, tensor] : contents.tensors) {
        const auto place = places.find(tensor.storage.key);
        if (place == places.end() ||
            place->second.size / itemSize(tensor.storage.type) < tensor.storage.count) {
            damaged(file, "the data of tensor `" + name.substr(0, 120) + "` is missing or too short");
        }
        located.emplace(name, LocatedTensor{tensor, place->second.begin});
    }
    return located;
}

std::map<std::string, LocatedTensor> readZipped(std::string_view bytes, const std::string& file)
{
    const auto entries = readZipDirectory(bytes, file);
    std::string folder;
    for (const auto& [name, entry] : entries) {
        if (name.ends_with("/data.pkl")) {
            folder = name.substr(0, name.size() - 8);
        }
    }
    if (folder.empty()) {
        throw LoadError(core::ErrorCode::Unsupported,
                        file + ": a zip archive without the data.pkl of torch.save; if it holds "
                               "model files, unpack it");
    }
    const auto part = [bytes](const ZipEntry& entry) {
        return bytes.substr(static_cast<std::size_t>(entry.begin),
                            static_cast<std::size_t>(entry.size));
    };
    if (const auto order = entries.find(folder + "byteorder");
        order != entries.end() && part(order->second) == "big") {
        throw LoadError(core::ErrorCode::Unsupported,
                        file + ": written by a big-endian machine, which this program cannot read");
    }
    const PickleContents contents = readPickle(part(entries.at(folder + "data.pkl")), file);
    Places places;
    const std::string data = folder + "data/";
    for (auto it = entries.lower_bound(data); it != entries.end() && it->first.starts_with(data);
         ++it) {
        places.emplace(it->first.substr(data.size()), it->second);
    }
    return join(contents, places, file);
}

/// Magic number, version, machine, contents, order of the storages; then the storages, each after its
/// number of elements.
std::map<std::string, LocatedTensor> readLegacy(std::string_view bytes, const std::string& file)
{
    std::size_t position = 0;
    const auto next = [&] {
        PickleContents contents = readPickle(bytes.substr(position), file);
        position += contents.bytesRead;
        return contents;
    };
    for (int i = 0; i < 3; ++i) {
        static_cast<void>(next());
    }
    const PickleContents contents = next();
    const std::vector<std::string> order = next().texts;
    std::map<std::string, StorageType> types;
    for (const PickledStorage& storage : contents.storages) {
        types.emplace(storage.key, storage.type);
    }
    Places places;
    for (const std::string& key : order) {
        const auto type = types.find(key);
        std::int64_t count = 0;
        if (type == types.end() || bytes.size() - position < sizeof(count)) {
            damaged(file, "its data is cut off");
        }
        std::memcpy(&count, bytes.data() + position, sizeof(count));
        position += sizeof(count);
        const auto left = static_cast<std::int64_t>(bytes.size() - position);
        if (count < 0 || count > left / itemSize(type->second)) {
            damaged(file, "its data is cut off");
        }
        const std::int64_t size = count * itemSize(type->second);
        places.emplace(key, ZipEntry{static_cast<std::int64_t>(position), size});
        position += static_cast<std::size_t>(size);
    }
    return join(contents, places, file);
}

} // namespace

std::map<std::string, LocatedTensor> locateTensors(std::string_view bytes, const std::string& file)
{
    return bytes.starts_with("PK\x03\x04") ? readZipped(bytes, file) : readLegacy(bytes, file);
}

bool looksLikePickle(std::string_view start)
{
    const bool isPickle = start.size() > 2 && static_cast<unsigned char>(start[0]) == 0x80 &&
                          start[1] >= 2 && start[1] <= 5;
    return isPickle || start.starts_with("PK\x03\x04");
}

} // namespace diffusion
