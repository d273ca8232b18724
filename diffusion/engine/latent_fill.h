#pragma once

/// From a FillRequest to a FillResult with a loaded model, for all actions but Upscale. Worker thread
/// only.

#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "diffusion/engine/adapters/lora_set.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_plan.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/preview.h"
#include "diffusion/engine/prompts/prompt_encoder.h"
#include "diffusion/engine/run_forecast.h"

namespace diffusion {

class LatentFill final : public FillPipeline {
public:
    explicit LatentFill(std::unique_ptr<LoadedModel> model);
    ~LatentFill() override;
    LatentFill(const LatentFill&) = delete;
    LatentFill& operator=(const LatentFill&) = delete;

    [[nodiscard]] FillResult run(const FillRequest& request,
                                 const PipelineContext& context) override;

private:
    struct Pictures;
    struct Outputs;

    struct Kept;

    [[nodiscard]] Pictures preparePictures(const FillRequest& request, const JobPlan& plan,
                                           const PipelineContext& context) const;
    /// Those of one of the last jobs where nothing that they depend on has changed since.
    [[nodiscard]] Pictures picturesFor(const FillRequest& request, const JobPlan& plan,
                                       const PipelineContext& context);
    [[nodiscard]] UNetConditioning conditioningOf(const FillRequest& request, const JobPlan& plan,
                                                  const RunContext& context);
    [[nodiscard]] at::Tensor denoise(DenoiseLoop loop, const JobPlan& plan,
                                     const Pictures& pictures, const RunContext& context) const;
    [[nodiscard]] at::Tensor diffuse(const FillRequest& request, const JobPlan& plan,
                                     const Pictures& pictures, Outputs& outputs,
                                     const PipelineContext& context);
    /// The picture of the latents that the request's state has, after a preview of it.
    [[nodiscard]] at::Tensor decodeOnly(const FillRequest& request, const JobPlan& plan,
                                        const Pictures& pictures, Outputs& outputs,
                                        const PipelineContext& context);
    /// What was decoded, at the request's resolution; as a change to the pre-fill where that keeps
    /// the photo's own detail.
    [[nodiscard]] static at::Tensor onPhoto(const JobPlan& plan, const Pictures& pictures,
                                            const at::Tensor& decoded,
                                            const at::Tensor& reconstruction);
    /// What the autoencoder alone makes of the pre-fill, (1, 3, H, W) in [0, 1]; undefined where the
    /// plan does not ask for it.
    [[nodiscard]] at::Tensor reconstructionOf(const JobPlan& plan, const Pictures& pictures,
                                              const RunContext& context);

    /// From pure noise at the first of `sizes` for the layout, then from what each pass made at the
    /// next size for the detail. The last is plan.modelSize.
    [[nodiscard]] at::Tensor coarseToFine(const FillRequest& request, const JobPlan& plan,
                                          const std::vector<core::Size>& sizes, Pictures& pictures,
                                          Outputs& outputs, const PipelineContext& context);

    std::unique_ptr<LoadedModel> m_model;
    std::unique_ptr<LatentFill> m_layout; ///< for the first of several passes; null = this one
    PromptEncoder m_prompts;
    LoraSet m_loras;
    RunCosts m_costs; ///< of earlier jobs, to say how long one still takes
    std::optional<LinearPreview> m_linearPreview;
    std::list<Kept> m_kept; ///< of the last jobs, the last one first, as many as may be remembered
};

} // namespace diffusion
