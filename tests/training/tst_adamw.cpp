#include <QTest>

#include <cmath>

#include "diffusion/training/adamw.h"

using namespace diffusion::training;

namespace {

at::Tensor waves(std::int64_t count, double step)
{
    return at::sin(at::arange(count, at::kFloat) * step);
}

} // namespace

class TestAdamW : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneStepIsWhatThePaperSays()
    {
        AdamWOptions options;
        options.maxGradNorm = 0.0F;
        const at::Tensor parameters = at::full({1}, 2.0);
        AdamW optimiser(parameters, options);

        optimiser.step(parameters, at::full({1}, 0.5), 0.1F);

        // After one step both corrected moments are those of the gradient itself.
        const double decayed = 2.0 * (1.0 - 0.1 * options.weightDecay);
        QVERIFY(std::abs(parameters.item<double>() - (decayed - 0.1)) < 1e-6);
    }

    void tensorOperationsDoAsTheOnePassDoes()
    {
        const at::Tensor start = waves(1000, 0.7);
        const at::Tensor fused = start.clone();
        const at::Tensor other = start.clone();
        AdamWOptions options;
        AdamW inOnePass(fused, options);
        options.onePass = false;
        AdamW byOperations(other, options);
        for (int i = 1; i <= 5; ++i) {
            const at::Tensor gradients = waves(1000, 0.1 * i);
            inOnePass.step(fused, gradients, 1e-2F);
            byOperations.step(other, gradients, 1e-2F);
        }
        // The two order their roundings differently; parameters are of order one.
        QVERIFY((fused - other).abs().max().item<double>() < 2e-6);
        QVERIFY((fused - start).abs().max().item<double>() > 1e-2);
    }

    void gradientsThatAreNotFiniteChangeNothing()
    {
        const at::Tensor parameters = waves(10, 0.3);
        const at::Tensor before = parameters.clone();
        AdamW optimiser(parameters, {});

        const float norm = optimiser.step(parameters, at::full({10}, HUGE_VAL), 0.1F);

        QVERIFY(!std::isfinite(norm));
        QVERIFY(at::equal(parameters, before));
        QCOMPARE(optimiser.updates(), std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestAdamW)
#include "tst_adamw.moc"
