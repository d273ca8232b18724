#pragma once

/// 3 x 3 convolutions on the CPU by Winograd's minimal filtering (Lavin and Gray 2015,
/// arXiv:1509.09308): about a third of the multiplications on large maps (tiles of 4 x 4) and half
/// of them on small ones (2 x 2). float32; differs from a direct convolution by some 1e-6 of the
/// largest result with tiles of 4, less with 2.
///
/// One thread at a time for each object.

#include <memory>

#include "diffusion/models/run_context.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// Side of the tiles that suit a map of height x width, 2 or 4.
[[nodiscard]] int winogradTile(std::int64_t height, std::int64_t width);

class WinogradConv {
public:
    WinogradConv();
    ~WinogradConv();
    WinogradConv(const WinogradConv&) = delete;
    WinogradConv& operator=(const WinogradConv&) = delete;

    /// x: (B, in, H, W), weight: (out, in, 3, 3), bias: (out) or undefined -> (B, out, H, W), with
    /// stride 1 and one row and column of zeros all round.
    ///
    /// Undefined where this is of no use: another kernel, few channels, small maps, gradients,
    /// another device or dtype. The weight may be float32, float16 or bfloat16. Weights changed in
    /// place since the last call are transformed anew. Looks for a stop request every 100 ms or so.
    [[nodiscard]] at::Tensor tryRun(const at::Tensor& x, const at::Tensor& weight,
                                    const at::Tensor& bias, const RunContext& context);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl; ///< made at the first run
};

} // namespace diffusion
