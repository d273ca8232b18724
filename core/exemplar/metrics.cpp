#include "core/exemplar/metrics.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

#include "core/exemplar/random.h"

namespace core {

namespace {

constexpr double kIdentical = 99.0; // dB

float luma(const float* rgb)
{
    return 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2];
}

void checkSizes([[maybe_unused]] const PixelBuffer& a, [[maybe_unused]] const PixelBuffer& b,
                [[maybe_unused]] const PixelBuffer& mask)
{
    assert(a.channels() == 3 && b.channels() == 3 && mask.channels() == 1);
    assert(a.size() == b.size() && a.size() == mask.size());
}

bool isHole(const PixelBuffer& mask, int x, int y)
{
    return *mask.at(x, y) > 0.0F;
}

struct Moments {
    double weight = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;

    void add(double w, double x, double y)
    {
        weight += w;
        a += w * x;
        b += w * y;
        aa += w * x * x;
        bb += w * y * y;
        ab += w * x * y;
    }

    [[nodiscard]] double ssim() const
    {
        constexpr double kC1 = 0.01 * 0.01; // Wang et al. 2004: K1 = 0.01, K2 = 0.03, L = 1
        constexpr double kC2 = 0.03 * 0.03;
        const double ma = a / weight;
        const double mb = b / weight;
        const double va = aa / weight - ma * ma;
        const double vb = bb / weight - mb * mb;
        const double cov = ab / weight - ma * mb;
        return (2 * ma * mb + kC1) * (2 * cov + kC2) /
               ((ma * ma + mb * mb + kC1) * (va + vb + kC2));
    }
};

/// Half the size by 2 x 2 means; `mask`: a coarse pixel is hole when any of its fine ones is.
PixelBuffer halved(const PixelBuffer& in, bool isMask)
{
    PixelBuffer out((in.width() + 1) / 2, (in.height() + 1) / 2, in.channels());
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            for (int c = 0; c < in.channels(); ++c) {
                float sum = 0.0F;
                for (int k = 0; k < 4; ++k) {
                    const int fx = std::min(in.width() - 1, 2 * x + k % 2);
                    const int fy = std::min(in.height() - 1, 2 * y + k / 2);
                    sum += in.at(fx, fy)[c];
                }
                out.at(x, y)[c] = isMask ? sum : sum / 4.0F;
            }
        }
    }
    return out;
}

constexpr int kSide = 7;
constexpr int kPatch = kSide * kSide * 3;
using Direction = std::array<float, kPatch>;

/// A random direction of unit length; every second one does not see the patch's mean colour.
Direction makeDirection(exemplar::Random& random, bool zeroMean)
{
    Direction d;
    std::array<float, 3> mean{};
    for (int i = 0; i < kPatch; ++i) {
        float sum = -6.0F; // twelve uniform numbers: nearly normal
        for (int k = 0; k < 12; ++k) {
            sum += static_cast<float>(random.below(1U << 20)) / static_cast<float>(1U << 20);
        }
        d[static_cast<std::size_t>(i)] = sum;
        mean[static_cast<std::size_t>(i % 3)] += sum / (kSide * kSide);
    }
    float norm = 0.0F;
    for (int i = 0; i < kPatch; ++i) {
        float& v = d[static_cast<std::size_t>(i)];
        v -= zeroMean ? mean[static_cast<std::size_t>(i % 3)] : 0.0F;
        norm += v * v;
    }
    for (float& v : d) {
        v /= std::sqrt(norm);
    }
    return d;
}

float project(const PixelBuffer& image, Point centre, const Direction& direction)
{
    float sum = 0.0F;
    std::size_t i = 0;
    for (int dy = -kSide / 2; dy <= kSide / 2; ++dy) {
        const int y = std::clamp(centre.y + dy, 0, image.height() - 1);
        for (int dx = -kSide / 2; dx <= kSide / 2; ++dx) {
            const float* p = image.at(std::clamp(centre.x + dx, 0, image.width() - 1), y);
            sum += p[0] * direction[i] + p[1] * direction[i + 1] + p[2] * direction[i + 2];
            i += 3;
        }
    }
    return sum;
}

/// Hole pixels, thinned out evenly to at most `most`.
std::vector<Point> samplePoints(const PixelBuffer& mask, std::size_t most)
{
    std::vector<Point> all;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (isHole(mask, x, y)) {
                all.push_back({x, y});
            }
        }
    }
    if (all.size() <= most) {
        return all;
    }
    std::vector<Point> some(most);
    for (std::size_t i = 0; i < most; ++i) {
        some[i] = all[i * all.size() / most];
    }
    return some;
}

