#pragma once

/// One way through a loaded model's networks: words, denoising, decoding. Worker thread only.

#include <memory>
#include <optional>
#include <vector>

#include "diffusion/engine/adapters/lora_set.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_pictures.h"
#include "diffusion/engine/job_plan.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/output_tape.h"
#include "diffusion/engine/preview.h"
#include "diffusion/engine/prompts/prompt_encoder.h"
#include "diffusion/engine/run_forecast.h"

namespace diffusion {

/// What a generation leaves besides its picture; the passes of one job share it.
struct PassOutputs {
    OutputTape tape;
    RunForecast forecast;
    GenerationStateRef state;
    std::vector<WordMap> words; ///< of the last pass
};

class LatentPass {
public:
    explicit LatentPass(std::unique_ptr<LoadedModel> model);
    LatentPass(const LatentPass&) = delete;
    LatentPass& operator=(const LatentPass&) = delete;

    [[nodiscard]] const LoadedModel& model() const { return *m_model; }

    /// -> the picture at the request's resolution, (1, 3, H, W) in [0, 1]; only that of the latents
    /// that the request's state has, where it asks for no steps. Throws Cancelled, EngineError.
    [[nodiscard]] at::Tensor run(const FillRequest& request, const JobPlan& plan,
                                 const JobPictures& pictures, PassOutputs& outputs,
                                 const PipelineContext& context);

private:
    [[nodiscard]] UNetConditioning conditioningOf(const FillRequest& request, const JobPlan& plan,
                                                  const RunContext& context);
    [[nodiscard]] at::Tensor denoise(DenoiseLoop loop, const JobPlan& plan,
                                     const JobPictures& pictures, const RunContext& context) const;
    [[nodiscard]] at::Tensor diffuse(const FillRequest& request, const JobPlan& plan,
                                     const JobPictures& pictures, PassOutputs& outputs,
                                     const PipelineContext& context);
    /// The picture of the latents that the request's state has, after a preview of it.
    [[nodiscard]] at::Tensor decodeOnly(const FillRequest& request, const JobPlan& plan,
                                        const JobPictures& pictures, PassOutputs& outputs,
                                        const PipelineContext& context);
    [[nodiscard]] PreviewMaker previewsFor(const JobPlan& plan, const JobPictures& pictures);
    /// What the autoencoder alone makes of the pre-fill, (1, 3, H, W) in [0, 1]; undefined where
    /// the plan does not ask for it.
    [[nodiscard]] at::Tensor reconstructionOf(const JobPlan& plan, const JobPictures& pictures,
                                              const RunContext& context) const;
    /// Of the latents as the U-Net has them -> (1, 3, H, W) in [0, 1] at model size.
    [[nodiscard]] at::Tensor decode(const at::Tensor& latents, const RunContext& context) const;

    std::unique_ptr<LoadedModel> m_model;
    PromptEncoder m_prompts;
    LoraSet m_loras;
    std::optional<LinearPreview> m_linearPreview;
};

} // namespace diffusion
