#pragma once

/// Words learnt from pictures: vectors that stand for tokens in a prompt (Gal et al. 2022, "An Image is
/// Worth One Word", arXiv:2208.01618). Worker thread only.

#include <filesystem>
#include <string>
#include <vector>

#include "diffusion/engine/pipelines/text_conditioning.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct TextualInversion {
    /// What a prompt may call it: the file's name without extension, and the token the file names.
    std::vector<std::string> names;
    std::vector<at::Tensor> vectors; ///< one a text encoder, (N, D) float32, the same N

    [[nodiscard]] std::int64_t count() const { return vectors.front().size(0); }
};

/// Knows the tensor names of A1111 ("emb_params", "string_to_param.*"), of diffusers (the token itself)
/// and of SDXL ("clip_l", "clip_g"). Throws LoadError: as openAdapterFile; Unsupported where the
/// vectors are not as wide as the model's encoders.
[[nodiscard]] TextualInversion readTextualInversion(const std::filesystem::path& file,
                                                    const std::vector<TextPart>& texts);

} // namespace diffusion
