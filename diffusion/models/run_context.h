#pragma once

/// What every network's forward takes beside its tensors: the request to stop. Any thread.

#include <exception>
#include <stop_token>

namespace diffusion {

/// Thrown out of a forward after a stop request; caught once, by the engine.
class Cancelled final : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

/// Networks call checkpoint() at every block, at every large operation, and between the pieces
/// into which very large operations are cut, so that a stop request is answered within 200 ms.
struct RunContext {
    std::stop_token stop;

    void checkpoint() const
    {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
    }
};

} // namespace diffusion
