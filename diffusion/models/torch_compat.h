#pragma once

/// Differences between libtorch versions, in one place. Built against 1.13 (Debian 12) and 2.x.

#if __has_include(<torch/version.h>)
#include <torch/version.h>

#include "diffusion/models/tensor.h"
#endif

#if !defined(TORCH_VERSION_MAJOR)
#define TORCH_VERSION_MAJOR 1
#endif

namespace diffusion::compat {

/// Whether this libtorch has at::scaled_dot_product_attention without the leading underscore.
inline constexpr bool kHasFusedAttention = TORCH_VERSION_MAJOR >= 2;

/// A tensor over memory that `release` frees when the last view of it is gone.
template <class Release>
at::Tensor tensorOver(void* data, at::IntArrayRef shape, at::ScalarType dtype, Release release)
{
    return at::from_blob(data, shape, std::move(release), at::TensorOptions().dtype(dtype));
}

} // namespace diffusion::compat
