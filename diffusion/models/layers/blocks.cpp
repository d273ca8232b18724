#include "diffusion/models/layers/blocks.h"

namespace diffusion {

ResnetBlock2D::ResnetBlock2D(const ResnetShape& s, const Weights& w)
    : shape(s), norm1(s.groups, s.in, s.eps, w / "norm1"),
      conv1({.in = s.in, .out = s.out}, w / "conv1"), norm2(s.groups, s.out, s.eps, w / "norm2"),
      conv2({.in = s.out, .out = s.out}, w / "conv2")
{
    if (s.timeWidth > 0) {
        time_emb_proj.emplace(s.timeWidth, s.scaleShift ? 2 * s.out : s.out, Bias::Yes,
                              w / "time_emb_proj");
    }
    if (s.in != s.out) {
        conv_shortcut.emplace(ConvShape{.in = s.in, .out = s.out, .kernel = 1, .padding = 0},
                              w / "conv_shortcut");
    }
}

at::Tensor ResnetBlock2D::operator()(const at::Tensor& x, const at::Tensor& activatedTemb,
                                     const RunContext& context) const
{
    at::Tensor h = conv1(norm1.activated(x, shape.activation, context), context);
    at::Tensor time; // (B, out or 2*out, 1, 1)
    if (time_emb_proj && activatedTemb.defined()) {
        time = (*time_emb_proj)(activatedTemb, context).unsqueeze(-1).unsqueeze(-1);
    }
    if (time.defined() && !shape.scaleShift) {
        h = addFresh(h, time);
    }
    if (time.defined() && shape.scaleShift) {
        const auto parts = time.chunk(2, 1);
        h = activateFresh(norm2(h) * (1 + parts[0]) + parts[1], shape.activation);
    } else {
        h = norm2.activated(h, shape.activation, context);
    }
    h = conv2(h, context);
    const at::Tensor skip = conv_shortcut ? (*conv_shortcut)(x, context) : x;
    context.checkpoint();
    h = addFresh(h, skip);
    return shape.outputScale == 1.0 ? h : h / shape.outputScale;
}

Downsample2D::Downsample2D(std::int64_t channels, std::int64_t padding, const Weights& w)
    : conv({.in = channels, .out = channels, .stride = 2, .padding = padding}, w / "conv")
{
}

at::Tensor Downsample2D::operator()(const at::Tensor& x, const RunContext& context) const
{
    return conv.padding == 0 ? conv(at::constant_pad_nd(x, {0, 1, 0, 1}), context)
                             : conv(x, context);
}

Upsample2D::Upsample2D(std::int64_t channels, const Weights& w)
    : conv({.in = channels, .out = channels}, w / "conv")
{
}

at::Tensor Upsample2D::operator()(const at::Tensor& x, at::IntArrayRef size,
                                  const RunContext& context) const
{
    context.checkpoint();
    return conv(at::upsample_nearest2d(x, size), context);
}

} // namespace diffusion
