#include <QTest>

#include <ATen/CPUGeneratorImpl.h>

#include "diffusion/training/texture_loss.h"

using diffusion::training::textureLoss;

namespace {

at::Generator seeded(std::uint64_t seed)
{
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

at::Tensor noise(std::uint64_t seed)
{
    return at::randn({1, 3, 8, 8}, seeded(seed), at::kFloat);
}

double loss(const at::Tensor& a, const at::Tensor& b, const at::Tensor& mask)
{
    at::Generator generator = seeded(5);
    return textureLoss(a, b, mask, at::ones({1, 3, 1, 1}), 16, generator).item<double>();
}

const at::Tensor kAll = at::ones({1, 1, 8, 8});

} // namespace

class TestTextureLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofEqualLatentsItIsNothing() { QCOMPARE(loss(noise(1), noise(1), kAll), 0.0); }

    void whereSomethingIsMattersLittle()
    {
        const at::Tensor a = noise(1);
        const at::Tensor moved = a.roll({3, 4}, {2, 3});
        QVERIFY(loss(moved, a, kAll) < 0.5 * loss(noise(2), a, kAll));
    }

    void anotherDrawOfTheSameTextureIsNearerThanABlurredOne()
    {
        const at::Tensor a = noise(1);
        const at::Tensor calm = a * 0.3F;
        QVERIFY(loss(noise(2), a, kAll) < 0.6 * loss(calm, a, kAll));
    }

    void outsideTheHoleNothingCounts()
    {
        at::Tensor mask = at::zeros({1, 1, 8, 8});
        mask.narrow(3, 2, 3).narrow(2, 2, 3).fill_(1.0F);
        at::Tensor other = noise(2);
        const at::Tensor a = noise(1);
        other.narrow(3, 1, 5).narrow(2, 1, 5).copy_(a.narrow(3, 1, 5).narrow(2, 1, 5));
        QCOMPARE(loss(other, a, mask), 0.0);
        QVERIFY(loss(other, a, kAll) > 0.0);
    }

    void aPictureWithoutHoleCountsNothing()
    {
        QCOMPARE(loss(noise(1), noise(2), at::zeros({1, 1, 8, 8})), 0.0);
    }

    void descendingItBringsTheTextureNearer()
    {
        const at::Tensor truth = noise(1);
        at::Tensor x = (noise(2) * 0.2F).requires_grad_(true);
        const double before = loss(x.detach(), truth, kAll);
        for (int i = 0; i < 60; ++i) {
            at::Generator generator = seeded(static_cast<std::uint64_t>(100 + i));
            const at::Tensor now =
                textureLoss(x, truth, kAll, at::ones({1, 3, 1, 1}), 16, generator);
            now.backward();
            x = (x.detach() - 2.0F * x.grad()).requires_grad_(true);
        }
        QVERIFY(loss(x.detach(), truth, kAll) < 0.5 * before);
    }
};

QTEST_APPLESS_MAIN(TestTextureLoss)
#include "tst_texture_loss.moc"
