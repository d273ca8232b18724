#include "ui/canvas/row_sampling.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ui::rows {

namespace {

// Four channels at once; the compiler turns these into whatever the processor has.
using Bytes4 [[gnu::vector_size(4)]] = std::uint8_t;
using Ints4 [[gnu::vector_size(16)]] = std::int32_t;
using Floats4 [[gnu::vector_size(16)]] = float;

Floats4 load(std::uint32_t word)
{
    Bytes4 values;
    std::memcpy(&values, &word, sizeof values);
    return __builtin_convertvector(__builtin_convertvector(values, Ints4), Floats4);
}

std::uint32_t store(Floats4 levels)
{
    const Ints4 whole = __builtin_convertvector(levels + 0.5F, Ints4);
    const Bytes4 bytes = __builtin_convertvector(whole, Bytes4);
    std::uint32_t word = 0;
    std::memcpy(&word, &bytes, sizeof word);
    return word;
}

} // namespace

void mix(const std::uint8_t* upper, const std::uint8_t* lower, std::uint16_t weight,
         std::uint16_t* out, int count)
{
    int i = 0;
#if defined(__SSE2__)
    const __m128i second = _mm_set1_epi16(static_cast<short>(weight));
    const __m128i first = _mm_xor_si128(second, _mm_set1_epi32(-1));
    const __m128i zero = _mm_setzero_si128();
    for (; i + 16 <= count; i += 16) {
        const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(upper + i));
        const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(lower + i));
        const auto put = [&](int at, __m128i wideA, __m128i wideB) {
            _mm_storeu_si128(
                reinterpret_cast<__m128i*>(out + at),
                _mm_add_epi16(_mm_mulhi_epu16(wideA, first), _mm_mulhi_epu16(wideB, second)));
        };
        put(i, _mm_unpacklo_epi8(zero, a), _mm_unpacklo_epi8(zero, b));
        put(i + 8, _mm_unpackhi_epi8(zero, a), _mm_unpackhi_epi8(zero, b));
    }
#endif
    for (; i < count; ++i) {
        const std::uint32_t a = (upper[i] * 256U * (65535U - weight)) >> 16U;
        const std::uint32_t b = (lower[i] * 256U * weight) >> 16U;
        out[i] = static_cast<std::uint16_t>(a + b);
    }
}

#if defined(__SSE2__)

namespace {

/// Pixels `first` and `second` between themselves and their right neighbours, in 256ths.
__m128i sampleTwo(const std::uint16_t* first, const std::uint16_t* second, __m128i weights)
{
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(first));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(second));
    const __m128i rest = _mm_xor_si128(weights, _mm_set1_epi32(-1));
    const __m128i left = _mm_mulhi_epu16(_mm_unpacklo_epi64(a, b), rest);
    const __m128i right = _mm_mulhi_epu16(_mm_unpackhi_epi64(a, b), weights);
    return _mm_srli_epi16(_mm_add_epi16(_mm_add_epi16(left, right), _mm_set1_epi16(128)), 8);
}

/// The first two weights of the low half, each for four channels.
__m128i spread(__m128i weights)
{
    const __m128i twice = _mm_unpacklo_epi16(weights, weights); // w0 w0 w1 w1
    return _mm_unpacklo_epi32(twice, twice);
}

} // namespace

void sampleColor(const std::uint16_t* line, const int* index, const std::uint16_t* weight,
                 std::uint32_t* out, int count)
{
    const auto at = [&](int i) { return line + std::ptrdiff_t{4} * index[i]; };
    int i = 0;
    for (; i + 4 <= count; i += 4) {
        const __m128i weights = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(weight + i));
        const __m128i low = sampleTwo(at(i), at(i + 1), spread(weights));
        const __m128i high = sampleTwo(at(i + 2), at(i + 3), spread(_mm_srli_si128(weights, 4)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), _mm_packus_epi16(low, high));
    }
    for (; i < count; ++i) {
        const __m128i two = sampleTwo(at(i), at(i), _mm_set1_epi16(static_cast<short>(weight[i])));
        out[i] = static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_packus_epi16(two, two)));
    }
}

