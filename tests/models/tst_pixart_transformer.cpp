// PixArt's transformer gives the numbers of a plain computation made without it (fixtures/pixart),
// and does what pipelines rely on.

#include <fstream>

#include <QtTest/QtTest>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "diffusion/check/check_sections.h"
#include "diffusion/models/networks/position_embedding.h"
#include "diffusion/models/pixart_transformer.h"
#include "models/load_failure.h"
#include "models/stop_latency.h"

using namespace diffusion;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(nlohmann::json)

namespace {

const fs::path kFixtures = fs::path(STILLWATER_FIXTURES) / "pixart";

nlohmann::json configOf(const fs::path& model)
{
    std::ifstream in(model / "config.json");
    return nlohmann::json::parse(in);
}

nlohmann::json smallConfig()
{
    return {{"_class_name", "PixArtTransformer2DModel"},
            {"num_attention_heads", 2},
            {"attention_head_dim", 12},
            {"num_layers", 2},
            {"cross_attention_dim", 24},
            {"caption_channels", 16},
            {"sample_size", 16}};
}

PixArtTransformer2D smallNetwork()
{
    return {PixArtTransformerConfig::parse(smallConfig()), Weights::random(7)};
}

UNetConditioning captions(std::int64_t count, std::int64_t tokens)
{
    UNetConditioning out;
    out.encoderHiddenStates = at::randn({count, tokens, 16});
    return out;
}

/// 1 for the first `lengths[b]` tokens.
at::Tensor maskOf(const std::vector<std::int64_t>& lengths, std::int64_t tokens)
{
    at::Tensor mask = at::zeros({static_cast<std::int64_t>(lengths.size()), tokens});
    for (std::size_t b = 0; b < lengths.size(); ++b) {
        mask[static_cast<std::int64_t>(b)].slice(0, 0, lengths[b]).fill_(1.0);
    }
    return mask;
}

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : 1e9;
}

} // namespace

