#include "diffusion/models/networks/unet_blocks.h"

namespace diffusion {
namespace {

ResnetBlock2D makeResnet(const UNetBlockShape& block, std::int64_t in, std::int64_t index,
                         const Weights& w)
{
    ResnetShape shape = block.resnet;
    shape.in = in;
    shape.out = block.out;
    return {shape, w / "resnets" / index};
}

void addAttentions(std::vector<Transformer2D>& attentions, const UNetBlockShape& block,
                   const Weights& w)
{
    for (std::size_t i = 0; i < block.transformerLayers.size(); ++i) {
        TransformerShape shape = block.transformer;
        shape.channels = block.out;
        shape.layers = block.transformerLayers[i];
        attentions.emplace_back(shape, w / "attentions" / static_cast<std::int64_t>(i));
    }
}

} // namespace

UNetDownBlock::UNetDownBlock(const UNetBlockShape& block, const Weights& w)
{
    for (std::int64_t i = 0; i < block.layers; ++i) {
        resnets.push_back(makeResnet(block, i == 0 ? block.in : block.out, i, w));
    }
    addAttentions(attentions, block, w);
    if (block.resample) {
        downsampler.emplace(block.out, block.downsamplePadding, w / "downsamplers.0");
    }
}

at::Tensor UNetDownBlock::operator()(at::Tensor h, const UNetInputs& inputs,
                                     std::vector<at::Tensor>& skips) const
{
    for (std::size_t i = 0; i < resnets.size(); ++i) {
        h = layer(i, h, inputs);
        skips.push_back(h);
    }
    if (downsampler) {
        h = (*downsampler)(h, inputs.context);
        skips.push_back(h);
    }
    return h;
}

at::Tensor UNetDownBlock::layer(std::size_t index, const at::Tensor& h,
                                const UNetInputs& inputs) const
{
    const at::Tensor out = resnets[index](h, inputs.activatedTemb, inputs.context);
    return attentions.empty() ? out : attentions[index](out, inputs.text, inputs.context);
}

UNetMidBlock::UNetMidBlock(const UNetBlockShape& block, const Weights& w)
{
    resnets.push_back(makeResnet(block, block.in, 0, w));
    if (!block.transformerLayers.empty()) {
        TransformerShape shape = block.transformer;
        shape.channels = block.out;
        shape.layers = block.transformerLayers.front();
        attention.emplace(shape, w / "attentions.0");
        resnets.push_back(makeResnet(block, block.out, 1, w));
    }
}

at::Tensor UNetMidBlock::operator()(at::Tensor h, const UNetInputs& inputs) const
{
    h = resnets.front()(h, inputs.activatedTemb, inputs.context);
    if (attention) {
        h = (*attention)(h, inputs.text, inputs.context);
        h = resnets.back()(h, inputs.activatedTemb, inputs.context);
    }
    return h;
}

UNetUpBlock::UNetUpBlock(const UNetBlockShape& block, const Weights& w)
{
    for (std::int64_t i = 0; i < block.layers; ++i) {
        const std::int64_t skip = i == block.layers - 1 ? block.skip : block.out;
        resnets.push_back(makeResnet(block, (i == 0 ? block.in : block.out) + skip, i, w));
    }
    addAttentions(attentions, block, w);
    if (block.resample) {
        upsampler.emplace(block.out, w / "upsamplers.0");
    }
}

at::Tensor UNetUpBlock::operator()(at::Tensor h, const UNetInputs& inputs,
                                   std::vector<at::Tensor>& skips) const
{
    for (std::size_t i = 0; i < resnets.size(); ++i) {
        h = layer(i, h, inputs, skips);
    }
    if (upsampler) {
        h = (*upsampler)(h, skips.back().sizes().slice(2), inputs.context);
    }
    return h;
}

at::Tensor UNetUpBlock::layer(std::size_t index, const at::Tensor& h, const UNetInputs& inputs,
                              std::vector<at::Tensor>& skips) const
{
    const at::Tensor joined = at::cat({h, skips.back()}, 1);
    skips.pop_back();
    const at::Tensor out = resnets[index](joined, inputs.activatedTemb, inputs.context);
    return attentions.empty() ? out : attentions[index](out, inputs.text, inputs.context);
}

} // namespace diffusion
