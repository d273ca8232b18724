#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/training/denoiser_trainer.h"
#include "training/support.h"

using namespace diffusion::training;
using namespace training_tests;

namespace {

DenoiserOptions tinyOptions()
{
    DenoiserOptions options;
    options.shape = tinyShape();
    options.batch = 8;
    options.warmup = 1;
    options.totalSteps = 1000;
    options.learningRate = 3e-3F;
    return options;
}

std::unique_ptr<DenoiserTrainer> makeTrainer(const DenoiserOptions& options)
{
    auto trainer = DenoiserTrainer::create(options, tinyCaptions());
    if (!trainer) {
        qFatal("%s", trainer.error().message.c_str());
    }
    return std::move(*trainer);
}

double runSteps(DenoiserTrainer& trainer, const PairSet& pairs, int steps)
{
    double last = 0;
    for (int i = 0; i < steps; ++i) {
        last = trainer.step(pairs)->loss;
    }
    return last;
}

} // namespace

class TestDenoiserTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainingLowersTheLoss()
    {
        const PairSet pairs = tinyPairs();
        const auto trainer = makeTrainer(tinyOptions());
        const double before = trainer->evaluate(pairs, 4)->loss;

        runSteps(*trainer, pairs, 60);

        const double after = trainer->evaluate(pairs, 4)->loss;
        QVERIFY2(after < 0.8 * before,
                 qPrintable(QStringLiteral("%1 -> %2").arg(before).arg(after)));
    }

    void trainingOnRemovalsBringsTheirTextureNearer()
    {
        const PairSet pairs = tinyPairs();
        DenoiserOptions options = tinyOptions();
        options.removalAnchor = 0.0F;
        const auto trainer = makeTrainer(options);
        const double before = trainer->evaluateRemovals(pairs, 4)->texture;

        for (int i = 0; i < 60; ++i) {
            const StepReport report = *trainer->step(pairs, &pairs);
            QVERIFY(report.texture > 0.0 && report.textureBefore > 0.0);
        }

        const double after = trainer->evaluateRemovals(pairs, 4)->texture;
        QVERIFY2(after < 0.9 * before,
                 qPrintable(QStringLiteral("%1 -> %2").arg(before).arg(after)));
    }

    void aResumedRunEqualsAnUninterruptedOne()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        const PairSet pairs = tinyPairs();
        const auto whole = makeTrainer(tinyOptions());
        runSteps(*whole, pairs, 6);

        const auto first = makeTrainer(tinyOptions());
        runSteps(*first, pairs, 3);
        QVERIFY(first->save(file).has_value());
        const auto second = makeTrainer(tinyOptions());
        QVERIFY(second->load(file).has_value());
        runSteps(*second, pairs, 3);

        QCOMPARE(second->stepsDone(), whole->stepsDone());
        QCOMPARE(second->evaluate(pairs, 2)->loss, whole->evaluate(pairs, 2)->loss);
        QCOMPARE(*second->sample(pairs, 1, 0.5F, 3, 1.0F, 9),
                 *whole->sample(pairs, 1, 0.5F, 3, 1.0F, 9));
    }

    void bfloat16LearnsWhatFloat32Learns()
    {
        const PairSet pairs = tinyPairs();
        DenoiserOptions options = tinyOptions();
        options.precision = "float32";
        const auto exact = makeTrainer(options);
        options.precision = "bfloat16";
        const auto rounded = makeTrainer(options);
        const double before = exact->evaluate(pairs, 4)->loss;
        // Eight bits of mantissa: a forward pass is off by under a percent.
        QVERIFY(std::abs(rounded->evaluate(pairs, 4)->loss - before) < 0.01 * before);

        runSteps(*exact, pairs, 20);
        runSteps(*rounded, pairs, 20);

        const double gained = before - exact->evaluate(pairs, 4)->loss;
        const double alike = before - rounded->evaluate(pairs, 4)->loss;
        QVERIFY2(alike > 0.9 * gained,
                 qPrintable(QStringLiteral("%1 beside %2").arg(alike).arg(gained)));
    }

    void aRunMayGoOnInAnotherPrecision()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        const PairSet pairs = tinyPairs();
        DenoiserOptions options = tinyOptions();
        options.precision = "bfloat16";
        const auto first = makeTrainer(options);
        runSteps(*first, pairs, 3);
        QVERIFY(first->save(file).has_value());

        options.precision = "float32";
        const auto second = makeTrainer(options);
        QVERIFY(second->load(file).has_value());

        QCOMPARE(second->stepsDone(), std::int64_t{3});
        QCOMPARE(second->computeName(), std::string("float32 on cpu"));
        const double loss = second->evaluate(pairs, 4)->loss;
        QVERIFY(std::abs(first->evaluate(pairs, 4)->loss - loss) < 0.01 * loss);
    }

    void aWrongDeviceOrPrecisionIsRefusedByName()
    {
        DenoiserOptions options = tinyOptions();
        options.precision = "float16";
        const auto half = DenoiserTrainer::create(options, tinyCaptions());
        QVERIFY(!half.has_value());
        QVERIFY(half.error().message.find("float16") != std::string::npos);
        options.precision = "auto";
        options.device = "abacus";
        const auto abacus = DenoiserTrainer::create(options, tinyCaptions());
        QVERIFY(!abacus.has_value());
        QCOMPARE(abacus.error().code, core::ErrorCode::InvalidArgument);
    }

    void theNumberOfThreadsChangesNothing()
    {
        const PairSet pairs = tinyPairs();
        DenoiserOptions one = tinyOptions();
        one.threads = 1;
        const auto alone = makeTrainer(one);
        const auto together = makeTrainer(tinyOptions());

        const double a = runSteps(*alone, pairs, 3);
        const double b = runSteps(*together, pairs, 3);

        QCOMPARE(a, b);
    }

    void aCheckpointOfAnotherConfigurationIsRefused()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        QVERIFY(makeTrainer(tinyOptions())->save(file).has_value());
        DenoiserOptions other = tinyOptions();
        other.shape.widths = {16, 32, 32};

        const core::Status loaded = makeTrainer(other)->load(file);

        QVERIFY(!loaded.has_value());
        QCOMPARE(loaded.error().code, core::ErrorCode::BadWeights);
    }

    void pairsOfAnotherLatentAreRefused()
    {
        DenoiserOptions other = tinyOptions();
        other.shape.latentChannels = 6;
        QVERIFY(!makeTrainer(other)->step(tinyPairs()).has_value());
    }

    void whatIsExportedLoadsInTheRealNetworks()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        QVERIFY(makeTrainer(tinyOptions())->exportTo(path).has_value());

        const auto unet = diffusion::loadUNet2DCondition(path + "/unet");
        const auto text = diffusion::loadTextEncoder(path + "/text_encoder");

        QCOMPARE(unet->config().in_channels, std::int64_t{9});
        QCOMPARE(text->width(), std::int64_t{16});
        QCOMPARE(unet->config().textWidth(), text->width());
    }
};

QTEST_APPLESS_MAIN(TestDenoiserTrainer)
#include "tst_denoiser_trainer.moc"
