#pragma once

/// Files as torch.save writes them, put together opcode by opcode, good ones and bad ones.

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace torch_save {

template <class T> std::string little(T value)
{
    std::string bytes(sizeof(T), '\0');
    std::memcpy(bytes.data(), &value, sizeof(T));
    return bytes;
}

// The words of a pickle.
inline const std::string kProtocol2("\x80\x02", 2);
inline const std::string kMark = "(";
inline const std::string kTuple = "t";
inline const std::string kEmptyDict = "}";
inline const std::string kEmptyTuple = ")";
inline const std::string kSetItems = "u";
inline const std::string kReduce = "R";
inline const std::string kBuild = "b";
inline const std::string kPersistent = "Q";
inline const std::string kStop = ".";

inline std::string text(const std::string& value)
{
    return std::string("X") + little(static_cast<std::uint32_t>(value.size())) + value;
}
inline std::string global(const std::string& module, const std::string& name)
{
    return "c" + module + "\n" + name + "\n";
}
inline std::string whole(std::int64_t value)
{
    return std::string("\x8a\x08", 2) + little(value);
}
inline std::string tuple(const std::vector<std::int64_t>& values)
{
    std::string all = kMark;
    for (const std::int64_t value : values) {
        all += whole(value);
    }
    return all + kTuple;
}
inline std::string storage(const std::string& type, const std::string& key, std::int64_t count)
{
    return kMark + text("storage") + global("torch", type) + text(key) + text("cpu") + whole(count) +
           kTuple + kPersistent;
}
inline std::string orderedDict()
{
    return global("collections", "OrderedDict") + kEmptyTuple + kReduce;
}
/// _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)
inline std::string tensor(const std::string& storageWords, std::int64_t offset,
                          const std::vector<std::int64_t>& shape,
                          const std::vector<std::int64_t>& strides)
{
    return global("torch._utils", "_rebuild_tensor_v2") + kMark + storageWords + whole(offset) +
           tuple(shape) + tuple(strides) + "\x89" + orderedDict() + kTuple + kReduce;
}
inline std::string dict(const std::vector<std::pair<std::string, std::string>>& items)
{
    std::string all = orderedDict() + kMark;
    for (const auto& [key, value] : items) {
        all += text(key) + value;
    }
    return all + kSetItems;
}
inline std::string pickle(const std::string& words)
{
    return kProtocol2 + words + kStop;
}

/// A zip archive of stored entries, data aligned to 64 bytes as torch does it.
inline std::string zip(const std::vector<std::pair<std::string, std::string>>& entries)
{
    std::string out;
    std::string directory;
    for (const auto& [name, data] : entries) {
        const auto local = static_cast<std::uint32_t>(out.size());
        const std::size_t header = out.size() + 30 + name.size();
        const auto padding = static_cast<std::uint16_t>((64 - header % 64) % 64);
        const std::string sizes = little<std::uint32_t>(0) // checksum, which nobody looks at
                                  + little(static_cast<std::uint32_t>(data.size())) +
                                  little(static_cast<std::uint32_t>(data.size()));
        const std::string common = little<std::uint16_t>(0) + little<std::uint16_t>(0) +
                                   little<std::uint16_t>(0) + little<std::uint16_t>(0) + sizes +
                                   little(static_cast<std::uint16_t>(name.size()));
        out += "PK\x03\x04" + little<std::uint16_t>(0) + common + little(padding) + name +
               std::string(padding, 'Z') + data;
        directory += "PK\x01\x02" + little<std::uint16_t>(0) + little<std::uint16_t>(0) + common +
                     little<std::uint16_t>(0) + little<std::uint16_t>(0) +
                     little<std::uint16_t>(0) + little<std::uint16_t>(0) +
                     little<std::uint32_t>(0) + little(local) + name;
    }
    const auto start = static_cast<std::uint32_t>(out.size());
    const auto count = static_cast<std::uint16_t>(entries.size());
    return out + directory + "PK\x05\x06" + little<std::uint16_t>(0) + little<std::uint16_t>(0) +
           little(count) + little(count) + little(static_cast<std::uint32_t>(directory.size())) +
           little(start) + little<std::uint16_t>(0);
}

/// What torch.save makes of `words`, with the storages' bytes by key.
inline std::string archive(const std::string& words,
                           const std::map<std::string, std::string>& storages)
{
    std::vector<std::pair<std::string, std::string>> entries{{"archive/data.pkl", pickle(words)}};
    for (const auto& [key, data] : storages) {
        entries.emplace_back("archive/data/" + key, data);
    }
    entries.emplace_back("archive/version", "3\n");
    return zip(entries);
}

/// The form before zip archives: magic number, version, machine, contents, keys, storages.
inline std::string legacy(const std::string& words,
                          const std::vector<std::pair<std::string, std::pair<std::int64_t, std::string>>>&
                              storages)
{
    std::string keys = "]" + kMark;
    std::string data;
    for (const auto& [key, content] : storages) {
        keys += text(key);
        data += little(content.first) + content.second;
    }
    const std::string magic("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 12);
    return pickle(magic) + pickle(std::string("M") + little<std::uint16_t>(1001)) +
           pickle(kEmptyDict + kMark + text("little_endian") + "\x88" + kSetItems) + pickle(words) +
           pickle(keys + "e") + data;
}

inline std::string bytes(const std::vector<float>& values)
{
    std::string out(values.size() * sizeof(float), '\0');
    std::memcpy(out.data(), values.data(), out.size());
    return out;
}

} // namespace torch_save
