#include "diffusion/training/pca_encoder.h"

namespace diffusion::training {

namespace {

/// A 3 x 3 kernel of zeros. With stride 2 and padding 1, taps (1 + dy, 1 + dx) lie on pixel
/// (dy, dx) of the 2 x 2 block an output stands for.
at::Tensor kernel(int out, int in)
{
    return at::zeros({out, in, 3, 3}, at::kFloat);
}

/// Carries `channels` channels of each 2 x 2 block into 4 * channels channels, pixel by pixel.
at::Tensor gathering(int width, int channels)
{
    at::Tensor weight = kernel(width, width);
    auto w = weight.accessor<float, 4>();
    for (int pixel = 0; pixel < 4; ++pixel) {
        for (int c = 0; c < channels; ++c) {
            w[pixel * channels + c][c][1 + pixel / 2][1 + pixel % 2] = 1.0F;
        }
    }
    return weight;
}

} // namespace

std::vector<std::pair<std::string, at::Tensor>> pcaEncoderWeights(const BlockPca& pca, int width,
                                                                  double scale)
{
    at::Tensor first = kernel(width, 3);
    for (int c = 0; c < 3; ++c) {
        first.accessor<float, 4>()[c][c][1][1] = 1.0F;
    }
    at::Tensor project = kernel(width, width);
    at::Tensor last = kernel(pca.components, width);
    at::Tensor bias = at::zeros({pca.components}, at::kFloat);
    auto p = project.accessor<float, 4>();
    for (int k = 0; k < pca.components; ++k) {
        const double unit = 1.0 / (scale * pca.deviation[k]);
        double offset = 0;
        for (int i = 0; i < kBlockValues; ++i) {
            const int c = i % 3;
            const int x = i / 3 % kBlockSide;
            const int y = i / 3 / kBlockSide;
            const int quarter =
                (y / 2 % 2 * 2 + x / 2 % 2) * 12; // which 2 x 2 block of a 4 x 4 one
            const int pixel = (y % 2 * 2 + x % 2) * 3;
            const float axis = pca.basis[static_cast<std::size_t>(k) * kBlockValues + i];
            p[k][quarter + pixel + c][1 + y / 4][1 + x / 4] = axis;
            offset += static_cast<double>(axis) * pca.mean[i];
        }
        last.accessor<float, 4>()[k][k][1][1] = static_cast<float>(unit);
        bias.accessor<float, 1>()[k] = static_cast<float>(-offset * unit);
    }
    return {{"encoder.layers.0.weight", first},
            {"encoder.layers.0.bias", at::zeros({width}, at::kFloat)},
            {"encoder.layers.1.weight", gathering(width, 3)},
            {"encoder.layers.2.weight", gathering(width, 12)},
            {"encoder.layers.3.weight", project},
            {"encoder.layers.4.weight", last},
            {"encoder.layers.4.bias", bias}};
}

} // namespace diffusion::training