#else

void sampleColor(const std::uint16_t* line, const int* index, const std::uint16_t* weight,
                 std::uint32_t* out, int count)
{
    for (int i = 0; i < count; ++i) {
        const std::uint16_t* at = line + std::ptrdiff_t{4} * index[i];
        const std::uint32_t w = weight[i];
        std::uint32_t word = 0;
        for (unsigned c = 0; c < 4; ++c) {
            const std::uint32_t level = ((at[c] * (65535U - w)) >> 16U) + ((at[c + 4] * w) >> 16U);
            word |= ((level + 128U) >> 8U) << (8U * c);
        }
        out[i] = word;
    }
}

#endif

void sampleGray(const std::uint16_t* line, const int* index, const std::uint16_t* weight,
                std::uint8_t* out, int count)
{
    for (int i = 0; i < count; ++i) {
        const std::uint16_t* at = line + index[i];
        const std::uint32_t w = weight[i];
        const std::uint32_t level = ((at[0] * (65535U - w)) >> 16U) + ((at[1] * w) >> 16U);
        out[i] = static_cast<std::uint8_t>((level + 128U) >> 8U);
    }
}

std::uint32_t bilinear(std::uint32_t upperLeft, std::uint32_t upperRight, std::uint32_t lowerLeft,
                       std::uint32_t lowerRight, float u, float v)
{
    const Floats4 upper = load(upperLeft) + (load(upperRight) - load(upperLeft)) * u;
    const Floats4 lower = load(lowerLeft) + (load(lowerRight) - load(lowerLeft)) * u;
    return store(upper + (lower - upper) * v);
}

bool isOpaque(const std::uint32_t* row, int count)
{
    std::uint32_t all = 0xFF000000U;
    for (int i = 0; i < count; ++i) {
        all &= row[i];
    }
    return all == 0xFF000000U;
}

void overChecker(std::uint32_t* row, int count, int x, int y, const Checker& checker)
{
    const auto square = [&](int at) {
        return (at >= 0 ? at : at - checker.side + 1) / checker.side;
    };
    for (int i = 0; i < count; ++i) {
        const std::uint32_t pixel = row[i];
        const std::uint32_t rest = 255U - (pixel >> 24U);
        if (rest == 0) {
            continue;
        }
        const bool light = ((square(x + i) + square(y)) & 1) == 0;
        const std::uint32_t below = light ? checker.light : checker.dark;
        std::uint32_t rb = (below & 0xFF00FFU) * rest + 0x800080U;
        rb = ((rb + ((rb >> 8U) & 0xFF00FFU)) >> 8U) & 0xFF00FFU;
        std::uint32_t ag = ((below >> 8U) & 0xFF00FFU) * rest + 0x800080U;
        ag = (ag + ((ag >> 8U) & 0xFF00FFU)) & 0xFF00FF00U;
        row[i] = pixel + (rb | ag);
    }
}

void overlay(std::uint32_t* row, const std::uint8_t* coverage, int count, std::uint32_t tint)
{
    const std::uint32_t alpha = tint >> 24U;
    for (int i = 0; i < count; ++i) {
        if (coverage[i] == 0) {
            continue;
        }
        // In 65536ths: 255 * 255 becomes 65536.
        const std::uint32_t product = coverage[i] * alpha;
        const std::uint32_t share = product + product * 511U / 65025U;
        const std::uint32_t kept = 65536U - share;
        std::uint32_t out = 0xFF000000U;
        for (unsigned shift = 0; shift < 24U; shift += 8U) {
            const std::uint32_t level =
                ((row[i] >> shift) & 0xFFU) * kept + ((tint >> shift) & 0xFFU) * share + 32768U;
            out |= (level >> 16U) << shift;
        }
        row[i] = out;
    }
}

} // namespace ui::rows
