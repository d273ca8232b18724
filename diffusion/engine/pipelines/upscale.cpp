#include "diffusion/engine/pipelines/upscale.h"

namespace diffusion {

at::Tensor upscale(UpscaleSetup setup, const at::Tensor& image, const RunContext& context)
{
    DenoiseLoop& loop = setup.loop;
    loop.scheduler->setTimesteps(setup.steps);
    const std::int64_t copies = loop.guidance.copies();
    const at::Tensor noised = addNoise(setup.lowResolution.level(setup.noiseLevel), image,
                                       loop.noise->normal(image.sizes()));
    loop.extraChannels = noised.expand({copies, -1, -1, -1});
    loop.conditioning.classLabels = at::full({copies}, setup.noiseLevel, at::kLong);
    const at::Tensor start =
        loop.noise->normal({1, setup.vae->latentChannels(), image.size(2), image.size(3)}) *
        loop.scheduler->initNoiseSigma();
    return loop.run(start, context);
}

} // namespace diffusion
