#pragma once

/// Words and limits the decoders share. Any thread.

#include <cstdint>
#include <string>

#include "core/base/geometry.h"
#include "core/base/result.h"

namespace core {

/// Whether `size` at `pixelBytes` each fits `budget` bytes. Errors: Unreadable (no pixels),
/// OutOfMemory.
[[nodiscard]] inline Status checkSize(const std::string& name, Size size, std::int64_t pixelBytes,
                                      std::int64_t budget)
{
    if (size.isEmpty()) {
        return fail(ErrorCode::Unreadable, name + ": is damaged, it has no pixels");
    }
    // Sides are below 2^31, so their product fits; dividing the budget keeps the rest from
    // overflowing.
    if (size.area() > budget / pixelBytes) {
        return fail(ErrorCode::OutOfMemory,
                    name + ": is said to be " + std::to_string(size.width) + " x " +
                        std::to_string(size.height) +
                        " pixels, which is more than fits into this machine's memory");
    }
    return {};
}

[[nodiscard]] inline std::string partWarning(const std::string& name, int rows, int height)
{
    return name + ": is damaged after row " + std::to_string(rows) + " of " +
           std::to_string(height) + "; what follows is left transparent";
}

} // namespace core
