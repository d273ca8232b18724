#pragma once

/// How much memory weights in a faster layout may take beside the plain ones. Any thread.

#include <cstdint>

namespace diffusion {

/// Whether so many bytes more are within half of what was free at the first call.
[[nodiscard]] bool takePackMemory(std::int64_t bytes);

/// What takePackMemory() granted.
void giveBackPackMemory(std::int64_t bytes);

/// The same for layouts that take several times the memory of the plain weights and can be made
/// again for each use, which takes a third to a half longer with large networks: half of what was
/// free beyond 8 GiB at the first call, and at least 256 MiB, enough for small networks.
[[nodiscard]] std::int64_t transformMemory();
[[nodiscard]] bool takeTransformMemory(std::int64_t bytes);
void giveBackTransformMemory(std::int64_t bytes);

} // namespace diffusion
