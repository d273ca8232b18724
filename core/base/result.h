#pragma once

/// Errors as values, shared by every library of the project. Any thread.

#include <string>
#include <utility>
#include <version>

#if defined(__cpp_lib_expected)
#include <expected>
namespace core::detail {
template <class T, class E> using Expected = std::expected<T, E>;
template <class E> using Unexpected = std::unexpected<E>;
} // namespace core::detail
#else
#include <tl/expected.hpp>
namespace core::detail {
template <class T, class E> using Expected = tl::expected<T, E>;
template <class E> using Unexpected = tl::unexpected<E>;
} // namespace core::detail
#endif

namespace core {

/// What kind of failure it was; the program decides by this, people read Error::message.
enum class ErrorCode {
    InvalidArgument, ///< the caller asked for something that makes no sense (empty mask, odd size)
    NotFound,        ///< a file, folder, model or key does not exist
    Unreadable,      ///< it exists but is damaged, truncated or not what its name claims
    Unsupported,     ///< intact, but of a kind this program does not handle
    BadWeights,      ///< model files whose tensors are missing, misshapen or of another family
    OutOfMemory,     ///< not enough memory, or a size refused before allocating
    WriteFailed,     ///< disk full, no permission; the target is left as it was
    Cancelled,       ///< the user asked to stop; not a failure to report
    Stale,           ///< the document changed so much that a result no longer fits
    Internal         ///< a bug or an unexpected exception
};

/// `message` is one clear line for people: what failed, on what, what to do.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};

template <class T> using Result = detail::Expected<T, Error>;
using Status = Result<void>;

/// The error branch of a Result: `return core::fail(ErrorCode::NotFound, "x.png: no such file");`
inline detail::Unexpected<Error> fail(ErrorCode code, std::string message)
{
    return detail::Unexpected<Error>(Error{code, std::move(message)});
}
inline detail::Unexpected<Error> fail(Error error)
{
    return detail::Unexpected<Error>(std::move(error));
}

} // namespace core
