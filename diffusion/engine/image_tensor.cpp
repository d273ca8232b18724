#include "diffusion/engine/image_tensor.h"

#include <algorithm>
#include <cmath>

namespace diffusion {

at::Tensor toTensor(const core::PixelBuffer& buffer)
{
    const at::Tensor rows = at::empty({buffer.height(), buffer.width(), buffer.channels()});
    std::copy_n(buffer.data(), buffer.count(), rows.data_ptr<float>());
    return rows.permute({2, 0, 1}).unsqueeze(0).contiguous(); // (1, C, H, W)
}

core::PixelBuffer toPixels(const at::Tensor& tensor)
{
    const at::Tensor rows =
        tensor[0].permute({1, 2, 0}).clamp(0.0, 1.0).to(at::kFloat).contiguous(); // (H, W, C)
    core::PixelBuffer out(static_cast<int>(rows.size(1)), static_cast<int>(rows.size(0)),
                          static_cast<int>(rows.size(2)));
    std::copy_n(rows.data_ptr<float>(), out.count(), out.data());
    return out;
}

at::Tensor toSigned(const at::Tensor& unit)
{
    return unit * 2.0 - 1.0;
}

at::Tensor toUnit(const at::Tensor& signedValues)
{
    return signedValues * 0.5 + 0.5;
}

at::Tensor resized(const at::Tensor& image, core::Size size)
{
    if (image.size(2) == size.height && image.size(3) == size.width) {
        return image;
    }
    const bool enlarges = size.height > image.size(2) || size.width > image.size(3);
    return enlarges ? at::_upsample_bicubic2d_aa(image, {size.height, size.width}, false)
                    : at::_upsample_bilinear2d_aa(image, {size.height, size.width}, false);
}

at::Tensor middlePart(const at::Tensor& image, core::Size shape)
{
    const std::int64_t H = image.size(2), W = image.size(3);
    const double scale = std::min(static_cast<double>(H) / shape.height,
                                  static_cast<double>(W) / shape.width);
    const auto part = [scale](int side, std::int64_t most) {
        return std::clamp<std::int64_t>(std::llround(side * scale), 1, most);
    };
    const std::int64_t h = part(shape.height, H), w = part(shape.width, W);
    return image.narrow(2, (H - h) / 2, h).narrow(3, (W - w) / 2, w);
}

at::Tensor covering(const at::Tensor& image, core::Size size)
{
    const std::int64_t H = image.size(2), W = image.size(3);
    const double scale = std::max(static_cast<double>(size.height) / static_cast<double>(H),
                                  static_cast<double>(size.width) / static_cast<double>(W));
    const core::Size whole{
        std::max(size.width, static_cast<int>(static_cast<double>(W) * scale)),
        std::max(size.height, static_cast<int>(static_cast<double>(H) * scale))};
    return resized(image, whole)
        .narrow(2, (whole.height - size.height) / 2, size.height)
        .narrow(3, (whole.width - size.width) / 2, size.width);
}

at::Tensor binaryMask(const at::Tensor& coverage)
{
    return coverage.ge(0.5).to(at::kFloat);
}

at::Tensor resizedMask(const at::Tensor& mask, core::Size size)
{
    if (size.height > mask.size(2) || size.width > mask.size(3)) {
        return at::upsample_nearest2d(mask, {size.height, size.width});
    }
    return std::get<0>(at::adaptive_max_pool2d(mask, {size.height, size.width}));
}

} // namespace diffusion
