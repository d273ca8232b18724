#pragma once

/// Remembers what the network said in one generation, so that it can go on later. Worker thread only.

#include <cstdint>

#include "diffusion/fill_request.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// Of everything in the request that pixels depend on; says nothing about the model's files.
[[nodiscard]] std::uint64_t keyOf(const FillRequest& request);

/// Of what pictures are prepared from: image, mask, sizes and pre-fill.
[[nodiscard]] std::uint64_t pictureKeyOf(const FillRequest& request, bool seeded);

/// (1, C, H, W) <-> LatentPicture. Throws EngineError (InvalidArgument) where values are missing.
[[nodiscard]] LatentRef toLatentPicture(const at::Tensor& latents);
[[nodiscard]] at::Tensor toLatentTensor(const LatentPicture& latents);

/// Plays what the request's state knows, then records.
class OutputTape {
public:
    explicit OutputTape(const FillRequest& request);

    /// The next output; undefined once the network has to be asked.
    [[nodiscard]] at::Tensor recall();
    /// Whether the last one came from the tape, and more will.
    [[nodiscard]] bool isPlaying() const { return m_played < m_known.size(); }

    /// Appends what a step used. -> the state so far; null unless it is to be kept
    [[nodiscard]] GenerationStateRef record(const at::Tensor& guided);
    [[nodiscard]] GenerationStateRef finish(const at::Tensor& latents);

private:
    bool m_keeps = false;
    std::vector<LatentRef> m_known; ///< to be played
    std::size_t m_played = 0;
    bool m_lastPlayed = false;
    GenerationState m_state;
};

} // namespace diffusion
