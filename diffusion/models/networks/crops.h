#pragma once

/// Parts of a picture with enough round them that a network of convolutions finds in each part what
/// it would find in the whole. Any thread.
///
/// Places and sizes are in cells, the pixels of an autoencoder's latents.

#include <cstdint>
#include <functional>
#include <vector>

#include "diffusion/models/tensor.h"

namespace diffusion {

struct CellRect {
    std::int64_t top = 0;
    std::int64_t left = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// `inner` is what counts; `outer` reaches beyond it, but not beyond the picture.
struct Crop {
    CellRect outer;
    CellRect inner;
};

struct CellSize {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// Crops whose inner parts are the whole picture, without overlap: as few as have outer sides of
/// about `side`, which is more than twice the margin.
[[nodiscard]] std::vector<Crop> tilesOf(const CellSize& picture, std::int64_t side,
                                        std::int64_t margin);

/// At most `perSide` times `perSide` crops of one size, each in the middle of an equal share.
[[nodiscard]] std::vector<Crop> samplesOf(const CellSize& picture, std::int64_t side,
                                          std::int64_t margin, std::int64_t perSide);

/// Numbers of a map along one side of a cell.
struct CellScales {
    std::int64_t in = 1;
    std::int64_t out = 1;
};

/// The outer part of x: (B, C, H, W), `scale` numbers a cell. Whatever a side has beyond whole
/// cells goes with the last ones.
[[nodiscard]] at::Tensor outerPart(const at::Tensor& x, const Crop& crop, const CellSize& picture,
                                   std::int64_t scale);

/// `apply` on the outer parts of x, and its results' inner parts put together.
/// x: (B, C, rows * in, columns * in) -> (B, C', rows * out, columns * out)
[[nodiscard]] at::Tensor inCrops(const at::Tensor& x, const std::vector<Crop>& crops,
                                 const CellSize& picture, const CellScales& scales,
                                 const std::function<at::Tensor(const at::Tensor&)>& apply);

} // namespace diffusion
