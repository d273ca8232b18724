// Pictures too large to go through an autoencoder whole: what comes out, and what it takes.

#include <cmath>

#include <QTest>

#include "diffusion/models/layers/tiling.h"
#include "diffusion/models/memory/tensor_memory.h"
#include "diffusion/models/networks/large_pictures.h"

using namespace diffusion;

namespace {

AutoencoderKLConfig smallKL()
{
    AutoencoderKLConfig config;
    config.block_out_channels = {16, 16, 32, 32};
    config.layers_per_block = 2;
    config.norm_num_groups = 4;
    return config;
}

/// Nothing is whole; crops of 16 x 16 latents and some more.
PictureLimits smallLimits()
{
    PictureLimits limits;
    limits.wholePixels = 64 * 64;
    limits.cropSide = 240;
    limits.sampleSide = 128;
    return limits;
}

PictureLimits noLimits()
{
    PictureLimits limits;
    limits.wholePixels = std::int64_t{1} << 40;
    return limits;
}

/// One sample, the picture: the statistics are those of the whole.
PictureLimits exactLimits()
{
    PictureLimits limits = smallLimits();
    limits.sampleSide = 1 << 20;
    return limits;
}

/// What pictures are like: slopes, an edge, a patch of texture and a little noise. (1, C, rows,
/// columns)
at::Tensor scene(std::int64_t channels, std::int64_t rows, std::int64_t columns)
{
    const at::Tensor y = at::arange(rows, at::kFloat).unsqueeze(1) / static_cast<double>(rows);
    const at::Tensor x = at::arange(columns, at::kFloat) / static_cast<double>(columns);
    std::vector<at::Tensor> out;
    for (std::int64_t c = 0; c < channels; ++c) {
        const double phase = 0.7 * static_cast<double>(c);
        out.push_back((6.0 * x + phase).sin() * (4.0 * y + phase).cos() +
                      (x + 0.6 * y > 0.8).to(at::kFloat) * 0.6 +
                      (60.0 * x).sin() * (50.0 * y).sin() * (y > 0.5).to(at::kFloat) * 0.4);
    }
    const at::Tensor clean = at::cat(out, 0).view({1, channels, rows, columns});
    return clean + 0.1 * at::randn(clean.sizes());
}

/// Largest difference as a share of what the first covers.
double worstShare(const at::Tensor& a, const at::Tensor& b)
{
    return ((a - b).abs().max() / (a.max() - a.min())).item<double>();
}

double meanShare(const at::Tensor& a, const at::Tensor& b)
{
    return ((a - b).abs().mean() / (a.max() - a.min())).item<double>();
}

} // namespace

class TestLargePictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTensorMemory(); }

    void cropsCoverAPictureOnceAndReachBeyondTheirInnerParts()
    {
        at::Tensor covered = at::zeros({50, 37});
        for (const Crop& crop : tilesOf({50, 37}, 20, 4)) {
            const CellRect &in = crop.inner, &out = crop.outer;
            covered.narrow(0, in.top, in.rows).narrow(1, in.left, in.columns).add_(1);

            QCOMPARE(out.top, std::max<std::int64_t>(0, in.top - 4));
            QCOMPARE(out.left, std::max<std::int64_t>(0, in.left - 4));
            QCOMPARE(out.top + out.rows, std::min<std::int64_t>(50, in.top + in.rows + 4));
            QCOMPARE(out.left + out.columns, std::min<std::int64_t>(37, in.left + in.columns + 4));
            QVERIFY(out.rows <= 22 && out.columns <= 22);
        }
        QVERIFY(at::equal(covered, at::ones({50, 37})));
    }

    void samplesAreSpreadEvenly()
    {
        const auto samples = samplesOf({50, 10}, 16, 4, 3);

        QCOMPARE(samples.size(), std::size_t{3}); // one across: the picture is narrower than they
        QCOMPARE(samples.front().inner.top, 0);   // the picture's edge: nothing is beyond it
        QCOMPARE(samples.front().inner.rows, 12);
        QCOMPARE(samples[1].outer.top, 17);
        QCOMPARE(samples[1].inner.top, 21);
        QCOMPARE(samples[1].inner.rows, 8);
        QCOMPARE(samples.back().outer.top, 33);
        QCOMPARE(samples.back().inner.columns, 10);
    }

    void cropsWithTheStatisticsOfTheWholeDecodeWhatTheWholeDoes()
    {
        const at::NoGradGuard inference;
        const at::Tensor z = scene(4, 53, 61);
        const auto whole = makeAutoencoderKL(smallKL(), Weights::random(1), noLimits());
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(1), exactLimits());

        const at::Tensor expected = whole->decode(z, {});
        const at::Tensor found = parts->decode(z, {});

        QVERIFY(found.sizes() == at::IntArrayRef({1, 3, 424, 488}));
        QVERIFY2(worstShare(expected, found) < 2e-5,
                 qPrintable(QString::number(worstShare(expected, found))));
    }

    void cropsWithTheStatisticsOfTheWholeEncodeWhatTheWholeDoes_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("a multiple of the factor") << 424;
        QTest::newRow("some rows more") << 427;
    }
    void cropsWithTheStatisticsOfTheWholeEncodeWhatTheWholeDoes()
    {
        QFETCH(int, rows);
        const at::NoGradGuard inference;
        const at::Tensor image = scene(3, rows, 488);
        const auto whole = makeAutoencoderKL(smallKL(), Weights::random(1), noLimits());
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(1), exactLimits());

        const EncodedLatents expected = whole->encode(image, {});
        const EncodedLatents found = parts->encode(image, {});

        // The sample leaves out what is beyond whole cells.
        const double bound = rows % 8 == 0 ? 2e-5 : 2e-2;
        QVERIFY(found.mean.sizes() == at::IntArrayRef({1, 4, 53, 61}));
        QVERIFY(worstShare(expected.mean, found.mean) < bound);
        QVERIFY(worstShare(expected.logvar, found.logvar) < bound);
    }

    void sampledStatisticsAreNear_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2}) {
            QTest::addRow("weights %d", seed) << seed;
        }
    }
    void sampledStatisticsAreNear()
    {
        QFETCH(int, seed);
        const at::NoGradGuard inference;
        const auto s = static_cast<std::uint64_t>(seed);
        const auto whole = makeAutoencoderKL(smallKL(), Weights::random(s), noLimits());
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(s), smallLimits());
        const at::Tensor z = scene(4, 64, 80);
        const at::Tensor image = scene(3, 512, 640);

        const at::Tensor decoded = whole->decode(z, {});
        const at::Tensor inCrops = parts->decode(z, {});
        const at::Tensor encoded = whole->encode(image, {}).mean;
        const at::Tensor fromCrops = parts->encode(image, {}).mean;

        // What is common: tiles with statistics of their own, blended where they overlap.
        const at::Tensor blended = diffusion::inTiles(
            z, {32, 8}, 8, [&](const at::Tensor& tile) { return whole->decode(tile, {}); });
        qInfo("decoded: %.4f of the range, %.4f in tiles with norms of their own; encoded: %.4f",
              meanShare(decoded, inCrops), meanShare(decoded, blended),
              meanShare(encoded, fromCrops));
        QVERIFY(meanShare(decoded, inCrops) < 0.03);
        QVERIFY(meanShare(decoded, inCrops) < 0.5 * meanShare(decoded, blended));
        QVERIFY(meanShare(encoded, fromCrops) < 0.03);
    }

    void anAutoencoderWithoutNormsIsExactInCrops()
    {
        AutoencoderTinyConfig config;
        config.encoder_block_out_channels = {8, 8, 8};
        config.num_encoder_blocks = {1, 1, 1};
        config.decoder_block_out_channels = {8, 8, 8};
        config.num_decoder_blocks = {1, 2, 1};
        const Weights weights = Weights::random(1);
        const auto vae = makeAutoencoderTiny(config, weights);
        const at::Tensor image = scene(3, 1103, 1000);

        const at::Tensor latents = vae->encode(image, {}).mean; // in crops
        const at::Tensor decoded = vae->decode(latents, {});
        for (const auto& [name, tensor] : weights.parameters()) { // with gradients: whole
            tensor.set_requires_grad(true);
        }
        const at::Tensor wholeLatents = vae->encode(image, {}).mean.detach();
        const at::Tensor wholeDecoded = vae->decode(wholeLatents, {}).detach();

        QVERIFY(latents.sizes() == at::IntArrayRef({1, 4, 276, 250}));
        QVERIFY(worstShare(wholeLatents, latents) < 2e-5);
        QVERIFY(worstShare(wholeDecoded, decoded) < 2e-5);
    }

    void noSeamIsWhereCropsMeet()
    {
        const at::NoGradGuard inference;
        const auto whole = makeAutoencoderKL(smallKL(), Weights::random(1), noLimits());
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(1), smallLimits());
        const at::Tensor z = scene(4, 64, 80);

        const at::Tensor difference = parts->decode(z, {}) - whole->decode(z, {});

        // How much the difference changes from one row to the next: at seams as anywhere.
        const at::Tensor change =
            (difference.narrow(2, 1, 511) - difference.narrow(2, 0, 511)).abs().mean({0, 1, 3});
        double atSeams = 0.0;
        for (const Crop& crop : tilesOf({64, 80}, 30, 7)) {
            if (crop.inner.top > 0) {
                atSeams = std::max(atSeams, change[crop.inner.top * 8 - 1].item<double>());
            }
        }
        QVERIFY(atSeams > 0.0);
        QVERIFY(atSeams <= change.max().item<double>());
        QVERIFY2(atSeams < 3.0 * change.mean().item<double>(),
                 qPrintable(QString::number(atSeams / change.mean().item<double>())));
    }

    void windowsOfTheCoarseLayersAreBlended()
    {
        const at::NoGradGuard inference;
        PictureLimits windows = exactLimits();
        windows.coarseSide = 64;
        const auto whole = makeAutoencoderKL(smallKL(), Weights::random(1), noLimits());
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(1), windows);
        const at::Tensor z = scene(4, 64, 112);

        const double share = meanShare(whole->decode(z, {}), parts->decode(z, {}));

        QVERIFY2(share > 0.0 && share < 0.05, qPrintable(QString::number(share)));
    }

    void memoryDoesNotGrowWithThePicture()
    {
        const at::NoGradGuard inference;
        const auto whole = makeAutoencoderKL(smallKL(), Weights::random(1), noLimits());
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(1), smallLimits());
        const auto peakOf = [](const Autoencoder& vae, std::int64_t side) {
            const at::Tensor z = scene(4, side, side);
            forgetTensorMemoryPeak();
            const std::size_t before = tensorMemoryUse().held;
            const at::Tensor image = vae.decode(z, {});
            const std::size_t decoding = tensorMemoryUse().peak - before;
            forgetTensorMemoryPeak();
            const std::size_t between = tensorMemoryUse().held;
            static_cast<void>(vae.encode(image, {}));
            return std::max(decoding, tensorMemoryUse().peak - between);
        };

        const std::size_t small = peakOf(*parts, 48), large = peakOf(*parts, 112);
        const std::size_t unbounded = peakOf(*whole, 112);

        // The picture itself and the coarse map do grow: 3 and 32 / 64 floats a pixel.
        const std::size_t own = (112 * 112 - 48 * 48) * 64 * 4 * std::size_t{4};
        qInfo("%zu, %zu; all at once %zu bytes", small, large, unbounded);
        QVERIFY(large < small + own);
        QVERIFY(large < unbounded / 2);
    }

    void aStopRequestIsSeenBetweenCrops()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto parts = makeAutoencoderKL(smallKL(), Weights::random(1), smallLimits());

        QVERIFY_EXCEPTION_THROWN((void)parts->decode(scene(4, 32, 32), {stop.get_token()}),
                                 Cancelled);
    }

    void gradientsNeedTheWholePicture()
    {
        const Weights weights = Weights::random(1);
        const auto parts = makeAutoencoderKL(smallKL(), weights, smallLimits());
        for (const auto& [name, tensor] : weights.parameters()) {
            tensor.set_requires_grad(true);
        }

        parts->decode(scene(4, 12, 12), {}).pow(2).mean().backward();

        for (const auto& [name, tensor] : weights.parameters()) {
            QVERIFY2(tensor.grad().defined() || name.find("encoder") == 0 ||
                         name.find("quant") == 0,
                     name.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestLargePictures)
#include "tst_large_pictures.moc"
