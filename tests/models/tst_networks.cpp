// Parity of whole networks with the reference, on committed fixtures and, where it is there, on the
// complete reference folder; and what pipelines and training rely on: stopping and gradients.

#include <QTest>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "diffusion/check/check_sections.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"
#include "models/load_failure.h"
#include "models/stop_latency.h"

using namespace diffusion;

Q_DECLARE_METATYPE(std::string)

namespace {

/// Further cases of the same kinds, where somebody has any; the fixtures are always run.
std::filesystem::path referenceFolder()
{
    return qgetenv("STILLWATER_REFERENCE").toStdString();
}

/// Adds one row for each case below `root`.
void addCases(const std::filesystem::path& root)
{
    QTest::addColumn<QByteArray>("outcome");
    const check::CheckOptions options{root, STILLWATER_MODULE_FOLDER};
    for (const auto run : {&check::checkText, &check::checkUNet, &check::checkVae}) {
        for (const check::CaseResult& result : run(options)) {
            const QByteArray word = result.outcome == check::Outcome::Passed    ? "passed"
                                    : result.outcome == check::Outcome::Skipped ? "skipped: "
                                                                                : "failed: ";
            QTest::newRow(result.name.c_str())
                << (word == "passed" ? word : word + QByteArray::fromStdString(result.detail));
        }
    }
}

AutoencoderTinyConfig ownAutoencoder()
{
    AutoencoderTinyConfig config;
    config.num_encoder_blocks = {0, 0, 0, 0};
    config.decoder_block_out_channels = {8, 8, 8, 8};
    config.encoder_block_out_channels = {16, 16, 16, 16};
    config.num_decoder_blocks = {1, 1, 1, 1};
    config.latent_channels = 12;
    return config;
}

nlohmann::json smallUNet()
{
    return nlohmann::json::parse(R"({
        "in_channels": 9, "out_channels": 4, "block_out_channels": [16, 32],
        "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
        "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"],
        "attention_head_dim": 4, "cross_attention_dim": 24, "norm_num_groups": 8,
        "layers_per_block": 1})");
}

UNetConditioning textOf(std::int64_t batch, std::int64_t width)
{
    UNetConditioning conditioning;
    conditioning.encoderHiddenStates = at::randn({batch, 5, width});
    return conditioning;
}

} // namespace

