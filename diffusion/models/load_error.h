#pragma once

/// The one exception thrown while model files are read: configuration, weights, tokenizers.

#include <stdexcept>
#include <string>

#include "core/base/result.h"

namespace diffusion {

/// what() is one clear line for people: which file, which tensor or key, what to do about it.
/// The engine turns it into a core::Error with the same code and message.
class LoadError final : public std::runtime_error {
public:
    LoadError(core::ErrorCode code, const std::string& message)
        : std::runtime_error(message), m_code(code)
    {
    }

    [[nodiscard]] core::ErrorCode code() const noexcept { return m_code; }
    [[nodiscard]] core::Error error() const { return core::Error{m_code, what()}; }

private:
    core::ErrorCode m_code;
};

} // namespace diffusion
