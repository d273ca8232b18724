#include "core/adjust/apply.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <new>
#include <thread>
#include <vector>

namespace core {

namespace {

constexpr int kMostThreads = 4;
constexpr int kHistogramSamples = 1 << 20;

/// `area` of the picture; what lies outside repeats its border.
PixelBuffer readRepeated(const TiledImage& pixels, const Rect& area)
{
    if (pixels.rect().contains(area)) {
        return pixels.read(area);
    }
    const Rect inside = area.intersected(pixels.rect());
    const PixelBuffer known = pixels.read(inside);
    PixelBuffer out(area.width, area.height, 4);
    for (int y = 0; y < area.height; ++y) {
        const int fromY = std::clamp(area.y + y, inside.y, inside.bottom() - 1) - inside.y;
        const float* row = known.row(fromY);
        float* to = out.row(y);
        for (int x = 0; x < area.width; ++x) {
            const int fromX = std::clamp(area.x + x, inside.x, inside.right() - 1) - inside.x;
            std::memcpy(to + x * 4, row + fromX * 4, 4 * sizeof(float));
        }
    }
    return out;
}

bool isBlank(const TiledImage& pixels, const Rect& area)
{
    for (const int index : tilesTouching(area.intersected(pixels.rect()), pixels.columns())) {
        if (pixels.tile(index)) {
            return false;
        }
    }
    return true;
}

bool isUnselected(const AdjustScope& scope, const Rect& part)
{
    if (scope.selection == nullptr) {
        return false;
    }
    const Rect onCanvas = part.translated(scope.layerOffset.x, scope.layerOffset.y);
    return isBlank(scope.selection->coverage(),
                   onCanvas.intersected(Rect::fromSize(scope.selection->size())));
}

void adjustBlock(const TiledImage& pixels, TiledImage& out, const Rect& part,
                 const Adjustment& adjustment, const AdjustValues& values, const AdjustScope& scope)
{
    const int reach = adjustment.reach == nullptr
                          ? 0
                          : static_cast<int>(std::ceil(
                                static_cast<float>(adjustment.reach(values)) * scope.scale));
    const Rect need = part.expanded(reach);
    if (isBlank(pixels, need) || isUnselected(scope, part)) {
        return;
    }
    PixelBuffer block = readRepeated(pixels, need);
    adjustment.apply(block, values, scope.scale);
    PixelBuffer result = pixels.read(part);
    const PixelBuffer selected =
        scope.selection == nullptr
            ? PixelBuffer()
            : scope.selection->toBuffer(part.translated(scope.layerOffset.x, scope.layerOffset.y));
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            const float* from = block.at(x + reach, y + reach);
            float* to = result.at(x, y);
            const float share = selected.isEmpty() ? 1.0F : *selected.at(x, y);
            for (int c = 0; c < 4; ++c) {
                to[c] = share >= 1.0F ? from[c] : to[c] + (from[c] - to[c]) * share;
            }
        }
    }
    out.write({part.x, part.y}, result);
}

} // namespace

TiledImage adjusted(const TiledImage& pixels, const Adjustment& adjustment,
                    const AdjustValues& values, const AdjustScope& scope,
                    const std::stop_token& stop)
{
    TiledImage out = pixels;
    const int reach = adjustment.reach == nullptr ? 0 : adjustment.reach(values);
    // Larger blocks where each looks far around; always whole tiles, so that threads never meet.
    const int side = kTileSide * std::clamp(reach / kTileSide * 2 + 1, 1, 4);
    const int columns = (pixels.size().width + side - 1) / side;
    const int rows = (pixels.size().height + side - 1) / side;
    std::atomic<int> next{0};
    std::atomic<bool> outOfMemory{false};
    const auto work = [&] {
        try {
            for (int i = next++; i < columns * rows && !stop.stop_requested(); i = next++) {
                const Rect block{i % columns * side, i / columns * side, side, side};
                adjustBlock(pixels, out, block.intersected(pixels.rect()), adjustment, values,
                            scope);
            }
        } catch (const std::bad_alloc&) {
            outOfMemory = true; // no exception may leave a thread
        }
    };
    const int threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1,
                                   std::min(kMostThreads, std::max(1, columns * rows)));
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) {
        helpers.emplace_back(work);
    }
    work();
    helpers.clear(); // joins
    if (outOfMemory) {
        throw std::bad_alloc();
    }
    return out;
}

std::array<std::vector<std::uint32_t>, 4> histogramOf(const TiledImage& pixels)
{
    std::array<std::vector<std::uint32_t>, 4> out;
    for (auto& channel : out) {
        channel.assign(256, 0);
    }
    const std::int64_t area = pixels.size().area();
    const int step =
        std::max(1, static_cast<int>(std::sqrt(static_cast<double>(area) / kHistogramSamples)));
    std::vector<std::uint8_t> row(static_cast<std::size_t>(pixels.size().width) * 4);
    for (int y = 0; y < pixels.size().height; y += step) {
        pixels.readRgba8({0, y, pixels.size().width, 1}, row.data(), 0, AlphaMode::Straight);
        for (std::size_t x = 0; x < row.size(); x += 4 * static_cast<std::size_t>(step)) {
            if (row[x + 3] < 128) {
                continue;
            }
            const int luma = (54 * row[x] + 183 * row[x + 1] + 19 * row[x + 2]) >> 8;
            ++out[0][static_cast<std::size_t>(luma)];
            for (std::size_t c = 0; c < 3; ++c) {
                ++out[c + 1][row[x + c]];
            }
        }
    }
    return out;
}

} // namespace core
