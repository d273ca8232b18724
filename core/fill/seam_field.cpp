#include "core/fill/seam_field.h"

#include <algorithm>
#include <vector>

namespace core {

namespace {

/// Colour sums with their weight: (h, w, 4), the colours premultiplied by it.
PixelBuffer pulledDown(const PixelBuffer& fine)
{
    PixelBuffer out((fine.width() + 1) / 2, (fine.height() + 1) / 2, 4);
    for (int y = 0; y < fine.height(); ++y) {
        for (int x = 0; x < fine.width(); ++x) {
            const float* from = fine.at(x, y);
            float* to = out.at(x / 2, y / 2);
            for (int c = 0; c < 4; ++c) {
                to[c] += from[c];
            }
        }
    }
    // More than one known pixel is still only "known".
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            float* sum = out.at(x, y);
            const float excess = std::max(1.0F, sum[3]);
            for (int c = 0; c < 4; ++c) {
                sum[c] /= excess;
            }
        }
    }
    return out;
}

/// Adds to each fine pixel what its weight lacks to 1 from the coarse level, read bilinearly.
void pushUp(const PixelBuffer& coarse, PixelBuffer& fine)
{
    for (int y = 0; y < fine.height(); ++y) {
        const int yNear = y / 2;
        const int yFar = std::clamp(y % 2 == 0 ? yNear - 1 : yNear + 1, 0, coarse.height() - 1);
        for (int x = 0; x < fine.width(); ++x) {
            float* to = fine.at(x, y);
            const float lacking = 1.0F - to[3];
            if (lacking <= 0.0F) {
                continue;
            }
            const int xNear = x / 2;
            const int xFar = std::clamp(x % 2 == 0 ? xNear - 1 : xNear + 1, 0, coarse.width() - 1);
            const float* nearNear = coarse.at(xNear, yNear);
            const float* farNear = coarse.at(xFar, yNear);
            const float* nearFar = coarse.at(xNear, yFar);
            const float* farFar = coarse.at(xFar, yFar);
            for (int c = 0; c < 4; ++c) {
                const float value = 0.5625F * nearNear[c] + 0.1875F * (farNear[c] + nearFar[c]) +
                                    0.0625F * farFar[c];
                to[c] += lacking * value;
            }
        }
    }
}

} // namespace

PixelBuffer interpolateSmoothly(const PixelBuffer& values, const PixelBuffer& weight)
{
    std::vector<PixelBuffer> levels;
    levels.emplace_back(values.width(), values.height(), 4);
    for (int y = 0; y < values.height(); ++y) {
        for (int x = 0; x < values.width(); ++x) {
            const float known = *weight.at(x, y);
            float* to = levels[0].at(x, y);
            for (int c = 0; c < 3; ++c) {
                to[c] = values.at(x, y)[c] * known;
            }
            to[3] = known;
        }
    }
    while (levels.back().width() > 1 || levels.back().height() > 1) {
        levels.push_back(pulledDown(levels.back()));
    }
    for (std::size_t i = levels.size() - 1; i > 0; --i) {
        pushUp(levels[i], levels[i - 1]);
    }

    PixelBuffer out(values.width(), values.height(), 3);
    for (int y = 0; y < values.height(); ++y) {
        for (int x = 0; x < values.width(); ++x) {
            const float* from = levels[0].at(x, y);
            const float scale = from[3] > 0.0F ? 1.0F / from[3] : 0.0F;
            for (int c = 0; c < 3; ++c) {
                out.at(x, y)[c] = from[c] * scale;
            }
        }
    }
    return out;
}

} // namespace core
