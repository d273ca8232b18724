#pragma once

/// Noise of a stored case, handed out in the order it was drawn there.

#include <utility>
#include <vector>

#include "diffusion/engine/noise.h"

namespace diffusion::check {

class ReplayedNoise final : public NoiseSource {
public:
    explicit ReplayedNoise(std::vector<at::Tensor> draws) : m_draws(std::move(draws)) {}

    [[nodiscard]] at::Tensor normal(at::IntArrayRef shape) override
    {
        TORCH_CHECK(m_next < m_draws.size(), "more noise was drawn than the case has");
        const at::Tensor& draw = m_draws[m_next++];
        TORCH_CHECK(draw.sizes() == shape, "draw ", m_next, " is ", draw.sizes(), ", wanted ", shape);
        return draw;
    }

    [[nodiscard]] bool isUsedUp() const { return m_next == m_draws.size(); }

private:
    std::vector<at::Tensor> m_draws;
    std::size_t m_next = 0;
};

} // namespace diffusion::check
