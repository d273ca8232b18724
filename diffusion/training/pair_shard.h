#pragma once

/// Training pairs with everything expensive already done: the latent of a crop, the latent of the
/// same crop with its hole pre-filled, the hole, and a caption. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace diffusion::training {

/// N pairs of C x S x S latents. Kept as float32 here and as float16 on disk (safetensors).
struct PairShard {
    int channels = 0;                  ///< C
    int side = 0;                      ///< S, latent pixels
    std::vector<float> truth;          ///< (N, C, S, S)
    std::vector<float> prefilled;      ///< (N, C, S, S)
    std::vector<std::uint8_t> mask;    ///< (N, S, S), 1 where any pixel of the block is hole
    std::vector<std::int32_t> caption; ///< (N), index into `captions`
    std::vector<std::string> captions;

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(caption.size()); }
    [[nodiscard]] std::int64_t latentValues() const
    {
        return static_cast<std::int64_t>(channels) * side * side;
    }
};

/// Errors: WriteFailed.
[[nodiscard]] core::Status writePairShard(const std::string& path, const PairShard& shard);

/// Errors: NotFound, Unreadable, BadWeights (sizes that do not fit together).
[[nodiscard]] core::Result<PairShard> readPairShard(const std::string& path);

} // namespace diffusion::training
