#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "diffusion/training/autoencoder_trainer.h"
#include "diffusion/training/denoiser_trainer.h"
#include "diffusion/training/model_export.h"
#include "diffusion/training/model_import.h"
#include "training/support.h"

using namespace diffusion::training;
namespace fs = std::filesystem;

namespace {

DenoiserOptions tinyDenoiser(std::uint64_t seed)
{
    DenoiserOptions options;
    options.shape = training_tests::tinyShape();
    options.batch = 2;
    options.seed = seed;
    options.threads = 1;
    return options;
}

std::string bytesOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A whole model folder of tiny shapes.
void writeModel(const std::string& folder, std::uint64_t seed, const BlockPca& pca)
{
    AutoencoderOptions decoder;
    decoder.shape = training_tests::tinyShape();
    QVERIFY((*AutoencoderTrainer::create(decoder, pca))->exportTo(folder).has_value());
    auto trainer = DenoiserTrainer::create(tinyDenoiser(seed), training_tests::tinyCaptions());
    QVERIFY((*trainer)->exportTo(folder).has_value());
    const std::string words = folder + "/words";
    std::ofstream(words) << "none";
    QVERIFY(exportFrame(folder, {}, words, 8).has_value());
}

} // namespace

class TestModelImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theComponentsComeBackFromTheEncoderOfAModel()
    {
        const QTemporaryDir folder;
        const std::string model = folder.path().toStdString();
        const BlockPca pca = training_tests::testPca(4);
        writeModel(model, 1, pca);

        const auto back = readModelPca(model);

        QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
        QCOMPARE(back->components, 4);
        const core::PixelBuffer picture = training_tests::testPicture(32, 5);
        const std::vector<float> wanted = pca.encode(picture);
        const std::vector<float> given = back->encode(picture);
        QCOMPARE(given.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            QVERIFY(std::abs(given[i] - wanted[i]) < 0.02F);
        }
    }

    void trainingGoesOnFromTheWeightsOfAModel()
    {
        const QTemporaryDir folder;
        const std::string model = folder.filePath(QStringLiteral("a")).toStdString();
        const std::string again = folder.filePath(QStringLiteral("b")).toStdString();
        fs::create_directories(model);
        writeModel(model, 1, training_tests::testPca(4));
        auto other = DenoiserTrainer::create(tinyDenoiser(2), training_tests::tinyCaptions());

        QVERIFY((*other)->startFrom(model).has_value());

        QVERIFY((*other)->exportTo(again).has_value());
        const fs::path unet = fs::path("unet") / "diffusion_pytorch_model.safetensors";
        QCOMPARE(bytesOf(again / unet), bytesOf(model / unet));
        QVERIFY((*other)->step(training_tests::tinyPairs()).has_value());
        QVERIFY((*other)->exportTo(again).has_value());
        QVERIFY(bytesOf(again / unet) != bytesOf(model / unet));
    }

    void modelsOfAnotherKindAreRefused()
    {
        const QTemporaryDir folder;
        const std::string model = folder.path().toStdString();
        writeModel(model, 1, training_tests::testPca(4));
        auto larger = DenoiserTrainer::create(
            [] {
                DenoiserOptions options = tinyDenoiser(1);
                options.shape.textWidth = 32;
                return options;
            }(),
            training_tests::tinyCaptions());
        QCOMPARE((*larger)->startFrom(model).error().code, core::ErrorCode::BadWeights);
        std::ofstream(fs::path(model) / "scheduler" / "scheduler_config.json") << "{}";
        auto same = DenoiserTrainer::create(tinyDenoiser(1), training_tests::tinyCaptions());
        QCOMPARE((*same)->startFrom(model).error().code, core::ErrorCode::BadWeights);
        QVERIFY(!(*same)->startFrom(model + "/none").has_value());
        QVERIFY(!readModelPca(model + "/none").has_value());
        fs::copy_file(fs::path(model) / "unet" / "diffusion_pytorch_model.safetensors",
                      fs::path(model) / "vae" / "diffusion_pytorch_model.safetensors",
                      fs::copy_options::overwrite_existing);
        QCOMPARE(readModelPca(model).error().code, core::ErrorCode::BadWeights);
    }
};

QTEST_APPLESS_MAIN(TestModelImport)
#include "tst_model_import.moc"
