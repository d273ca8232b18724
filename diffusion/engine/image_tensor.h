#pragma once

/// The only place where pictures become tensors and back, and where tensors are resized.
/// Letters: H W rows and columns of a picture. Worker thread only.

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// (H, W, C) in [0, 1] -> (1, C, H, W) float32 in [0, 1].
[[nodiscard]] at::Tensor toTensor(const core::PixelBuffer& buffer);

/// (1, C, H, W) -> (H, W, C), clamped to [0, 1].
[[nodiscard]] core::PixelBuffer toPixels(const at::Tensor& tensor);

/// [0, 1] <-> [-1, 1], which autoencoders work in.
[[nodiscard]] at::Tensor toSigned(const at::Tensor& unit);
[[nodiscard]] at::Tensor toUnit(const at::Tensor& signedValues);

/// (1, C, H, W) at another size: a triangle filter as wide as the shrinking needs, a bicubic one
/// for enlarging, so that nothing aliases.
[[nodiscard]] at::Tensor resized(const at::Tensor& image, core::Size size);

/// (N, C, H, W) -> its largest middle part of the shape of `shape`.
[[nodiscard]] at::Tensor middlePart(const at::Tensor& image, core::Size shape);

/// (1, C, H, W) resized until it covers `size`, and cut to that around its middle.
[[nodiscard]] at::Tensor covering(const at::Tensor& image, core::Size size);

/// (1, 1, H, W) -> {0, 1}: 1 where the coverage reaches one half.
[[nodiscard]] at::Tensor binaryMask(const at::Tensor& coverage);

/// A binary mask at another size; when shrinking, a cell counts as hole if any of its pixels does.
[[nodiscard]] at::Tensor resizedMask(const at::Tensor& mask, core::Size size);

} // namespace diffusion
