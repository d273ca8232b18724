// The header of a safetensors file.

#include <cstdint>
#include <string_view>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        const auto header = diffusion::parseSafetensorsHeader(
            {reinterpret_cast<const char*>(data), size}, static_cast<std::int64_t>(size), "fuzz");
        for (const auto& [name, entry] : header.entries) {
            static_cast<void>(diffusion::printableName(name));
            const bool inside = entry.begin >= 0 && entry.begin <= entry.end &&
                                entry.end <= static_cast<std::int64_t>(size) - header.dataStart;
            if (!inside) {
                __builtin_trap(); // what the mapping relies on
            }
        }
    } catch (const diffusion::LoadError&) {
    }
    return 0;
}