class TestNetworks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(2);
        at::manual_seed(1);
    }

    void fixturesGiveTheReferencesNumbers_data() { addCases(STILLWATER_FIXTURES "/reference"); }
    void fixturesGiveTheReferencesNumbers()
    {
        QFETCH(QByteArray, outcome);
        QCOMPARE(outcome, QByteArray("passed"));
    }

    void wholeReferenceFolderGivesTheReferencesNumbers_data()
    {
        QTest::addColumn<QByteArray>("outcome");
        if (!referenceFolder().empty()) {
            addCases(referenceFolder());
        } else {
            QTest::newRow("absent") << QByteArray("absent");
        }
    }
    void wholeReferenceFolderGivesTheReferencesNumbers()
    {
        QFETCH(QByteArray, outcome);
        if (outcome == "absent") {
            QSKIP("set STILLWATER_REFERENCE to the folder with the reference cases");
        }
        QCOMPARE(outcome, QByteArray("passed"));
    }

    void comparisonRefusesWrongNumbersAndNotANumber()
    {
        check::Comparison wrong, notANumber, close;
        wrong.compare("x", at::ones({2}) * 1.0001, at::ones({2}), 1e-7);
        notANumber.compare("x", at::full({2}, NAN), at::ones({2}), 1.0);
        close.compare("x", at::ones({2}) * 1.000001, at::ones({2}), 1e-7);

        QVERIFY(!wrong.passed() && !notANumber.passed() && close.passed());
    }

    void stopRequestEndsAForwardWithinAFifthOfASecond()
    {
        // Wide enough for seconds of work: 640 channels at 64x64.
        nlohmann::json json = smallUNet();
        json["block_out_channels"] = {320, 640};
        json["layers_per_block"] = 2;
        const UNet2DConditionModel unet(UNet2DConditionConfig::parse(json), Weights::random(1));
        const auto waited = stopLatency([&](const RunContext& context) {
            (void)unet.forward(at::randn({2, 9, 96, 96}), at::tensor({10.0}), textOf(2, 24),
                               context);
        });

        QVERIFY2(waited, "the forward finished before it was stopped");
        qInfo("stopped after %lld ms", static_cast<long long>(waited->count()));
        QVERIFY2(waited->count() < 1000, "five times the goal, for busy machines");
    }

    void aStopRequestedBeforehandStopsEveryNetwork()
    {
        std::stop_source stop;
        stop.request_stop();
        const RunContext context{stop.get_token()};
        const auto vae = makeAutoencoderTiny(ownAutoencoder(), Weights::random(1));
        CLIPTextConfig textConfig;
        textConfig.vocab_size = 20;
        textConfig.hidden_size = 16;
        textConfig.num_attention_heads = 2;
        textConfig.num_hidden_layers = 1;
        const auto text = makeCLIPTextModel(textConfig, Weights::random(1));

        QVERIFY_EXCEPTION_THROWN((void)vae->encode(at::zeros({1, 3, 16, 16}), context), Cancelled);
        QVERIFY_EXCEPTION_THROWN((void)vae->decode(at::zeros({1, 12, 2, 2}), context), Cancelled);
        QVERIFY_EXCEPTION_THROWN((void)text->forward(at::zeros({1, 4}, at::kLong), context),
                                 Cancelled);
    }

    void everyParameterOfANewModelGetsAGradient()
    {
        const Weights unetWeights = Weights::random(1);
        const Weights vaeWeights = Weights::random(2);
        const UNet2DConditionModel unet(UNet2DConditionConfig::parse(smallUNet()), unetWeights);
        const auto vae = makeAutoencoderTiny(ownAutoencoder(), vaeWeights);
        for (const Weights* weights : {&unetWeights, &vaeWeights}) {
            for (const auto& [name, tensor] : weights->parameters()) {
                tensor.set_requires_grad(true);
            }
        }

        const at::Tensor out = unet.forward(at::randn({2, 9, 8, 8}), at::tensor({3.0, 900.0}),
                                            textOf(2, 24), RunContext{});
        const at::Tensor latents = vae->encode(at::rand({1, 3, 32, 32}), RunContext{}).mean;
        const at::Tensor image = vae->decode(latents, RunContext{});
        (out.pow(2).mean() + image.pow(2).mean()).backward();

        QVERIFY(latents.sizes() == at::IntArrayRef({1, 12, 4, 4}));
        QVERIFY(image.sizes() == at::IntArrayRef({1, 3, 32, 32}));
        for (const Weights* weights : {&unetWeights, &vaeWeights}) {
            for (const auto& [name, tensor] : weights->parameters()) {
                QVERIFY2(tensor.grad().defined(), name.c_str());
            }
        }
    }

    void aTrainingStepInPlaceIsSeenByTheNetwork()
    {
        const Weights weights = Weights::random(1);
        const UNet2DConditionModel unet(UNet2DConditionConfig::parse(smallUNet()), weights);
        const at::Tensor x = at::randn({1, 9, 8, 8});
        const UNetConditioning text = textOf(1, 24);
        const at::Tensor before = unet.forward(x, at::tensor({3.0}), text, RunContext{});

        weights.parameters().front().second.mul_(2);

        QVERIFY(!at::equal(before, unet.forward(x, at::tensor({3.0}), text, RunContext{})));
    }

    void unsupportedConfigurationsAreRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* patch, const char* says) {
            QTest::newRow(patch) << QByteArray(patch) << QByteArray(says);
        };
        row(R"({"down_block_types": ["AttnDownBlock2D", "DownBlock2D"]})", "down_block_types");
        row(R"({"block_out_channels": [16]})", "block_out_channels");
        row(R"({"block_out_channels": [16, -1]})", "block_out_channels");
        row(R"({"in_channels": "nine"})", "in_channels");
        row(R"({"norm_num_groups": 5})", "norm_num_groups");
        row(R"({"act_fn": "tanhshrink"})", "act_fn");
        row(R"({"num_attention_heads": 3})", "num_attention_heads");
        row(R"({"addition_embed_type": "text_time"})", "projection_class_embeddings_input_dim");
        row(R"({"time_embedding_type": "fourier"})", "time_embedding_type");
        row(R"({"transformer_layers_per_block": [1]})", "transformer_layers_per_block");
    }
    void unsupportedConfigurationsAreRefusedByName()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, says);
        nlohmann::json json = smallUNet();
        json.merge_patch(nlohmann::json::parse(patch.toStdString()));

        const QByteArray message = loadFailure([&] {
            const UNet2DConditionModel unet(UNet2DConditionConfig::parse(json), Weights::random(1));
        });

        QVERIFY2(message.contains(says), message.constData());
    }

    void variantsOfTheUNetRun_data()
    {
        QTest::addColumn<QByteArray>("patch");
        for (const char* patch :
             {R"({"mid_block_type": null})", R"({"mid_block_type": "UNetMidBlock2D"})",
              R"({"time_cond_proj_dim": 16})", R"({"resnet_time_scale_shift": "scale_shift"})",
              R"({"encoder_hid_dim": 24, "cross_attention_dim": 12})",
              R"({"layers_per_block": [1, 2]})", R"({"mid_block_scale_factor": 1.5})",
              R"({"transformer_layers_per_block": [[1], [2]],
                  "reverse_transformer_layers_per_block": [[1, 2], [1, 1]]})",
              R"({"class_embed_type": "timestep"})", R"({"center_input_sample": true})",
              R"({"downsample_padding": 0})", R"({"upcast_attention": true})",
              R"({"only_cross_attention": [false, true]})"}) {
            QTest::newRow(patch) << QByteArray(patch);
        }
    }
    void variantsOfTheUNetRun()
    {
        QFETCH(QByteArray, patch);
        nlohmann::json json = smallUNet();
        const nlohmann::json changes = nlohmann::json::parse(patch.toStdString());
        for (const auto& [key, value] : changes.items()) {
            json[key] = value; // a null must arrive as a null
        }
        const Weights weights = Weights::random(1);
        const UNet2DConditionModel unet(UNet2DConditionConfig::parse(json), weights);
        UNetConditioning conditioning = textOf(1, 24);
        conditioning.classLabels = at::tensor({20});
        conditioning.timestepCond = at::randn({1, 16});

        const at::Tensor out =
            unet.forward(at::randn({1, 9, 9, 7}), at::tensor({3.0}), conditioning, RunContext{});

        QVERIFY(out.sizes() == at::IntArrayRef({1, 4, 9, 7}));
        QVERIFY(at::isfinite(out).all().item<bool>());
    }
};

QTEST_APPLESS_MAIN(TestNetworks)
#include "tst_networks.moc"
