#include "diffusion/engine/engine_error.h"

#include <new>

#include "diffusion/models/load_error.h"
#include "diffusion/models/run_context.h"

namespace diffusion {
namespace {

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

constexpr const char* kOutOfMemory =
    "not enough memory for this; try a smaller area, a smaller size or another model";

/// libtorch reports failed allocations as an exception of its own, known only by its text.
core::Error fromStandardException(const std::exception& failure)
{
    const std::string text = failure.what();
    if (text.find("can't allocate memory") != std::string::npos ||
        text.find("not enough memory") != std::string::npos) {
        return {core::ErrorCode::OutOfMemory, kOutOfMemory};
    }
    return {core::ErrorCode::Internal, "the engine failed: " + firstLine(text)};
}

} // namespace

core::Error errorOf(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const Cancelled&) {
        return {core::ErrorCode::Cancelled, "cancelled"};
    } catch (const LoadError& e) {
        return e.error();
    } catch (const EngineError& e) {
        return {e.code(), e.what()};
    } catch (const std::invalid_argument& e) {
        return {core::ErrorCode::InvalidArgument, firstLine(e.what())};
    } catch (const std::bad_alloc&) {
        return {core::ErrorCode::OutOfMemory, kOutOfMemory};
    } catch (const std::exception& e) {
        return fromStandardException(e);
    } catch (...) {
        return {core::ErrorCode::Internal, "the engine failed for an unknown reason"};
    }
}

} // namespace diffusion
