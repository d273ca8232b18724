#include <QTest>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "diffusion/models/unet_2d_condition.h"

using namespace diffusion;

namespace {

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

struct Sample {
    at::Tensor latents = at::randn({2, 4, 16, 16});
    UNetConditioning conditioning;

    Sample() { conditioning.encoderHiddenStates = at::randn({2, 7, 24}); }

    at::Tensor run(const UNet2DConditionModel& unet, double time, UNetStepCache* cache = nullptr)
    {
        return unet.forward(latents, at::full({1}, time), conditioning, RunContext{}, cache);
    }
};

UNet2DConditionModel makeUNet(int layersPerBlock)
{
    nlohmann::json json = nlohmann::json::parse(R"({
        "in_channels": 4, "out_channels": 4, "cross_attention_dim": 24, "attention_head_dim": 4,
        "block_out_channels": [32, 48, 64], "norm_num_groups": 8,
        "down_block_types": ["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
        "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"]})");
    json["layers_per_block"] = layersPerBlock;
    return {UNet2DConditionConfig::parse(json), Weights::random(1)};
}

} // namespace

class TestStepCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(2);
        at::manual_seed(1);
    }

    void fillingTheCacheChangesNothing()
    {
        const at::NoGradGuard inference;
        const UNet2DConditionModel unet = makeUNet(2);
        Sample sample;
        UNetStepCache cache;
        const at::Tensor plain = sample.run(unet, 500);
        QVERIFY(at::equal(sample.run(unet, 500, &cache), plain));
        QVERIFY(cache.deep.defined());
    }

    /// Its shallow part sees the same sample and time, its deep part is the same: so is the whole.
    void reuseAtTheSameStepGivesTheFullResult_data()
    {
        QTest::addColumn<int>("layers");
        QTest::newRow("two layers a block") << 2;
        QTest::newRow("one layer a block") << 1;
        QTest::newRow("three layers a block") << 3;
    }
    void reuseAtTheSameStepGivesTheFullResult()
    {
        QFETCH(int, layers);
        const at::NoGradGuard inference;
        const UNet2DConditionModel unet = makeUNet(layers);
        Sample sample;
        UNetStepCache cache;
        const at::Tensor full = sample.run(unet, 500, &cache);
        cache.reuse = true;
        QVERIFY(distance(sample.run(unet, 500, &cache), full) < 1e-6);
    }

    void reuseAtAnotherStepIsNearAndNotTheOldResult()
    {
        const at::NoGradGuard inference;
        const UNet2DConditionModel unet = makeUNet(2);
        Sample sample;
        UNetStepCache cache;
        const at::Tensor old = sample.run(unet, 500, &cache);
        sample.latents = sample.latents + 0.05 * at::randn(sample.latents.sizes());
        const at::Tensor full = sample.run(unet, 480);
        cache.reuse = true;
        const at::Tensor reused = sample.run(unet, 480, &cache);
        QVERIFY(distance(reused, full) > 0.0);
        QVERIFY(distance(reused, old) > 0.0);
        QVERIFY((reused - full).norm().item<double>() < 0.2 * full.norm().item<double>());
    }

    void aCacheOfAnotherSizeIsNotUsed()
    {
        const at::NoGradGuard inference;
        const UNet2DConditionModel unet = makeUNet(2);
        Sample sample;
        UNetStepCache cache;
        static_cast<void>(sample.run(unet, 500, &cache));
        sample.latents = at::randn({2, 4, 24, 16});
        const at::Tensor full = sample.run(unet, 480);
        cache.reuse = true;
        QVERIFY(at::equal(sample.run(unet, 480, &cache), full));
        QVERIFY(cache.deep.sizes().slice(2) == at::IntArrayRef({24, 16}));
    }
};

QTEST_APPLESS_MAIN(TestStepCache)
#include "tst_step_cache.moc"
