#include "core/paint/ink.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace core {

namespace {

/// Source over, straight alpha; `alpha` = of the ink at this pixel.
void mix(float* pixel, const float* ink, float alpha)
{
    if (alpha >= 1.0F) {
        std::copy(ink, ink + 3, pixel);
        pixel[3] = 1.0F;
        return;
    }
    const float below = pixel[3] * (1.0F - alpha);
    const float sum = alpha + below;
    const float share = sum > 0.0F ? alpha / sum : 0.0F;
    for (int c = 0; c < 3; ++c) {
        pixel[c] += (ink[c] - pixel[c]) * share;
    }
    pixel[3] = sum;
}

/// Effective coverage of `part` in [0, 1]; false if nothing is covered.
bool readCoverage(const InkCoverage& coverage, const Rect& part, std::vector<float>& out)
{
    const PixelBuffer stroke = coverage.stroke->toBuffer(part);
    const bool limited = coverage.selection != nullptr;
    const PixelBuffer selection = limited ? coverage.selection->toBuffer(part.translated(
                                                coverage.layerOffset.x, coverage.layerOffset.y))
                                          : PixelBuffer();
    out.resize(stroke.count());
    bool any = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = stroke.data()[i] * coverage.opacity * (limited ? selection.data()[i] : 1.0F);
        any = any || out[i] > 0.0F;
    }
    return any;
}

void layTile(PixelBuffer& tile, const Rect& part, const Ink& ink,
             const std::vector<float>& coverage)
{
    const auto* color = std::get_if<ColorInk>(&ink);
    const auto* picture = std::get_if<PictureInk>(&ink);
    const PixelBuffer source = picture != nullptr ? picture->read(part) : PixelBuffer();
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        const float covered = coverage[i];
        if (covered <= 0.0F) {
            continue;
        }
        float* pixel = tile.data() + i * 4;
        if (color != nullptr) {
            mix(pixel, color->rgba.data(), covered * color->rgba[3]);
        } else if (picture != nullptr) {
            const float* from = source.data() + i * 4;
            if (from[3] > 0.0F) {
                mix(pixel, from, covered * from[3]);
            }
        } else {
            pixel[3] *= 1.0F - covered;
        }
    }
}

/// In [-0.5, 0.5), the same for each place: a hash of the coordinates.
float noiseAt(int x, int y)
{
    std::uint32_t h =
        static_cast<std::uint32_t>(x) * 0x8DA6B343U + static_cast<std::uint32_t>(y) * 0xD8163841U;
    h = (h ^ (h >> 13U)) * 0x5BD1E995U;
    h ^= h >> 15U;
    return static_cast<float>(h & 0xFFFFU) / 65536.0F - 0.5F;
}

} // namespace

void layInk(TiledImage& pixels, const TiledImage& before, const Rect& area, const Ink& ink,
            const InkCoverage& coverage)
{
    std::vector<float> covered;
    for (const int index : tilesTouching(area.intersected(pixels.rect()), pixels.columns())) {
        const Rect part = pixels.tileRect(index).intersected(area);
        if (!readCoverage(coverage, part, covered)) {
            continue;
        }
        PixelBuffer tile = before.read(part);
        layTile(tile, part, ink, covered);
        pixels.write({part.x, part.y}, tile);
    }
}

namespace {

/// Of an sRGB colour, as a screen shows it (Rec. 709 weights of the encoded values).
float lightness(const float* rgb)
{
    return 0.2126F * rgb[0] + 0.7152F * rgb[1] + 0.0722F * rgb[2];
}

} // namespace

void layInkOnMask(Mask& mask, const Mask& before, const Rect& area, const Ink& ink,
                  const InkCoverage& coverage)
{
    const auto* color = std::get_if<ColorInk>(&ink);
    const auto* picture = std::get_if<PictureInk>(&ink);
    TiledImage& out = mask.coverage();
    std::vector<float> covered;
    for (const int index : tilesTouching(area.intersected(out.rect()), out.columns())) {
        const Rect part = out.tileRect(index).intersected(area);
        if (!readCoverage(coverage, part, covered)) {
            continue;
        }
        PixelBuffer tile = before.toBuffer(part);
        const PixelBuffer source = picture != nullptr ? picture->read(part) : PixelBuffer();
        for (std::size_t i = 0; i < covered.size(); ++i) {
            float goal = 0.0F;
            float alpha = covered[i];
            if (color != nullptr) {
                goal = lightness(color->rgba.data());
                alpha *= color->rgba[3];
            } else if (picture != nullptr) {
                goal = lightness(source.data() + i * 4);
                alpha *= source.data()[i * 4 + 3];
            }
            float& value = tile.data()[i];
            value += (goal - value) * alpha;
        }
        out.write({part.x, part.y}, tile);
    }
}

Layer withInk(const Layer& layer, InkTarget target, const Ink& ink, const InkCoverage& coverage)
{
    Layer out = layer;
    const Rect area = coverage.stroke->bounds();
    if (target == InkTarget::Mask && layer.mask) {
        layInkOnMask(*out.mask, *layer.mask, area, ink, coverage);
    } else {
        layInk(out.pixels, layer.pixels, area, ink, coverage);
    }
    return out;
}

PictureInk gradientInk(const Gradient& g)
{
    return {[g](const Rect& area) {
        const float dx = g.toX - g.fromX;
        const float dy = g.toY - g.fromY;
        const float length = std::max(1e-6F, dx * dx + dy * dy);
        PixelBuffer out(area.width, area.height, 4);
        for (int y = 0; y < area.height; ++y) {
            for (int x = 0; x < area.width; ++x) {
                const float px = static_cast<float>(area.x + x) + 0.5F - g.fromX;
                const float py = static_cast<float>(area.y + y) + 0.5F - g.fromY;
                const float raw = g.shape == Gradient::Shape::Linear
                                      ? (px * dx + py * dy) / length
                                      : std::sqrt((px * px + py * py) / length);
                const float t = std::clamp(raw, 0.0F, 1.0F);
                float* to = out.at(x, y);
                const float alpha = g.first[3] + (g.last[3] - g.first[3]) * t;
                const float dither =
                    t > 0.0F && t < 1.0F ? noiseAt(area.x + x, area.y + y) * 0.9F / 255.0F : 0.0F;
                for (std::size_t c = 0; c < 3; ++c) {
                    const float mixed =
                        g.first[c] * g.first[3] * (1.0F - t) + g.last[c] * g.last[3] * t;
                    to[c] = alpha > 0.0F ? std::clamp(mixed / alpha + dither, 0.0F, 1.0F) : 0.0F;
                }
                to[3] = alpha;
            }
        }
        return out;
    }};
}

} // namespace core
