#pragma once

/// The inner loops of drawing, a row of pixels at a time. Colours are words 0xAARRGGBB with the
/// colours multiplied by the alpha. Pure functions; any thread.

#include <cstdint>

namespace ui::rows {

/// Between two rows of bytes: out = upper * (1 - weight / 65536) + lower * weight / 65536, in
/// 256ths of a level.
void mix(const std::uint8_t* upper, const std::uint8_t* lower, std::uint16_t weight,
         std::uint16_t* out, int count);

/// Between neighbours of a mixed row: out[i] = line[index[i]] * (1 - weight[i] / 65536) +
/// line[index[i] + 1] * weight[i] / 65536, rounded to whole levels. `line` has four values a pixel.
void sampleColor(const std::uint16_t* line, const int* index, const std::uint16_t* weight,
                 std::uint32_t* out, int count);
/// The same with one value a pixel.
void sampleGray(const std::uint16_t* line, const int* index, const std::uint16_t* weight,
                std::uint8_t* out, int count);

/// Between four pixels, u to the right and v down in [0, 1).
[[nodiscard]] std::uint32_t bilinear(std::uint32_t upperLeft, std::uint32_t upperRight,
                                     std::uint32_t lowerLeft, std::uint32_t lowerRight, float u,
                                     float v);

[[nodiscard]] bool isOpaque(const std::uint32_t* row, int count);

/// The two greys below transparent pixels, in squares of `side` pixels.
struct Checker {
    std::uint32_t light = 0xFF8A8A8A;
    std::uint32_t dark = 0xFF6A6A6A;
    int side = 8;
};
/// Puts a row whose first pixel is (x, y) of the checkerboard over it; it is opaque then.
void overChecker(std::uint32_t* row, int count, int x, int y, const Checker& checker);

/// Mixes towards the colour of `tint` by its alpha times the coverage; the row must be opaque.
void overlay(std::uint32_t* row, const std::uint8_t* coverage, int count, std::uint32_t tint);

} // namespace ui::rows
