#pragma once

/// From a FillRequest to a FillResult with a loaded model, for all actions but Upscale. Worker
/// thread only.

#include <memory>

#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_pictures.h"
#include "diffusion/engine/latent_pass.h"
#include "diffusion/engine/run_forecast.h"

namespace diffusion {

class LatentFill final : public FillPipeline {
public:
    explicit LatentFill(std::unique_ptr<LoadedModel> model);

    [[nodiscard]] FillResult run(const FillRequest& request,
                                 const PipelineContext& context) override;

private:
    std::unique_ptr<LatentPass> m_layout; ///< for the first of several passes; null = m_networks
    LatentPass m_networks;
    RunCosts m_costs; ///< of earlier jobs, to say how long one still takes
    JobPictureCache m_pictures;
};

} // namespace diffusion
