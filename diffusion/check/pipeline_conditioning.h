#pragma once

/// What a stored pipeline's network is told besides its latents: words, sizes, guidance.

#include "diffusion/check/pipeline_case.h"

namespace diffusion::check {

/// How the network's outputs become one, as the reference's pipelines decide it.
[[nodiscard]] Guidance guidanceOf(const PipelineCall& call, const PipelineNetworks& networks);

/// Rows and columns in pixels, and how many pictures are made at once.
struct Pictures {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t count = 1;
};

/// From the ids that the case has.
[[nodiscard]] UNetConditioning conditioningOf(const Case& file, const PipelineCall& call,
                                              const PipelineNetworks& networks,
                                              const Guidance& guidance, const Pictures& pictures);

} // namespace diffusion::check
