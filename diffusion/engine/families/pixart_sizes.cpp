#include "diffusion/engine/families/pixart_sizes.h"

namespace diffusion {
namespace {

/// One shape of picture, in units of a sixteenth of the side that the network was trained at.
struct Shape16 {
    double ratio;
    int height;
    int width;
    bool onlyLargest = false; ///< only of networks for 2048 pixels
};

/// Facts of the training (Chen et al. 2023, arXiv:2310.00426; Chen et al. 2024,
/// arXiv:2403.04692), as the tables ASPECT_RATIO_256_BIN to ASPECT_RATIO_2048_BIN of the reference
/// pipelines have them: each is twice the one before, and the last has seven shapes more.
constexpr Shape16 kShapes[] = {
    {0.25, 8, 32},       {0.26, 8, 31, true}, {0.27, 8, 30, true}, {0.28, 8, 29},
    {0.32, 9, 28},       {0.33, 9, 27},       {0.35, 9, 26},       {0.4, 10, 25},
    {0.42, 10, 24},      {0.48, 11, 23},      {0.5, 11, 22},       {0.52, 11, 21},
    {0.57, 12, 21},      {0.6, 12, 20},       {0.68, 13, 19},      {0.72, 13, 18},
    {0.78, 14, 18},      {0.82, 14, 17},      {0.88, 15, 17},      {0.94, 15, 16},
    {1.0, 16, 16},       {1.07, 16, 15},      {1.13, 17, 15},      {1.21, 17, 14},
    {1.29, 18, 14},      {1.38, 18, 13},      {1.46, 19, 13},      {1.67, 20, 12},
    {1.75, 21, 12},      {2.0, 22, 11},       {2.09, 23, 11},      {2.4, 24, 10},
    {2.5, 25, 10},       {2.89, 26, 9, true}, {3.0, 27, 9},        {3.11, 28, 9, true},
    {3.62, 29, 8, true}, {3.75, 30, 8, true}, {3.88, 31, 8, true}, {4.0, 32, 8},
};

constexpr std::int64_t kLeast = 32; // latents a side
constexpr std::int64_t kMost = 256;

} // namespace

std::vector<SizeBin> pixArtSizes(std::int64_t sampleSize)
{
    std::vector<SizeBin> out;
    for (std::int64_t side = kLeast; side <= kMost; side *= 2) {
        for (const Shape16& shape : kShapes) {
            if (side == sampleSize && (side == kMost || !shape.onlyLargest)) {
                const auto unit = static_cast<int>(side / 2); // eight pixels a latent
                out.push_back({shape.ratio, {shape.width * unit, shape.height * unit}});
            }
        }
    }
    return out;
}

} // namespace diffusion
