#pragma once

/// From exceptions inside the engine to values at its edge. Any thread.

#include <exception>
#include <stdexcept>
#include <string>

#include "core/base/result.h"

namespace diffusion {

/// A failure with a code, thrown inside the engine and turned into a value at its edge.
class EngineError final : public std::runtime_error {
public:
    EngineError(core::ErrorCode code, const std::string& message)
        : std::runtime_error(message), m_code(code)
    {
    }
    [[nodiscard]] core::ErrorCode code() const noexcept { return m_code; }

private:
    core::ErrorCode m_code;
};

/// The error that `failure` stands for: Cancelled, LoadError, EngineError, std::invalid_argument
/// (InvalidArgument), std::bad_alloc and libtorch's failed allocations (OutOfMemory), else Internal.
/// Messages are one line.
[[nodiscard]] core::Error errorOf(const std::exception_ptr& failure);

} // namespace diffusion
