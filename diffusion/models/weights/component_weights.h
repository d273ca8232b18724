#pragma once

/// Which files of a diffusers component folder hold its weights.

#include <filesystem>
#include <vector>

namespace diffusion {

/// The files to open, all shards of one set. Taken in this order: safetensors before torch.save's .bin
/// files, plain before fp16, bf16 and fp32 variants, weights averaged in training (the default) before
/// non-ema ones. Stems are diffusion_pytorch_model and model (safetensors) or pytorch_model (.bin);
/// shards are those that `stem`.safetensors.index.json, or .index.fp16.json, names.
/// Throws LoadError: NotFound, Unreadable (a broken index, or one that names files elsewhere).
[[nodiscard]] std::vector<std::filesystem::path>
componentWeightFiles(const std::filesystem::path& folder);

} // namespace diffusion
