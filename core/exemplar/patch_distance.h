#pragma once

/// Sums of squared differences between patches of features, as fast as the processor allows.

#include <cstddef>
#include <cstdint>

namespace core::exemplar {

/// Sum over side x side pixels of the squared feature differences. `a` and `b` point at the
/// patches' upper left pixels in feature planes with `stride` numbers per row. May stop early once
/// the sum reaches `limit`; what it returns then is at least `limit`. The value is the same on
/// every processor.
using PatchDistance = std::int32_t (*)(const std::int16_t* a, const std::int16_t* b,
                                       std::ptrdiff_t stride, int side, std::int32_t limit);

/// The best one for this processor: AVX2, SSE2, or plain C++.
[[nodiscard]] PatchDistance patchDistance();

/// The plain C++ one, to compare with.
[[nodiscard]] PatchDistance plainPatchDistance();

} // namespace core::exemplar
