#pragma once

/// Reads what torch.save wrote without running any of it. A pickle is a program for a stack machine that
/// may name any function of Python and call it; this machine knows tensors, storages and containers,
/// builds descriptions of them, and refuses every other name. No tensor data is touched here.
/// Protocols 2 to 5. Any thread.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace diffusion {

enum class StorageType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// Bytes of one element.
[[nodiscard]] std::int64_t itemSize(StorageType type);

/// A block of numbers that tensors share, by the key it has in the file.
struct PickledStorage {
    std::string key;
    StorageType type = StorageType::F32;
    std::int64_t count = 0; ///< elements
};

/// Checked: every element lies in the storage, and there are not more of them than it has.
struct PickledTensor {
    PickledStorage storage;
    std::int64_t offset = 0; ///< elements
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< elements
};

struct PickleContents {
    /// Every tensor by its dotted path; a leading "state_dict" is left out.
    std::map<std::string, PickledTensor> tensors;
    /// In order of first use, all that the file's tensors refer to.
    std::vector<PickledStorage> storages;
    /// Where the root is a list of texts: those (the order of storages in old files).
    std::vector<std::string> texts;
    std::size_t bytesRead = 0; ///< up to and with the final opcode
};

/// `file` begins the messages. Throws LoadError: Unreadable (damaged), Unsupported (names the global
/// that is no tensor and no container, or the opcode), OutOfMemory (more than any model needs).
[[nodiscard]] PickleContents readPickle(std::string_view bytes, const std::string& file);

} // namespace diffusion
