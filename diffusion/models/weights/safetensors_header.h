#pragma once

/// The header of a safetensors file, parsed and checked without touching any tensor data. Includes of torch
/// only the names of its types, so that every compiler can fuzz it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <c10/core/ScalarType.h>

namespace diffusion {

struct SafetensorsEntry {
    std::string dtypeName;                ///< as in the file ("F16")
    std::optional<at::ScalarType> dtype;  ///< nothing for kinds libtorch 1.13 has no type for
    std::int64_t itemSize = 0;            ///< bytes
    std::vector<std::int64_t> shape;
    std::int64_t begin = 0;               ///< bytes from the start of the data, not of the file
    std::int64_t end = 0;
};

struct SafetensorsHeader {
    std::map<std::string, SafetensorsEntry> entries;
    std::map<std::string, std::string> metadata;
    std::int64_t dataStart = 0; ///< bytes from the start of the file
};

/// `start` is the beginning of the file, at least min(fileSize, what the header needs) bytes long.
/// `file` begins the messages. Throws LoadError(Unreadable) unless every number in it is consistent:
/// lengths, offsets, sizes, no overlap, no gap, nothing behind the end of the file.
[[nodiscard]] SafetensorsHeader parseSafetensorsHeader(std::string_view start, std::int64_t fileSize,
                                                       const std::string& file);

/// Name of a dtype in the file ("F32"); throws LoadError(Unsupported).
[[nodiscard]] std::string safetensorsDtypeName(at::ScalarType dtype);

/// A tensor's name fit for a one-line message: control characters replaced, at most 120 bytes.
[[nodiscard]] std::string printableName(std::string_view name);

} // namespace diffusion
