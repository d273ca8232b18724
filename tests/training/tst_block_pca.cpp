#include <QTest>

#include "diffusion/models/tensor.h"
#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/training/noise_levels.h"
#include "diffusion/training/pca_encoder.h"
#include "training/support.h"

using namespace diffusion::training;
using namespace training_tests;

namespace {

double meanSquare(const core::PixelBuffer& a, const core::PixelBuffer& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.count(); ++i) {
        const double d = static_cast<double>(a.data()[i]) - b.data()[i];
        sum += d * d;
    }
    return sum / static_cast<double>(a.count());
}

/// Exact inverse of what the encoder tensors claim: through the real AutoencoderTiny.
at::Tensor encodeWithNetwork(const BlockPca& pca, const core::PixelBuffer& picture)
{
    ModelShape shape;
    shape.latentChannels = pca.components;
    std::map<std::string, at::Tensor> tensors;
    const auto config =
        diffusion::AutoencoderTinyConfig::parse(nlohmann::json::parse(vaeConfig(shape)));
    const auto probe = diffusion::Weights::random(1);
    (void)diffusion::makeAutoencoderTiny(config, probe);
    for (const auto& [name, tensor] : probe.parameters()) {
        tensors[name] = tensor;
    }
    for (const auto& [name, tensor] : pcaEncoderWeights(pca, shape.encoderWidth, kLatentScale)) {
        tensors[name] = tensor;
    }
    const auto network = diffusion::makeAutoencoderTiny(
        config, diffusion::Weights(diffusion::makeMapSource(tensors, "test")));
    const at::Tensor image = at::from_blob(const_cast<float*>(picture.data()),
                                           {1, picture.height(), picture.width(), 3}, at::kFloat)
                                 .permute({0, 3, 1, 2});
    return network->scaleLatents(network->encode(image * 2 - 1, {}).mean).contiguous();
}

} // namespace

class TestBlockPca : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allComponentsLoseNothing()
    {
        BlockPcaFitter fitter;
        for (std::uint32_t seed = 0; seed < 20; ++seed) {
            fitter.add(testPicture(64, seed));
        }
        const auto pca = fitter.fit(kBlockValues);
        QVERIFY(pca.has_value());
        const core::PixelBuffer picture = testPicture(64, 99);

        const core::PixelBuffer back = pca->decode(pca->encode(picture), 8, 8);

        QVERIFY(meanSquare(picture, back) < 1e-8); // float32 rounding only
    }

    void moreComponentsLoseLess()
    {
        const core::PixelBuffer picture = testPicture(64, 3);
        const BlockPca few = testPca(2);
        const BlockPca more = testPca(24);

        const double lossFew = meanSquare(picture, few.decode(few.encode(picture), 8, 8));
        const double lossMore = meanSquare(picture, more.decode(more.encode(picture), 8, 8));

        QVERIFY(lossMore < 0.9 * lossFew);
    }

    void latentsHaveUnitDeviationOverTheData()
    {
        const BlockPca pca = testPca(4);
        std::vector<double> squares(4, 0.0);
        for (std::uint32_t seed = 0; seed < 8; ++seed) {
            const auto latent = pca.encode(testPicture(64, seed));
            for (std::size_t i = 0; i < latent.size(); ++i) {
                squares[i / 64] += static_cast<double>(latent[i]) * latent[i] / (64 * 8);
            }
        }
        for (const double square : squares) {
            QVERIFY2(std::abs(square - 1.0) < 0.01, qPrintable(QString::number(square)));
        }
    }

    void theNetworkEncodesExactlyWhatTheComponentsSay()
    {
        const BlockPca pca = testPca(12);
        const core::PixelBuffer picture = testPicture(64, 7);
        const std::vector<float> expected = pca.encode(picture);

        const at::Tensor latent = encodeWithNetwork(pca, picture);

        QCOMPARE(latent.numel(), static_cast<std::int64_t>(expected.size()));
        double worst = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            worst = std::max<double>(worst, std::abs(latent.data_ptr<float>()[i] - expected[i]));
        }
        // Sums of 192 float32 products in two orders, divided by small deviations.
        QVERIFY2(worst < 2e-3, qPrintable(QString::number(worst)));
    }

    void tooFewBlocksAreRefused()
    {
        BlockPcaFitter fitter;
        fitter.add(testPicture(64, 1));
        QVERIFY(!fitter.fit(4).has_value());
    }
};

QTEST_APPLESS_MAIN(TestBlockPca)
#include "tst_block_pca.moc"
