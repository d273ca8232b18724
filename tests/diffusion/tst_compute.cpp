// The choice of device and precision, and that lower precision stays near float32.

#include <cmath>
#include <future>

#include <QtTest/QtTest>

#include <ATen/Context.h>

#include "diffusion/engine/compute.h"
#include "diffusion/engine/fill_engine.h"
#include "diffusion/engine/model_loader.h"
#include "diffusion/models/layers/kernels/processor.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;

class TestCompute : public QObject {
    Q_OBJECT

    static core::PixelBuffer pictureOf(const fs::path& model, ComputeChoice choice)
    {
        FillEngine engine(makeModelLoader(STILLWATER_MODULE_FOLDER, std::move(choice)), {});
        FillRequest request;
        request.action = Action::Create;
        request.model = model.string();
        request.image = core::PixelBuffer(64, 64, 3, 0.5F);
        request.mask = core::PixelBuffer(64, 64, 1, 1.0F);
        request.prompt = "a boat";
        request.steps = 3;
        request.seed = 5;
        std::promise<core::Result<FillResult>> promise;
        const auto id =
            engine.submit(std::move(request),
                          {{}, [&promise](auto result) { promise.set_value(std::move(result)); }});
        if (!id) {
            qWarning("%s", id.error().message.c_str());
            return {};
        }
        auto result = promise.get_future().get();
        if (!result) {
            qWarning("%s", result.error().message.c_str());
            return {};
        }
        return std::move(result->image);
    }

private Q_SLOTS:
    void smallModelsStayInFloat32OnTheProcessor()
    {
        const Compute compute = chooseCompute({"cpu", "auto"}, 10'000'000);
        QVERIFY(compute.device.is_cpu());
        QVERIFY(compute.dtype == at::kFloat);
    }

    void largeModelsTakeWhatTheProcessorMultipliesFastest()
    {
        const at::ScalarType dtype = chooseCompute({"cpu", "auto"}, 2'000'000'000).dtype;
        QVERIFY(dtype == (kernels::multipliesBfloat16() ? at::kBFloat16 : at::kFloat));
    }

    void aPrecisionCanBeForced()
    {
        QVERIFY(chooseCompute({"cpu", "bfloat16"}, 0).dtype == at::kBFloat16);
        QVERIFY(chooseCompute({"cpu", "float32"}, 2'000'000'000).dtype == at::kFloat);
    }

    void whatCannotBeHadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("precision");
        QTest::addColumn<QByteArray>("mention");
        QTest::newRow("device") << QByteArray("tpu") << QByteArray("auto") << QByteArray("tpu");
        QTest::newRow("precision") << QByteArray("cpu") << QByteArray("int3") << QByteArray("int3");
        QTest::newRow("float16 on the processor")
            << QByteArray("cpu") << QByteArray("float16") << QByteArray("graphics card");
        if (!at::hasCUDA()) {
            QTest::newRow("no graphics card")
                << QByteArray("cuda") << QByteArray("auto") << QByteArray("CUDA");
        }
    }
    void whatCannotBeHadIsRefused()
    {
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, precision);
        QFETCH(QByteArray, mention);
        try {
            static_cast<void>(chooseCompute({device.toStdString(), precision.toStdString()}, 0));
            QFAIL("accepted");
        } catch (const LoadError& error) {
            QVERIFY(QByteArray(error.what()).contains(mention));
        }
    }

    /// The U-Net of Stable Diffusion in small, the same weights in both: bfloat16 keeps 8 bits, an
    /// error of 0.4 % a rounding; some fifty layers in a row leave 3 % of the output's size.
    void networksInBfloat16StayNearFloat32()
    {
        const at::NoGradGuard inference;
        const auto json = nlohmann::json::parse(R"({
            "in_channels": 4, "out_channels": 4, "cross_attention_dim": 24,
            "attention_head_dim": 4, "block_out_channels": [32, 64], "norm_num_groups": 8,
            "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
            "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"]})");
        const auto config = UNet2DConditionConfig::parse(json);
        const UNet2DConditionModel exact(config, Weights::random(1));
        const UNet2DConditionModel small(config, Weights::random(1, at::kBFloat16));
        at::manual_seed(1);
        const at::Tensor sample = at::randn({2, 4, 16, 16});
        UNetConditioning conditioning;
        conditioning.encoderHiddenStates = at::randn({2, 20, 24});
        const at::Tensor time = at::full({1}, 400.0);

        const at::Tensor a = exact.forward(sample, time, conditioning, RunContext{});
        const at::Tensor b = small.forward(sample, time, conditioning, RunContext{});

        QVERIFY2(b.scalar_type() == at::kFloat, "networks give what they were given");
        const double error = (a - b).norm().item<double>() / a.norm().item<double>();
        qInfo("relative error %.4f", error);
        QVERIFY(error > 0.0);
        QVERIFY(error < 0.03);
    }

    void aWholePictureInBfloat16IsNearTheOneInFloat32()
    {
        QTemporaryDir folder;
        const fs::path model =
            tiny::stableDiffusion(fs::path(folder.path().toStdString()) / "sd", "sd15");
        const core::PixelBuffer exact = pictureOf(model, {"cpu", "float32"});
        const core::PixelBuffer small = pictureOf(model, {"cpu", "bfloat16"});
        QVERIFY(exact.count() > 0 && exact.count() == small.count());
        double squares = 0.0;
        for (std::size_t i = 0; i < exact.count(); ++i) {
            squares += std::pow(exact.data()[i] - small.data()[i], 2);
        }
        const double rms = std::sqrt(squares / static_cast<double>(exact.count()));
        qInfo("root mean square difference %.4f", rms);
        QVERIFY(rms > 0.0);
        QVERIFY(rms < 0.03);
    }
};

QTEST_GUILESS_MAIN(TestCompute)
#include "tst_compute.moc"
