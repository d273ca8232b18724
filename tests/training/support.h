#pragma once

/// Small models and made-up data for the tests of training.

#include <cmath>
#include <cstdint>

#include "core/base/pixel_buffer.h"
#include "diffusion/training/block_pca.h"
#include "diffusion/training/model_shape.h"
#include "diffusion/training/pair_set.h"

namespace training_tests {

/// A picture with edges, slopes and a little seeded noise in [0, 1].
inline core::PixelBuffer testPicture(int side, std::uint32_t seed)
{
    core::PixelBuffer picture(side, side, 3);
    std::uint32_t state = seed * 2654435761U + 1;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            for (int c = 0; c < 3; ++c) {
                state = state * 1664525U + 1013904223U;
                const double noise = (state >> 8U) / 16777216.0;
                const double wave = std::sin(0.21 * x * (c + 1) + 0.13 * y + seed);
                const double edge = (x + y * 2 + static_cast<int>(seed)) % 23 < 9 ? 0.2 : 0.0;
                picture.at(x, y)[c] =
                    static_cast<float>(0.4 + 0.2 * wave + edge + 0.1 * (noise - 0.5));
            }
        }
    }
    return picture;
}

inline diffusion::training::BlockPca testPca(int components)
{
    diffusion::training::BlockPcaFitter fitter;
    for (std::uint32_t seed = 0; seed < 8; ++seed) {
        fitter.add(testPicture(64, seed));
    }
    return *fitter.fit(components);
}

inline diffusion::training::ModelShape tinyShape()
{
    diffusion::training::ModelShape shape;
    shape.latentChannels = 4;
    shape.sampleSide = 8;
    shape.widths = {16, 16, 32};
    shape.heads = 2;
    shape.normGroups = 4;
    shape.textWidth = 16;
    shape.textLayers = 1;
    shape.textHeads = 2;
    shape.textLength = 8;
    shape.vocabulary = 32;
    shape.decoderWidth = 8;
    shape.decoderBlocks = {1, 1, 1, 0};
    return shape;
}

/// Eight pairs of 4 x 8 x 8 latents whose pre-fill differs from the truth inside the hole.
inline diffusion::training::PairSet tinyPairs()
{
    diffusion::training::PairShard shard;
    shard.channels = 4;
    shard.side = 8;
    shard.captions = {"a boat", "a lake"};
    for (int n = 0; n < 8; ++n) {
        for (int c = 0; c < 4; ++c) {
            for (int i = 0; i < 64; ++i) {
                const auto value = static_cast<float>(std::sin(0.3 * i + c + n));
                const bool hole = i % 8 > 2 && i % 8 < 6 && i / 8 > 1;
                shard.truth.push_back(value);
                shard.prefilled.push_back(hole ? 0.5F * value : value);
                if (c == 0) {
                    shard.mask.push_back(hole ? 1 : 0);
                }
            }
        }
        shard.caption.push_back(n % 2);
    }
    return *diffusion::training::PairSet::fromShards({shard});
}

inline diffusion::training::CaptionTable tinyCaptions()
{
    diffusion::training::CaptionTable table;
    table.add("a boat", {5, 6});
    table.add("a lake", {5, 7});
    return table;
}

} // namespace training_tests
