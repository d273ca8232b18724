#pragma once

/// From a FillRequest to a FillResult with a loaded model, for all actions but Upscale. Worker thread
/// only.

#include <memory>
#include <optional>

#include "diffusion/engine/adapters/lora_set.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_plan.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/preview.h"
#include "diffusion/engine/prompts/prompt_encoder.h"

namespace diffusion {

class LatentFill final : public FillPipeline {
public:
    explicit LatentFill(std::unique_ptr<LoadedModel> model)
        : m_model(std::move(model)), m_prompts(*m_model), m_loras(*m_model)
    {
    }

    [[nodiscard]] FillResult run(const FillRequest& request,
                                 const PipelineContext& context) override;

private:
    struct Pictures;

    [[nodiscard]] Pictures preparePictures(const FillRequest& request, const JobPlan& plan,
                                           const PipelineContext& context) const;
    [[nodiscard]] UNetConditioning conditioningOf(const FillRequest& request, const JobPlan& plan,
                                                  const RunContext& context);
    [[nodiscard]] at::Tensor denoise(DenoiseLoop loop, const JobPlan& plan,
                                     const Pictures& pictures, const RunContext& context) const;
    [[nodiscard]] at::Tensor diffuse(const FillRequest& request, const JobPlan& plan,
                                     const Pictures& pictures, const PipelineContext& context);

    /// From pure noise at `coarse` for the layout, then from that at plan.modelSize for the detail.
    [[nodiscard]] at::Tensor coarseToFine(const FillRequest& request, const JobPlan& plan,
                                          core::Size coarse, Pictures& pictures,
                                          const PipelineContext& context);

    std::unique_ptr<LoadedModel> m_model;
    PromptEncoder m_prompts;
    LoraSet m_loras;
    std::optional<LinearPreview> m_linearPreview;
};

} // namespace diffusion