double slicedDistance(const PixelBuffer& result, const PixelBuffer& truth, const PixelBuffer& mask,
                      std::uint64_t seed)
{
    constexpr int kDirections = 32;
    constexpr std::size_t kMostPoints = 4096;
    const std::vector<Point> points = samplePoints(mask, kMostPoints);
    if (points.empty()) {
        return 0.0;
    }
    exemplar::Random random(seed);
    std::vector<float> a(points.size());
    std::vector<float> b(points.size());
    double total = 0.0;
    for (int k = 0; k < kDirections; ++k) {
        const Direction direction = makeDirection(random, k % 2 == 0);
        for (std::size_t i = 0; i < points.size(); ++i) {
            a[i] = project(result, points[i], direction);
            b[i] = project(truth, points[i], direction);
        }
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        double sum = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            sum += std::abs(static_cast<double>(a[i]) - b[i]);
        }
        total += sum / static_cast<double>(a.size());
    }
    return total / kDirections;
}

/// Steps across the outline between p (hole) and q (known), and beside it.
struct SeamSums {
    double across = 0.0;
    double beside = 0.0;
    std::int64_t acrossCount = 0;
    std::int64_t besideCount = 0;

    void add(const PixelBuffer& image, Point p, Point q)
    {
        constexpr int kBeside = 4;
        const int dx = q.x - p.x;
        const int dy = q.y - p.y;
        const Rect all = Rect::fromSize(image.size());
        const auto step = [&](int from) { // between positions from and from + 1 along p -> q
            const Point a{p.x + from * dx, p.y + from * dy};
            const Point b{a.x + dx, a.y + dy};
            if (!all.contains(a) || !all.contains(b)) {
                return -1.0F;
            }
            return std::abs(luma(image.at(a.x, a.y)) - luma(image.at(b.x, b.y)));
        };
        across += step(0);
        ++acrossCount;
        for (int k = 1; k <= kBeside; ++k) {
            for (const float s : {step(k), step(-k)}) {
                if (s >= 0.0F) {
                    beside += s;
                    ++besideCount;
                }
            }
        }
    }
};

} // namespace

double psnrInMask(const PixelBuffer& result, const PixelBuffer& truth, const PixelBuffer& mask)
{
    checkSizes(result, truth, mask);
    double sum = 0.0;
    std::int64_t count = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (!isHole(mask, x, y)) {
                continue;
            }
            for (int c = 0; c < 3; ++c) {
                const double d = static_cast<double>(result.at(x, y)[c]) - truth.at(x, y)[c];
                sum += d * d;
            }
            count += 3;
        }
    }
    if (count == 0 || sum <= 0.0) {
        return kIdentical;
    }
    return std::min(kIdentical, -10.0 * std::log10(sum / static_cast<double>(count)));
}

double ssimInMask(const PixelBuffer& result, const PixelBuffer& truth, const PixelBuffer& mask)
{
    checkSizes(result, truth, mask);
    constexpr int kRadius = 5;
    constexpr double kSigma = 1.5;
    double total = 0.0;
    std::int64_t count = 0;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (!isHole(mask, x, y)) {
                continue;
            }
            Moments m;
            for (int v = std::max(0, y - kRadius); v <= std::min(mask.height() - 1, y + kRadius);
                 ++v) {
                for (int u = std::max(0, x - kRadius); u <= std::min(mask.width() - 1, x + kRadius);
                     ++u) {
                    const double r2 = (u - x) * (u - x) + (v - y) * (v - y);
                    m.add(std::exp(-r2 / (2 * kSigma * kSigma)), luma(result.at(u, v)),
                          luma(truth.at(u, v)));
                }
            }
            total += m.ssim();
            ++count;
        }
    }
    return count > 0 ? total / static_cast<double>(count) : 1.0;
}

double textureDistance(const PixelBuffer& result, const PixelBuffer& truth, const PixelBuffer& mask,
                       std::uint64_t seed)
{
    checkSizes(result, truth, mask);
    constexpr int kScales = 3;
    PixelBuffer a = result;
    PixelBuffer b = truth;
    PixelBuffer m = mask;
    double total = 0.0;
    for (int scale = 0; scale < kScales; ++scale) {
        total += slicedDistance(a, b, m, exemplar::mixSeed(seed, static_cast<unsigned>(scale)));
        a = halved(a, false);
        b = halved(b, false);
        m = halved(m, true);
    }
    return total / kScales;
}

double seamRatio(const PixelBuffer& result, const PixelBuffer& mask)
{
    checkSizes(result, result, mask);
    SeamSums sums;
    const Rect all = Rect::fromSize(mask.size());
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (!isHole(mask, x, y)) {
                continue;
            }
            for (const Point q :
                 {Point{x - 1, y}, Point{x + 1, y}, Point{x, y - 1}, Point{x, y + 1}}) {
                if (all.contains(q) && !isHole(mask, q.x, q.y)) {
                    sums.add(result, {x, y}, q);
                }
            }
        }
    }
    constexpr double kFloor = 1e-4; // a step nobody can see; keeps flat pictures at 1
    if (sums.acrossCount == 0 || sums.besideCount == 0) {
        return 1.0;
    }
    return (sums.across / static_cast<double>(sums.acrossCount) + kFloor) /
           (sums.beside / static_cast<double>(sums.besideCount) + kFloor);
}

} // namespace core
