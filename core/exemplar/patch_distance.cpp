#include "core/exemplar/patch_distance.h"

#include "core/exemplar/level.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace core::exemplar {

namespace {

std::int32_t plain(const std::int16_t* a, const std::int16_t* b, std::ptrdiff_t stride, int side,
                   std::int32_t limit)
{
    std::int32_t sum = 0;
    for (int y = 0; y < side && sum < limit; ++y, a += stride, b += stride) {
        for (int i = 0; i < side * kFeatures; ++i) {
            const std::int32_t d = a[i] - b[i];
            sum += d * d;
        }
    }
    return sum;
}

#if defined(__x86_64__)

std::int32_t sum4(__m128i v)
{
    v = _mm_add_epi32(v, _mm_shuffle_epi32(v, 0x4E));
    v = _mm_add_epi32(v, _mm_shuffle_epi32(v, 0xB1));
    return _mm_cvtsi128_si32(v);
}

__m128i load(const std::int16_t* p)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}

std::int32_t sse2(const std::int16_t* a, const std::int16_t* b, std::ptrdiff_t stride, int side,
                  std::int32_t limit)
{
    std::int32_t sum = 0;
    for (int y = 0; y < side && sum < limit; ++y, a += stride, b += stride) {
        __m128i row = _mm_setzero_si128();
        for (int x = 0; x < side; ++x) {
            const __m128i d = _mm_sub_epi16(load(a + x * kFeatures), load(b + x * kFeatures));
            row = _mm_add_epi32(row, _mm_madd_epi16(d, d));
        }
        sum += sum4(row);
    }
    return sum;
}

__attribute__((target("avx2"))) inline __m256i load2(const std::int16_t* p)
{
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}

__attribute__((target("avx2"))) std::int32_t avx2(const std::int16_t* a, const std::int16_t* b,
                                                  std::ptrdiff_t stride, int side,
                                                  std::int32_t limit)
{
    std::int32_t sum = 0;
    const int pairs = side / 2; // side is odd: one pixel is left over
    for (int y = 0; y < side && sum < limit; ++y, a += stride, b += stride) {
        __m256i row = _mm256_setzero_si256();
        for (int i = 0; i < pairs; ++i) {
            const __m256i d =
                _mm256_sub_epi16(load2(a + i * 2 * kFeatures), load2(b + i * 2 * kFeatures));
            row = _mm256_add_epi32(row, _mm256_madd_epi16(d, d));
        }
        const int last = (side - 1) * kFeatures;
        const __m128i d = _mm_sub_epi16(load(a + last), load(b + last));
        const __m128i both =
            _mm_add_epi32(_mm256_castsi256_si128(row), _mm256_extracti128_si256(row, 1));
        sum += sum4(_mm_add_epi32(both, _mm_madd_epi16(d, d)));
    }
    return sum;
}

#endif

} // namespace

PatchDistance plainPatchDistance()
{
    return &plain;
}

PatchDistance patchDistance()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? &avx2 : &sse2;
#else
    return &plain;
#endif
}

} // namespace core::exemplar
