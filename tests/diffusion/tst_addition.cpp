// What words add to a photo is told from the change that a network made to it.

#include <QtTest/QtTest>

#include "diffusion/engine/addition.h"

using namespace diffusion;

namespace {

/// (1, 3, side, side): a checkerboard of pixels, nothing but texture.
at::Tensor checkerboard(std::int64_t side)
{
    const at::Tensor index = at::arange(side, at::kFloat);
    const at::Tensor sum = index.unsqueeze(0) + index.unsqueeze(1);
    return (0.4 + 0.1 * (sum - 2.0 * (sum / 2.0).floor())).expand({1, 3, side, side}).clone();
}

at::Tensor square(std::int64_t side, std::int64_t from, std::int64_t to, double value)
{
    at::Tensor out = at::zeros({1, 3, side, side});
    out.slice(2, from, to).slice(3, from, to).fill_(value);
    return out;
}

} // namespace

class TestAddition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallChangeLeavesThePhotoAsItIs()
    {
        const at::Tensor photo = checkerboard(128);
        const at::Tensor flat = at::full({1, 3, 32, 32}, 0.45);
        const at::Tensor same = withAddition(photo, flat, square(32, 8, 24, 0.02));
        QVERIFY(at::equal(same, photo));
    }

    void aThingCoversTheTextureBehindIt()
    {
        const at::Tensor photo = checkerboard(128);
        const at::Tensor flat = at::full({1, 3, 32, 32}, 0.45);
        const at::Tensor with = withAddition(photo, flat, square(32, 8, 24, 0.4));
        const at::Tensor middle = with.slice(2, 56, 72).slice(3, 56, 72);
        QVERIFY((middle - 0.85).abs().max().item<double>() < 0.01);
        // Far from the thing nothing has happened.
        const at::Tensor corner = with.slice(2, 0, 16).slice(3, 0, 16);
        QVERIFY(at::equal(corner, photo.slice(2, 0, 16).slice(3, 0, 16)));
    }

    void betweenTheTwoTheTextureShowsThrough()
    {
        const at::Tensor photo = checkerboard(128);
        const at::Tensor flat = at::full({1, 3, 32, 32}, 0.45);
        const at::Tensor tinted = withAddition(photo, flat, square(32, 8, 24, 0.1));
        const at::Tensor middle = tinted.slice(2, 56, 72).slice(3, 56, 72);
        QVERIFY(std::abs(middle.mean().item<double>() - 0.55) < 0.01);
        QVERIFY((middle.max() - middle.min()).item<double>() > 0.08);
    }
};

QTEST_GUILESS_MAIN(TestAddition)
#include "tst_addition.moc"
