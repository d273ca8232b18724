#pragma once

/// What a job works from: the photo pre-filled, and it at the model's size. Worker thread only.

#include <cstdint>
#include <list>
#include <memory>

#include "core/base/pixel_buffer.h"
#include "diffusion/engine/fill_pipeline.h"
#include "diffusion/engine/job_plan.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

struct JobPictures {
    core::PixelBuffer filled; ///< at the request's resolution, the hole pre-filled
    at::Tensor image;         ///< (1, 3, H, W) in [0, 1] at model size, as given
    at::Tensor start;         ///< what the pass begins from: the same of `filled` at first
    at::Tensor mask;  ///< (1, 1, H, W) at model size, binary unless the plan has a soft mask
    at::Tensor under; ///< the same of `filled` where `start` is from an earlier pass; or undefined
    /// What the autoencoder alone makes of `filled`, (1, 3, H, W) in [0, 1]; undefined until
    /// somebody asks. Copies share it.
    std::shared_ptr<at::Tensor> reconstruction = std::make_shared<at::Tensor>();

    /// `filled` at model size.
    [[nodiscard]] const at::Tensor& prefilled() const { return under.defined() ? under : start; }

    /// The same at another model size; `filled` stays.
    [[nodiscard]] JobPictures resizedTo(core::Size size) const;
};

/// Makes the pictures of jobs and remembers those of the last ones.
class JobPictureCache {
public:
    /// Those of one of the last jobs where nothing that they depend on has changed since. Throws
    /// Cancelled, EngineError (of the pre-fill).
    [[nodiscard]] JobPictures picturesFor(const FillRequest& request, const JobPlan& plan,
                                          const PipelineContext& context);

private:
    struct Kept {
        std::uint64_t key = 0;
        JobPictures pictures;

        [[nodiscard]] std::size_t bytes() const;
    };

    std::list<Kept> m_kept; ///< of the last jobs, the last one first, as many as may be remembered
};

} // namespace diffusion
