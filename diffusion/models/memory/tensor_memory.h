#pragma once

/// Memory of the tensors on the CPU, kept between uses. Any thread.
///
/// Blocks of at least 256 KiB are mapped on their own, on huge pages where the system has them, and
/// kept when freed; a later tensor of about the size takes them over. Smaller ones come from
/// malloc. When the system has no memory left, everything kept is given back before an allocation
/// fails with std::bad_alloc.

#include <cstddef>

namespace diffusion {

/// Makes this the allocator of every CPU tensor made from now on. Once per process, before tensors
/// are made in other threads; further calls do nothing.
void installTensorMemory();

/// Gives all kept blocks back to the system; tensors in use are untouched. For the end of a job.
void releaseTensorMemory();

/// Bytes in blocks that are kept for later and in blocks that tensors hold (large ones only).
struct TensorMemoryUse {
    std::size_t kept = 0;
    std::size_t held = 0;
    std::size_t peak = 0; ///< most that was held at once since forgetTensorMemoryPeak()
};
[[nodiscard]] TensorMemoryUse tensorMemoryUse();
void forgetTensorMemoryPeak();

} // namespace diffusion