class TestPixArtTransformer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1); // the models are so small that a second thread costs more
        at::manual_seed(1);
    }

    void casesGiveTheNumbersOfAPlainComputation_data()
    {
        QTest::addColumn<bool>("passed");
        QTest::addColumn<QByteArray>("detail");
        const auto results = check::checkTransformer({kFixtures, STILLWATER_MODULE_FOLDER});
        QCOMPARE(results.size(), std::size_t(5));
        for (const check::CaseResult& result : results) {
            QTest::newRow(result.name.c_str()) << (result.outcome == check::Outcome::Passed)
                                               << QByteArray::fromStdString(result.detail);
        }
    }
    void casesGiveTheNumbersOfAPlainComputation()
    {
        QFETCH(bool, passed);
        QFETCH(QByteArray, detail);
        qInfo("%s", detail.constData());
        QVERIFY2(passed, detail.constData());
    }

    /// So that the cases above mean something: each of these keys changes what must come out.
    void aKeyThatIsReadWronglyFailsACase_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<nlohmann::json>("patch");
        const auto row = [](const char* model, const nlohmann::json& patch) {
            QTest::newRow(patch.begin().key().c_str()) << QString::fromLatin1(model) << patch;
        };
        row("alpha", {{"interpolation_scale", 1.0}});
        row("alpha", {{"num_attention_heads", 3}, {"attention_head_dim", 8}});
        row("alpha", {{"activation_fn", "gelu"}});
        row("alpha", {{"sample_size", 96}, {"use_additional_conditions", true}});
        row("sigma", {{"norm_eps", 1e-6}});
        row("sigma", {{"norm_elementwise_affine", false}});
    }
    void aKeyThatIsReadWronglyFailsACase()
    {
        QFETCH(QString, model);
        QFETCH(nlohmann::json, patch);
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        fs::copy(kFixtures, root,
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        const fs::path changed = root / "models" / model.toStdString();
        nlohmann::json config = configOf(changed);
        config.update(patch);
        fs::remove(changed / "config.json");
        std::ofstream(changed / "config.json") << config.dump();
        int failed = 0;
        for (const check::CaseResult& result : check::checkTransformer({root, {}})) {
            const bool isHis = result.name.starts_with("transformer/" + model.toStdString());
            failed += isHis && result.outcome == check::Outcome::Failed;
            QVERIFY(isHis || result.outcome == check::Outcome::Passed);
        }
        QCOMPARE(failed, 2);
    }

    void onlyTheLearntVarianceIsLeftAway()
    {
        const at::NoGradGuard inference;
        const PixArtTransformer2D network = smallNetwork(); // 4 in, 8 out
        const at::Tensor x = at::randn({1, 4, 8, 6}), t = at::tensor({5.0F});
        const UNetConditioning words = captions(1, 5);
        const at::Tensor all = network.output(x, t, words, {});
        QCOMPARE(all.sizes(), at::IntArrayRef({1, 8, 8, 6}));
        QVERIFY(at::equal(network.forward(x, t, words, {}), all.narrow(1, 0, 4)));
        nlohmann::json config = smallConfig();
        config["out_channels"] = 4;
        const PixArtTransformer2D plain(PixArtTransformerConfig::parse(config), Weights::random(7));
        QVERIFY(at::equal(plain.forward(x, t, words, {}), plain.output(x, t, words, {})));
    }

    void maskedTokensChangeNothing_data()
    {
        QTest::addColumn<bool>("gap");
        QTest::newRow("behind the caption") << false;
        QTest::newRow("inside the caption") << true;
    }
    void maskedTokensChangeNothing()
    {
        QFETCH(bool, gap);
        const at::NoGradGuard inference;
        const PixArtTransformer2D network = smallNetwork();
        const at::Tensor x = at::randn({2, 4, 8, 8}), t = at::tensor({500.0F});
        UNetConditioning words = captions(2, 30);
        words.encoderAttentionMask = maskOf({20, 3}, 30);
        if (gap) {
            words.encoderAttentionMask.select(1, 1).zero_();
        }
        const at::Tensor before = network.forward(x, t, words, {});
        const at::Tensor ignored = 1.0 - words.encoderAttentionMask.unsqueeze(-1);
        UNetConditioning others = words;
        others.encoderHiddenStates =
            words.encoderHiddenStates + ignored * at::randn(words.encoderHiddenStates.sizes());
        QVERIFY(at::equal(network.forward(x, t, others, {}), before));
        others.encoderHiddenStates = words.encoderHiddenStates + 0.1;
        QVERIFY(distance(network.forward(x, t, others, {}), before) > 1e-4);
        others.encoderHiddenStates = words.encoderHiddenStates;
        others.encoderAttentionMask = at::Tensor();
        QVERIFY(distance(network.forward(x, t, others, {}), before) > 1e-4);
    }

    void aCaptionAloneAndInABatchGiveTheSame()
    {
        const at::NoGradGuard inference;
        const PixArtTransformer2D network = smallNetwork();
        const at::Tensor x = at::randn({2, 4, 8, 8}), t = at::tensor({500.0F});
        UNetConditioning words = captions(2, 30);
        words.encoderAttentionMask = maskOf({25, 17}, 30);
        const at::Tensor both = network.forward(x, t, words, {});
        for (std::int64_t b = 0; b < 2; ++b) {
            UNetConditioning one;
            one.encoderHiddenStates = words.encoderHiddenStates.narrow(0, b, 1);
            one.encoderAttentionMask = words.encoderAttentionMask.narrow(0, b, 1);
            QVERIFY(distance(network.forward(x.narrow(0, b, 1), t, one, {}), both.narrow(0, b, 1)) <
                    1e-5);
        }
    }

    void positionsOfAnyGridSpanTheTrainedOne()
    {
        const at::Tensor square = gridPositions({4, 4, 4, 1.0}, 8);
        const at::Tensor fine = gridPositions({8, 8, 4, 1.0}, 8).view({8, 8, 8});
        QVERIFY(at::equal(fine.slice(0, 0, 8, 2).slice(1, 0, 8, 2).reshape({16, 8}), square));
        const at::Tensor second = gridPositions({4, 4, 4, 2.0}, 8).view({4, 4, 8});
        QVERIFY(at::equal(second[2][2], square.view({4, 4, 8})[1][1]));
        // Columns first: along a row only the first half of a vector changes.
        const at::Tensor map = square.view({4, 4, 8});
        QVERIFY(at::equal(map[0][3].slice(0, 4, 8), map[0][0].slice(0, 4, 8)));
        QVERIFY(std::abs(map[0][3][0].item<double>() - std::sin(3.0)) < 1e-6);
        QVERIFY(std::abs(map[3][0][4].item<double>() - std::sin(3.0)) < 1e-6);
    }

    void theOlderClassHasOtherDefaults()
    {
        const nlohmann::json old{{"_class_name", "Transformer2DModel"},
                                 {"norm_type", "ada_norm_single"},
                                 {"patch_size", 2},
                                 {"sample_size", 64},
                                 {"attention_head_dim", 12},
                                 {"num_attention_heads", 2}};
        const auto config = PixArtTransformerConfig::parse(old);
        QVERIFY(!config.attention_bias && config.norm_elementwise_affine);
        QCOMPARE(config.out_channels, std::int64_t(4));
        QCOMPARE(config.cross_attention_dim, std::int64_t(0));
        QVERIFY(!config.use_additional_conditions);
        QCOMPARE(config.interpolation_scale, 1.0);
        const auto large = PixArtTransformerConfig::parse(
            {{"_class_name", "PixArtTransformer2DModel"}, {"sample_size", 256}});
        QCOMPARE(large.interpolation_scale, 4.0);
        QVERIFY(!large.use_additional_conditions && large.attention_bias);
        QVERIFY(PixArtTransformerConfig::parse({{"sample_size", 128}}).use_additional_conditions);
        QVERIFY(isPixArtConfig(old) && isPixArtConfig(smallConfig()));
        QVERIFY(
            !isPixArtConfig({{"_class_name", "Transformer2DModel"}, {"norm_type", "layer_norm"}}));
        QVERIFY(!isPixArtConfig({{"_class_name", "SD3Transformer2DModel"}}));
        QVERIFY(!isPixArtConfig(nullptr) && !isPixArtConfig({{"_class_name", 3}}));
    }

    void configurationsOfOtherTransformersAreRefusedByKey_data()
    {
        QTest::addColumn<nlohmann::json>("patch");
        const auto row = [](const nlohmann::json& patch) {
            QTest::newRow(patch.begin().key().c_str()) << patch;
        };
        row({{"norm_type", "ada_norm_zero"}});
        row({{"activation_fn", "swiglu"}});
        row({{"attention_type", "gated"}});
        row({{"interpolation_scale", 0}});
        row({{"sample_size", 1}});
        row({{"attention_head_dim", 7}});
        row({{"cross_attention_dim", 32}});
        row({{"num_attention_heads", 10000000}});
    }
    void configurationsOfOtherTransformersAreRefusedByKey()
    {
        QFETCH(nlohmann::json, patch);
        nlohmann::json config = smallConfig();
        config.update(patch);
        const QByteArray failure =
            loadFailure([&] { (void)PixArtTransformerConfig::parse(config); });
        QVERIFY2(failure.contains(patch.begin().key().c_str()), failure.constData());
    }

    void gradientsReachTheWeights()
    {
        const Weights weights = Weights::random(7);
        const PixArtTransformer2D network(PixArtTransformerConfig::parse(smallConfig()), weights);
        const at::Tensor x = at::randn({2, 4, 6, 6}), t = at::tensor({500.0F});
        UNetConditioning words = captions(2, 9);
        words.encoderAttentionMask = maskOf({9, 4}, 9);
        const at::Tensor plain = network.forward(x, t, words, {});
        for (const auto& [name, tensor] : weights.parameters()) {
            tensor.requires_grad_(true);
        }
        const at::Tensor out = network.forward(x, t, words, {});
        QVERIFY(distance(out.detach(), plain) < 1e-5);
        out.square().sum().backward();
        for (const auto& [name, tensor] : weights.parameters()) {
            if (name.ends_with(".to_k.bias")) {
                continue; // the same for all keys, so that the softmax does not see it
            }
            QVERIFY2(tensor.grad().defined() && tensor.grad().abs().max().item<double>() > 0.0,
                     name.c_str());
        }
    }

    void bfloat16StaysNearFloat32()
    {
        const at::NoGradGuard inference;
        const auto config = PixArtTransformerConfig::parse(smallConfig());
        const PixArtTransformer2D whole(config, Weights::random(7));
        const PixArtTransformer2D rough(config, Weights::random(7, at::kBFloat16));
        const at::Tensor x = at::randn({1, 4, 8, 8}), t = at::tensor({500.0F});
        const UNetConditioning words = captions(1, 20);
        const at::Tensor golden = whole.forward(x, t, words, {});
        const at::Tensor out = rough.forward(x, t, words, {});
        QCOMPARE(out.scalar_type(), at::kFloat);
        // Eight bits of mantissa, some twenty roundings one after another.
        QVERIFY(distance(out, golden) < 0.05 * golden.abs().max().item<double>());
    }

    void stopRequestEndsAForwardWithinAFifthOfASecond()
    {
        const at::NoGradGuard inference;
        at::set_num_threads(2);
        nlohmann::json json = smallConfig();
        json.update({{"num_attention_heads", 8},
                     {"attention_head_dim", 72},
                     {"cross_attention_dim", 576},
                     {"sample_size", 64}});
        const PixArtTransformer2D network(PixArtTransformerConfig::parse(json), Weights::random(1));
        const auto waited = stopLatency([&](const RunContext& context) {
            (void)network.forward(at::randn({2, 4, 160, 160}), at::tensor({10.0}), captions(2, 20),
                                  context);
        });
        QVERIFY2(waited, "the forward finished before it was stopped");
        qInfo("stopped after %lld ms", static_cast<long long>(waited->count()));
        QVERIFY2(waited->count() < 1000, "five times the goal, for busy machines");
    }
};

QTEST_GUILESS_MAIN(TestPixArtTransformer)
#include "tst_pixart_transformer.moc"
