#include <algorithm>
#include <cmath>
#include <functional>

#include "core/image/mask.h"

namespace core {

namespace {

constexpr std::uint8_t kHalf = 128; ///< coverage from here on belongs to the shape

/// A piece of the mask with a margin of its surroundings (cut off by the canvas).
struct Block {
    Rect outer;                       ///< on the canvas
    Rect inner;                       ///< on the canvas, inside outer: what is written back
    std::vector<std::uint8_t> values; ///< of outer, row-major

    [[nodiscard]] bool isUniform() const
    {
        return std::all_of(values.begin(), values.end(),
                           [this](std::uint8_t v) { return v == values.front(); });
    }
};

/// Runs `change` over `area` of the mask in blocks that see `margin` pixels around them; blocks
/// that are uniform with their margin stay as they are. What was there before is what all blocks
/// see.
void changeInBlocks(Mask& mask, const Rect& area, int margin,
                    const std::function<void(Block&)>& change)
{
    const Mask before = mask;
    const Rect canvas = Rect::fromSize(mask.size());
    const int side = std::max(1, (4 * margin + kTileSide - 1) / kTileSide) * kTileSide;
    Block block;
    const Rect clipped = area.intersected(canvas);
    for (int y = clipped.y / side * side; y < clipped.bottom(); y += side) {
        for (int x = clipped.x / side * side; x < clipped.right(); x += side) {
            block.inner = Rect{x, y, side, side}.intersected(clipped);
            block.outer = block.inner.expanded(margin).intersected(canvas);
            block.values.resize(static_cast<std::size_t>(block.outer.area()));
            before.readGray8(block.outer, block.values.data(), block.outer.width);
            if (block.isUniform()) {
                continue;
            }
            change(block);
            for (int row = block.inner.y; row < block.inner.bottom(); ++row) {
                const std::ptrdiff_t at = std::ptrdiff_t{row - block.outer.y} * block.outer.width +
                                          block.inner.x - block.outer.x;
                mask.coverage().writeRow(block.inner.x, row, block.inner.width,
                                         block.values.data() + at);
            }
        }
    }
}

std::uint8_t toCoverage(float value)
{
    return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 1.0F) * 255.0F + 0.5F);
}

/// One pass of a running mean of 2 * radius + 1 samples `step` apart; the ends repeat.
void boxBlurLine(float* line, int count, std::ptrdiff_t step, int radius, std::vector<float>& copy)
{
    copy.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        copy[static_cast<std::size_t>(i)] = line[step * i];
    }
    const auto at = [&](int i) {
        return copy[static_cast<std::size_t>(std::clamp(i, 0, count - 1))];
    };
    double sum = 0.0;
    for (int i = -radius; i <= radius; ++i) {
        sum += at(i);
    }
    for (int i = 0; i < count; ++i) {
        line[step * i] = static_cast<float>(sum / (2 * radius + 1));
        sum += at(i + radius + 1) - at(i - radius);
    }
}

} // namespace

void Mask::grow(float px)
{
    const Rect shape = bounds();
    if (!(px > 0.0F) || shape.isEmpty()) {
        return;
    }
    const int margin = static_cast<int>(std::ceil(px)) + 1;
    changeInBlocks(*this, shape.expanded(margin), margin, [px](Block& block) {
        std::vector<std::uint8_t> inside(block.values.size());
        std::transform(block.values.begin(), block.values.end(), inside.begin(),
                       [](std::uint8_t v) { return v >= kHalf; });
        const std::vector<float> distance = distanceTo(inside, block.outer.size(), px + 2.0F);
        for (std::size_t i = 0; i < distance.size(); ++i) {
            block.values[i] = std::max(block.values[i], toCoverage(px + 1.0F - distance[i]));
        }
    });
}

void Mask::shrink(float px)
{
    const Rect shape = bounds();
    if (!(px > 0.0F) || shape.isEmpty()) {
        return;
    }
    const int margin = static_cast<int>(std::ceil(px)) + 1;
    changeInBlocks(*this, shape, margin, [px](Block& block) {
        std::vector<std::uint8_t> outside(block.values.size());
        std::transform(block.values.begin(), block.values.end(), outside.begin(),
                       [](std::uint8_t v) { return v < kHalf; });
        const std::vector<float> distance = distanceTo(outside, block.outer.size(), px + 2.0F);
        for (std::size_t i = 0; i < distance.size(); ++i) {
            block.values[i] = std::min(block.values[i], toCoverage(distance[i] - px));
        }
    });
}

void Mask::feather(float px)
{
    const Rect shape = bounds();
    if (!(px > 0.0F) || shape.isEmpty()) {
        return;
    }
    // Three box passes come close to a Gaussian and end for certain after three radii.
    const int radius = std::max(1, static_cast<int>(std::lround(px / 3.0F)));
    const int margin = 3 * radius;
    changeInBlocks(*this, shape.expanded(margin), margin, [radius](Block& block) {
        const int width = block.outer.width;
        const int height = block.outer.height;
        std::vector<float> values(block.values.begin(), block.values.end());
        std::vector<float> line;
        for (int pass = 0; pass < 3; ++pass) {
            for (int y = 0; y < height; ++y) {
                boxBlurLine(values.data() + std::ptrdiff_t{y} * width, width, 1, radius, line);
            }
            for (int x = 0; x < width; ++x) {
                boxBlurLine(values.data() + x, height, width, radius, line);
            }
        }
        std::transform(values.begin(), values.end(), block.values.begin(),
                       [](float v) { return toCoverage(v / 255.0F); });
    });
}

} // namespace core
