#include "diffusion/engine/pipelines/size_conditioning.h"

namespace diffusion {
namespace {

constexpr float kGood = 6.0F;
constexpr float kPoor = 2.5F;

at::Tensor scored(float height, float width, float score)
{
    return at::tensor({height, width, 0.0F, 0.0F, score}).unsqueeze(0);
}

} // namespace

at::Tensor sizeIds(SizeIds kind, core::Size size, const Guidance& guidance)
{
    const auto h = static_cast<float>(size.height);
    const auto w = static_cast<float>(size.width);
    if (kind == SizeIds::SizeAndRatio) {
        return at::tensor({h, w, h / w}).unsqueeze(0).expand({guidance.copies(), -1});
    }
    if (kind == SizeIds::Sizes) {
        return at::tensor({h, w, 0.0F, 0.0F, h, w}).unsqueeze(0).expand({guidance.copies(), -1});
    }
    const at::Tensor good = scored(h, w, kGood), poor = scored(h, w, kPoor);
    switch (guidance.kind) {
    case Guidance::Kind::None:
        return good;
    case Guidance::Kind::Classifier:
        return at::cat({poor, good}, 0);
    case Guidance::Kind::ImageAndText:
        break;
    }
    return at::cat({good, poor, poor}, 0);
}

} // namespace diffusion
