#include "diffusion/engine/pipelines/image_to_image.h"

#include "diffusion/engine/pipelines/inpaint.h"
#include "diffusion/engine/pipelines/known_part.h"

namespace diffusion {

at::Tensor textToImage(DenoiseLoop loop, int steps, at::IntArrayRef shape, const RunContext& context)
{
    loop.scheduler->setTimesteps(steps);
    const at::Tensor start = loop.noise->normal(shape) * loop.scheduler->initNoiseSigma();
    return loop.run(start, context);
}

at::Tensor imageToImage(DenoiseLoop loop, const Autoencoder& vae, int steps, double strength,
                        const at::Tensor& image, const RunContext& context)
{
    loop.scheduler->setTimesteps(steps);
    loop.begin = beginPosition(*loop.scheduler, steps, strength);
    const at::Tensor known = loop.startFrom.defined()
                                 ? loop.startFrom
                                 : encodePicture(vae, image, *loop.noise, context);
    const at::Tensor noise = loop.noise->normal(known.sizes());
    return loop.run(addNoise(loop.scheduler->levelAt(loop.begin), known, noise), context);
}

at::Tensor editByInstruction(DenoiseLoop loop, const Autoencoder& vae, int steps,
                             const at::Tensor& image, const at::Tensor& mask,
                             const RunContext& context)
{
    loop.scheduler->setTimesteps(steps);
    // The mean and unscaled: so the network was trained. The last copy sees no picture.
    const at::Tensor known = vae.encode(image, context).mean;
    loop.extraChannels = loop.guidance.kind == Guidance::Kind::None
                             ? known
                             : at::cat({known, known, at::zeros_like(known)}, 0);
    const at::Tensor noise = loop.noise->normal(known.sizes());
    if (mask.defined()) {
        const at::Tensor change = changeAtLatentSize(mask, known.size(2), known.size(3));
        loop.afterStep =
            keepKnownPart(*loop.scheduler, {vae.scaleLatents(known), noise, change}, loop.begin);
    }
    const at::Tensor latents =
        loop.startFrom.defined()
            ? addNoise(loop.scheduler->levelAt(loop.begin), loop.startFrom, noise)
            : noise * loop.scheduler->initNoiseSigma();
    return loop.run(latents, context);
}

} // namespace diffusion
