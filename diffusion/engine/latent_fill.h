#pragma once

/// From a FillRequest to a FillResult with a loaded model. Worker thread only.

#include <memory>
#include <optional>

#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/loaded_model.h"
#include "diffusion/engine/preview.h"

namespace diffusion {

class LatentFill final : public FillPipeline {
public:
    explicit LatentFill(std::unique_ptr<LoadedModel> model) : m_model(std::move(model)) {}

    [[nodiscard]] FillResult run(const FillRequest& request,
                                 const PipelineContext& context) override;

private:
    struct Plan;
    struct Pictures;

    [[nodiscard]] Plan makePlan(const FillRequest& request, const PipelineContext& context) const;
    [[nodiscard]] Pictures preparePictures(const FillRequest& request, const Plan& plan,
                                           const PipelineContext& context) const;
    [[nodiscard]] UNetConditioning encodeText(const FillRequest& request, const Plan& plan,
                                              const RunContext& context) const;
    [[nodiscard]] at::Tensor diffuse(const FillRequest& request, const Plan& plan,
                                     const Pictures& pictures, const PipelineContext& context);

    std::unique_ptr<LoadedModel> m_model;
    std::optional<LinearPreview> m_linearPreview;
};

} // namespace diffusion
