// The vectorised patch distances against the plain ones.

#include <QtTest>

#include <limits>
#include <vector>

#include "core/exemplar/level.h"
#include "core/exemplar/patch_distance.h"
#include "core/exemplar/random.h"

using namespace core::exemplar;

namespace {

constexpr int kWidth = 24;
constexpr std::ptrdiff_t kStride = kWidth * kFeatures;
constexpr std::int32_t kNoLimit = std::numeric_limits<std::int32_t>::max();

std::vector<std::int16_t> randomPlane(std::uint64_t seed, int low, int high)
{
    Random random(seed);
    std::vector<std::int16_t> plane(kStride * 24);
    for (std::int16_t& v : plane) {
        v = static_cast<std::int16_t>(
            low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1))));
    }
    return plane;
}

} // namespace

class TestPatchDistance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsThePlainOneForEverySide();
    void stopsEarlyOnlyAboveTheLimit();
    void largestFeaturesDoNotOverflow();
};

void TestPatchDistance::equalsThePlainOneForEverySide()
{
    const auto a = randomPlane(1, -1000, 1000);
    const auto b = randomPlane(2, -1000, 1000);
    for (const int side : {1, 3, 5, 7}) {
        for (int shift = 0; shift < 10; ++shift) {
            const auto* p = a.data() + shift * kFeatures;
            const auto* q = b.data() + 3 * kStride + 2 * shift * kFeatures;
            QCOMPARE(patchDistance()(p, q, kStride, side, kNoLimit),
                     plainPatchDistance()(p, q, kStride, side, kNoLimit));
        }
    }
}

void TestPatchDistance::stopsEarlyOnlyAboveTheLimit()
{
    const auto a = randomPlane(6, 0, 400);
    const auto b = randomPlane(7, 0, 400);
    const std::int32_t whole = plainPatchDistance()(a.data(), b.data(), kStride, 7, kNoLimit);

    QCOMPARE(patchDistance()(a.data(), b.data(), kStride, 7, whole + 1), whole);
    QVERIFY(patchDistance()(a.data(), b.data(), kStride, 7, whole / 3) >= whole / 3);
}

void TestPatchDistance::largestFeaturesDoNotOverflow()
{
    // What updateFeatures() can store at most: luma 0..1000, colour differences within +-886,
    // the other four within +-1500 (texture is never negative).
    std::vector<std::int16_t> a(kStride * 7);
    std::vector<std::int16_t> b(kStride * 7);
    const std::int16_t high[kFeatures] = {1000, 886, 701, 1500, 1500, 1500, 1500, 0};
    const std::int16_t low[kFeatures] = {0, -886, -701, 0, 0, -1500, -1500, 0};
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = high[i % kFeatures];
        b[i] = low[i % kFeatures];
    }
    const std::int64_t expected =
        49LL * (1000 * 1000 + 1772 * 1772 + 1402 * 1402 + 2LL * 1500 * 1500 + 2LL * 3000 * 3000);
    QVERIFY(expected < kNoLimit);

    QCOMPARE(static_cast<std::int64_t>(patchDistance()(a.data(), b.data(), kStride, 7, kNoLimit)),
             expected);
}

QTEST_APPLESS_MAIN(TestPatchDistance)
#include "tst_patch_distance.moc"
