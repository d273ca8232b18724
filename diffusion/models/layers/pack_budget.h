#pragma once

/// How much memory weights in a faster layout may take beside the plain ones. Any thread.

#include <cstdint>

namespace diffusion {

/// Whether so many bytes more are within half of what was free at the first call. `reserve`: bytes
/// that are to be left for others.
[[nodiscard]] bool takePackMemory(std::int64_t bytes, std::int64_t reserve = 0);

/// What takePackMemory() granted.
void giveBackPackMemory(std::int64_t bytes);

/// What is left.
[[nodiscard]] std::int64_t packMemoryLeft();

} // namespace diffusion
