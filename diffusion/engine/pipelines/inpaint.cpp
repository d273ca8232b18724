#include "diffusion/engine/pipelines/inpaint.h"

#include "diffusion/engine/pipelines/known_part.h"

namespace diffusion {
namespace {

/// The mask at latent size. A network of the "Prefilled" kind was trained with cells that count as
/// hole if any pixel does, Stable Diffusion's with the cell's first pixel.
at::Tensor latentMask(InpaintKind kind, const at::Tensor& mask, std::int64_t height,
                      std::int64_t width)
{
    switch (kind) {
    case InpaintKind::Prefilled:
        return std::get<0>(at::adaptive_max_pool2d(mask, {height, width}));
    case InpaintKind::MaskedImage:
        return at::upsample_nearest2d(mask, {height, width});
    case InpaintKind::Blended:
        break;
    }
    return changeAtLatentSize(mask, height, width);
}

at::Tensor copies(const at::Tensor& tensor, std::int64_t count)
{
    return tensor.expand({count, -1, -1, -1});
}

} // namespace

at::Tensor encodePicture(const Autoencoder& vae, const at::Tensor& image, NoiseSource& noise,
                         const RunContext& context)
{
    const EncodedLatents encoded = vae.encode(image, context);
    if (!encoded.logvar.defined()) {
        return vae.scaleLatents(encoded.mean);
    }
    const at::Tensor spread = (encoded.logvar * 0.5).exp();
    return vae.scaleLatents(encoded.mean + spread * noise.normal(encoded.mean.sizes()));
}

at::Tensor inpaint(InpaintSetup setup, const InpaintInput& input, const RunContext& context)
{
    DenoiseLoop& loop = setup.loop;
    Scheduler& scheduler = *loop.scheduler;
    const bool fromNoise = setup.strength >= 1.0;

    // 1. Times: all of them, or the last ones.
    scheduler.setTimesteps(setup.steps);
    loop.begin = fromNoise ? 0 : beginPosition(scheduler, setup.steps, setup.strength);

    // 2. Latents of the picture, where anything but noise goes in.
    at::Tensor known;
    if (!fromNoise || setup.kind != InpaintKind::MaskedImage) {
        known = encodePicture(*setup.vae, input.start, *loop.noise, context);
    }

    // 3. Starting latents.
    const std::int64_t factor = setup.vae->downscaleFactor();
    const std::int64_t height = input.image.size(2) / factor;
    const std::int64_t width = input.image.size(3) / factor;
    const at::Tensor noise = loop.noise->normal({1, setup.vae->latentChannels(), height, width});
    const at::Tensor latents =
        fromNoise ? noise * scheduler.initNoiseSigma()
                  : addNoise(scheduler.levelAt(loop.begin),
                             loop.startFrom.defined() ? loop.startFrom : known, noise);

    // 4. What the network sees beside them.
    const at::Tensor mask = latentMask(setup.kind, input.mask, height, width);
    const std::int64_t count = loop.guidance.copies();
    if (setup.kind == InpaintKind::MaskedImage) {
        const at::Tensor masked =
            encodePicture(*setup.vae, input.image * (1.0 - input.mask), *loop.noise, context);
        loop.extraChannels = copies(at::cat({mask, masked}, 1), count);
    } else if (setup.kind == InpaintKind::Prefilled) {
        const at::Tensor shown = input.shown.defined()
                                     ? encodePicture(*setup.vae, input.shown, *loop.noise, context)
                                     : known;
        loop.extraChannels = copies(at::cat({mask, shown}, 1), count);
    } else {
        loop.afterStep = keepKnownPart(scheduler, {known, noise, mask}, loop.begin);
    }

    // 5. Denoise.
    return loop.run(latents, context);
}

} // namespace diffusion
