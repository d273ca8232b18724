#pragma once

/// What every network's forward takes beside its tensors: the request to stop. Any thread.

#include <exception>
#include <stop_token>

namespace at {
class Tensor;
}

namespace diffusion {

/// Is shown what the words' attention sees; for looking on only. Called by the thread that runs.
class AttentionObserver {
public:
    virtual ~AttentionObserver() = default;

    /// q: (B, L, nh * d), L rows of pixels; k: (B, T, nh * d) of T words; d is the width of a head.
    virtual void crossAttention(const at::Tensor& q, const at::Tensor& k, int heads) = 0;
};

/// Thrown out of a forward after a stop request; caught once, by the engine.
class Cancelled final : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

/// Networks call checkpoint() at every block, at every large operation, and between the pieces
/// into which very large operations are cut, so that a stop request is answered within 200 ms.
struct RunContext {
    std::stop_token stop;
    AttentionObserver* attention = nullptr; ///< may be null

    void checkpoint() const
    {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
    }
};

} // namespace diffusion
