#include <algorithm>
#include <cmath>

#include <QTemporaryDir>
#include <QTest>

#include "diffusion/models/autoencoder.h"
#include "diffusion/training/autoencoder_trainer.h"
#include "training/support.h"

using namespace diffusion::training;
using namespace training_tests;

namespace {

CropSet testCrops(int count)
{
    CropSet crops;
    crops.side = 32;
    for (int i = 0; i < count; ++i) {
        const core::PixelBuffer picture = testPicture(32, static_cast<std::uint32_t>(i));
        std::transform(picture.data(), picture.data() + picture.count(),
                       std::back_inserter(crops.pixels), [](float v) {
                           return static_cast<std::uint8_t>(
                               std::lround(std::clamp(v, 0.0F, 1.0F) * 255.0F));
                       });
    }
    return crops;
}

AutoencoderOptions tinyOptions()
{
    AutoencoderOptions options;
    options.shape = tinyShape();
    options.batch = 4;
    options.warmup = 1;
    return options;
}

} // namespace

class TestAutoencoderTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainingImprovesTheDecoderOnly()
    {
        auto trainer = AutoencoderTrainer::create(tinyOptions(), testPca(4));
        QVERIFY(trainer.has_value());
        const CropSet crops = testCrops(6);
        const auto before = (*trainer)->evaluate(crops);

        for (int i = 0; i < 60; ++i) {
            QVERIFY((*trainer)->step(crops).has_value());
        }

        const auto after = (*trainer)->evaluate(crops);
        QVERIFY2(after->first > before->first + 1.0,
                 qPrintable(QStringLiteral("%1 dB -> %2 dB").arg(before->first).arg(after->first)));
        QCOMPARE(after->second, before->second); // the components are fixed
    }

    void aResumedRunEqualsAnUninterruptedOne()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        const CropSet crops = testCrops(4);
        auto whole = *AutoencoderTrainer::create(tinyOptions(), testPca(4));
        auto first = *AutoencoderTrainer::create(tinyOptions(), testPca(4));
        auto second = *AutoencoderTrainer::create(tinyOptions(), testPca(4));
        for (int i = 0; i < 4; ++i) {
            QVERIFY(whole->step(crops).has_value());
        }
        for (int i = 0; i < 2; ++i) {
            QVERIFY(first->step(crops).has_value());
        }
        QVERIFY(first->save(file).has_value());
        QVERIFY(second->load(file).has_value());
        for (int i = 0; i < 2; ++i) {
            QVERIFY(second->step(crops).has_value());
        }

        QCOMPARE(second->evaluate(crops)->first, whole->evaluate(crops)->first);
    }

    void otherComponentsAreRefused()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        QVERIFY((*AutoencoderTrainer::create(tinyOptions(), testPca(4)))->save(file).has_value());
        BlockPca other = testPca(4);
        other.mean.front() += 0.25F;

        auto trainer = AutoencoderTrainer::create(tinyOptions(), other);

        QVERIFY(!(*trainer)->load(file).has_value());
        QVERIFY(!AutoencoderTrainer::create(tinyOptions(), testPca(5)).has_value());
    }

    void whatIsExportedLoadsInTheRealNetwork()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const auto trainer = AutoencoderTrainer::create(tinyOptions(), testPca(4));
        QVERIFY((*trainer)->exportTo(path).has_value());

        const auto vae = diffusion::loadAutoencoder(path + "/vae");

        QCOMPARE(vae->latentChannels(), std::int64_t{4});
        QCOMPARE(vae->downscaleFactor(), std::int64_t{8});
        const at::Tensor latent = vae->encode(at::zeros({1, 3, 64, 64}), {}).mean;
        QCOMPARE(vae->decode(latent, {}).size(3), std::int64_t{64});
    }
};

QTEST_APPLESS_MAIN(TestAutoencoderTrainer)
#include "tst_autoencoder_trainer.moc"
