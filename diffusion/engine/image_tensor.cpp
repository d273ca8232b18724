#include "diffusion/engine/image_tensor.h"

#include <algorithm>

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
