#pragma once

/// Action::Upscale with a loaded upscaler. Large pictures go through the network in overlapping tiles,
/// blended at every step, so that memory is bounded by the tile. Worker thread only.

#include <memory>
#include <optional>

#include "diffusion/engine/adapters/lora_set.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_plan.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/preview.h"
#include "diffusion/engine/prompts/prompt_encoder.h"

namespace diffusion {

class LatentUpscale final : public FillPipeline {
public:
    /// `model` must have lowResolution.
    explicit LatentUpscale(std::unique_ptr<LoadedModel> model)
        : m_model(std::move(model)), m_prompts(*m_model), m_loras(*m_model)
    {
    }

    [[nodiscard]] FillResult run(const FillRequest& request,
                                 const PipelineContext& context) override;

private:
    [[nodiscard]] at::Tensor diffuse(const FillRequest& request, const JobPlan& plan,
                                     const PipelineContext& context);

    std::unique_ptr<LoadedModel> m_model;
    PromptEncoder m_prompts;
    LoraSet m_loras;
    std::optional<LinearPreview> m_linearPreview;
};

} // namespace diffusion
