// LoRAs and embeddings over a tiny model, against sums made by hand in float64.

#include <future>

#include <QtTest/QtTest>

#include "diffusion/engine.h"
#include "diffusion/engine/adapters/lora_names.h"
#include "diffusion/engine/adapters/lora_set.h"
#include "diffusion/engine/adapters/textual_inversion.h"
#include "diffusion/engine/families/family.h"
#include "diffusion/engine/prompts/prompt_encoder.h"
#include "diffusion/models/load_error.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;

namespace {

using Tensors = std::vector<std::pair<std::string, at::Tensor>>;

constexpr const char* kQuery = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
constexpr const char* kConv = "down_blocks.0.resnets.0.conv1";
constexpr const char* kText = "text_model.encoder.layers.0.mlp.fc1";

at::Tensor noise(std::uint64_t seed, at::IntArrayRef shape)
{
    return SeededNoise(seed).normal(shape) * 0.3;
}

at::Tensor find(const NamedTensors& tensors, const std::string& name)
{
    for (const auto& [key, tensor] : tensors) {
        if (key == name) {
            return tensor;
        }
    }
    throw std::runtime_error("no tensor " + name);
}

NamedTensors copyOf(const NamedTensors& tensors)
{
    NamedTensors out;
    for (const auto& [name, tensor] : tensors) {
        out.emplace_back(name, tensor.clone());
    }
    return out;
}

double largestDifference(const NamedTensors& a, const NamedTensors& b)
{
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, (a[i].second - b[i].second).abs().max().item<double>());
    }
    return largest;
}

/// up down in float64, as a weight of `shape`.
at::Tensor product(const at::Tensor& up, const at::Tensor& down, at::IntArrayRef shape)
{
    return up.to(at::kDouble)
        .reshape({up.size(0), -1})
        .mm(down.to(at::kDouble).reshape({down.size(0), -1}))
        .reshape(shape);
}

void verifyClose(const at::Tensor& actual, const at::Tensor& expected64)
{
    const double error = (actual.to(at::kDouble) - expected64).abs().max().item<double>();
    QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
}

} // namespace

class TestAdapters : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<LoadedModel> m_model;

    [[nodiscard]] fs::path path(const std::string& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    fs::path write(const char* name, const Tensors& tensors) const
    {
        writeSafetensors(path(name), tensors);
        return path(name);
    }
    [[nodiscard]] at::Tensor unet(const std::string& layer) const
    {
        return find(m_model->unetParameters, layer + ".weight");
    }
    [[nodiscard]] at::Tensor text(const std::string& layer) const
    {
        return find(m_model->textParameters.at(0), layer + ".weight");
    }

    /// A file in kohya's names with a linear layer, a convolution and a layer of the text encoder.
    fs::path kohyaFile(const char* name, std::uint64_t seed) const
    {
        const at::Tensor q = unet(kQuery);
        const at::Tensor conv = unet(kConv);
        const at::Tensor fc1 = text(kText);
        const std::string u = "lora_unet_";
        const std::string t = "lora_te_" + flattenedName(kText);
        return write(
            name,
            {{u + flattenedName(kQuery) + ".lora_down.weight", noise(seed, {3, q.size(1)})},
             {u + flattenedName(kQuery) + ".lora_up.weight", noise(seed + 1, {q.size(0), 3})},
             {u + flattenedName(kQuery) + ".alpha", at::tensor(1.5F)},
             {u + flattenedName(kConv) + ".lora_down.weight",
              noise(seed + 2, {2, conv.size(1), 3, 3}).to(at::kHalf)},
             {u + flattenedName(kConv) + ".lora_up.weight",
              noise(seed + 3, {conv.size(0), 2, 1, 1}).to(at::kHalf)},
             {t + ".lora_down.weight", noise(seed + 4, {4, fc1.size(1)})},
             {t + ".lora_up.weight", noise(seed + 5, {fc1.size(0), 4})}});
    }

    void verifyRefused(const fs::path& file, core::ErrorCode code, const char* mention)
    {
        const NamedTensors before = copyOf(m_model->unetParameters);
        LoraSet set(*m_model);
        try {
            set.use({{file.string(), 1.0F}}, {});
            QFAIL("was taken");
        } catch (const LoadError& e) {
            qInfo("%s", e.what());
            QCOMPARE(static_cast<int>(e.code()), static_cast<int>(code));
            QVERIFY(std::string(e.what()).find(mention) != std::string::npos);
        }
        QCOMPARE(largestDifference(before, m_model->unetParameters), 0.0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        tiny::stableDiffusion(path("model"), "sd15");
        const ModelFiles files = readModelFiles(path("model").string());
        m_model = familyOf(files).load(files, {STILLWATER_MODULE_FOLDER, {}, {}});
        QVERIFY(m_model->unetParameters.size() > 100);
    }

    void severalLorasAddUpWithTheirWeights()
    {
        const at::NoGradGuard inference;
        const fs::path one = kohyaFile("one.safetensors", 10);
        const fs::path two = kohyaFile("two.safetensors", 20);
        const at::Tensor q = unet(kQuery).to(at::kDouble);
        const at::Tensor conv = unet(kConv).to(at::kDouble);
        const at::Tensor fc1 = text(kText).to(at::kDouble);
        LoraSet set(*m_model);
        QVERIFY(set.use({{one.string(), 0.8F}, {two.string(), -0.25F}}, {}));

        at::Tensor wantedQ = q.clone();
        at::Tensor wantedConv = conv.clone();
        at::Tensor wantedFc1 = fc1.clone();
        for (const auto& [seed, weight] : {std::pair<std::uint64_t, double>{10, 0.8F},
                                           std::pair<std::uint64_t, double>{20, -0.25F}}) {
            wantedQ += product(noise(seed + 1, {q.size(0), 3}), noise(seed, {3, q.size(1)}), q.sizes()) *
                       (weight * 1.5 / 3.0);
            wantedConv += product(noise(seed + 3, {conv.size(0), 2, 1, 1}).to(at::kHalf),
                                  noise(seed + 2, {2, conv.size(1), 3, 3}).to(at::kHalf),
                                  conv.sizes()) *
                          weight; // no alpha: the rank
            wantedFc1 += product(noise(seed + 5, {fc1.size(0), 4}), noise(seed + 4, {4, fc1.size(1)}),
                                 fc1.sizes()) *
                         weight;
        }
        verifyClose(unet(kQuery), wantedQ);
        verifyClose(unet(kConv), wantedConv);
        verifyClose(text(kText), wantedFc1);
        QVERIFY(!set.use({{one.string(), 0.8F}, {two.string(), -0.25F}}, {})); // already so
        set.use({}, {});
    }

    void takingOffGivesTheOldWeights_data()
    {
        QTest::addColumn<qint64>("budget");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("with copies") << qint64{1} * 1000000 << 0.0;
        QTest::newRow("by subtraction") << qint64{0} << 1e-5;
    }
    void takingOffGivesTheOldWeights()
    {
        QFETCH(qint64, budget);
        QFETCH(double, tolerance);
        const at::NoGradGuard inference;
        const fs::path one = kohyaFile("one.safetensors", 10);
        const NamedTensors before = copyOf(m_model->unetParameters);
        LoraSet set(*m_model, budget);
        set.use({{one.string(), 1.0F}}, {});
        QVERIFY(largestDifference(before, m_model->unetParameters) > 0.01);
        fs::remove(path("model") / "unet" / "diffusion_pytorch_model.safetensors"); // not read again
        set.use({}, {});
        QVERIFY(largestDifference(before, m_model->unetParameters) <= tolerance);
        const fs::path file = fs::path("unet") / "diffusion_pytorch_model.safetensors";
        fs::copy_file(fs::path(STILLWATER_FIXTURES) / "reference" / "models" / "sd15" / file,
                      path("model") / file);
        for (std::size_t i = 0; i < before.size(); ++i) {
            m_model->unetParameters[i].second.copy_(before[i].second);
        }
    }

    void weightsKeptAsStoredAreLaidOverInFullPrecision()
    {
        const at::NoGradGuard inference;
        // As Weights::keepStored leaves them: large weights in half precision, vectors in float32.
        LoadedModel model;
        const at::Tensor stored = noise(70, unet(kQuery).sizes()).to(at::kHalf);
        const at::Tensor held = stored.clone();
        model.unetParameters = {{kQuery + std::string(".weight"), held},
                                {"conv_in.bias", at::zeros({8})}};
        const at::Tensor down = noise(71, {2, held.size(1)}), up = noise(72, {held.size(0), 2});
        const std::string layer = std::string("unet.") + kQuery;
        const fs::path file = write("kept.safetensors", {{layer + ".lora_A.weight", down * 1e-3},
                                                         {layer + ".lora_B.weight", up}});
        LoraSet set(model);
        const auto version = held._version();
        set.use({{file.string(), 1.0F}}, {});
        QVERIFY(held.scalar_type() == at::kFloat);
        QVERIFY(held._version() != version); // layers with a layout of their own look at it
        verifyClose(held, stored.to(at::kDouble) + product(up, down * 1e-3, held.sizes()));
        set.use({{file.string(), 0.5F}}, {});
        verifyClose(held, stored.to(at::kDouble) + 0.5 * product(up, down * 1e-3, held.sizes()));
        set.use({}, {});
        QVERIFY(held.scalar_type() == at::kHalf && held.equal(stored));
    }

    void diffusersAndPeftNamesMeanTheSame()
    {
        const at::NoGradGuard inference;
        const at::Tensor q = unet(kQuery);
        const at::Tensor before = q.clone();
        const at::Tensor down = noise(30, {2, q.size(1)});
        const at::Tensor up = noise(31, {q.size(0), 2});
        const at::Tensor wanted = before.to(at::kDouble) + product(up, down, q.sizes());
        const std::string layer = std::string("unet.") + kQuery;
        const std::string processor =
            "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora";
        const std::string ldm = "lora_unet_input_blocks_1_1_transformer_blocks_0_attn1_to_q";
        const std::vector<Tensors> files{
            {{layer + ".lora_A.weight", down}, {layer + ".lora_B.weight", up}},
            {{layer + ".lora.down.weight", down}, {layer + ".lora.up.weight", up}},
            {{processor + ".down.weight", down}, {processor + ".up.weight", up}},
            {{ldm + ".lora_down.weight", down}, {ldm + ".lora_up.weight", up}}};
        LoraSet set(*m_model);
        for (std::size_t i = 0; i < files.size(); ++i) {
            const fs::path file = write(("n" + std::to_string(i) + ".safetensors").c_str(), files[i]);
            set.use({{file.string(), 1.0F}}, {});
            verifyClose(q, wanted);
        }
        set.use({}, {});
        QVERIFY(q.equal(before));
    }

    void convolutionsInThreePartsAreMultipliedOut()
    {
        const at::NoGradGuard inference;
        const at::Tensor conv = unet(kConv);
        const at::Tensor before = conv.clone();
        const at::Tensor down = noise(40, {2, conv.size(1), 1, 1});
        const at::Tensor mid = noise(41, {2, 2, 3, 3});
        const at::Tensor up = noise(42, {conv.size(0), 2, 1, 1});
        at::Tensor wanted = before.to(at::kDouble);
        for (int y = 0; y < 3; ++y) {
            for (int x = 0; x < 3; ++x) {
                const at::Tensor inner =
                    mid.to(at::kDouble).select(3, x).select(2, y).mm(
                        down.to(at::kDouble).reshape({2, -1}));
                wanted.select(3, x).select(2, y).add_(
                    up.to(at::kDouble).reshape({conv.size(0), 2}).mm(inner));
            }
        }
        const std::string layer = "lora_unet_" + flattenedName(kConv);
        LoraSet set(*m_model);
        set.use({{write("mid.safetensors", {{layer + ".lora_down.weight", down},
                                            {layer + ".lora_mid.weight", mid},
                                            {layer + ".lora_up.weight", up}})
                      .string(),
                  1.0F}},
                {});
        verifyClose(conv, wanted);
        set.use({}, {});
        QVERIFY(conv.equal(before));
    }

    void foreignFilesAreRefusedAndChangeNothing()
    {
        const std::string layer = "lora_unet_" + flattenedName(kQuery);
        const at::Tensor some = at::ones({2, 3});
        verifyRefused(path("absent.safetensors"), core::ErrorCode::NotFound, "absent");
        verifyRefused(write("wide.safetensors", {{layer + ".lora_down.weight", at::ones({2, 320})},
                                                 {layer + ".lora_up.weight", at::ones({320, 2})}}),
                      core::ErrorCode::Unsupported, "another kind of model");
        verifyRefused(write("other.safetensors", {{"lora_unet_nowhere.lora_down.weight", some},
                                                  {"lora_unet_nowhere.lora_up.weight", some}}),
                      core::ErrorCode::Unsupported, "none of this LoRA's layers");
        verifyRefused(write("half.safetensors", {{layer + ".lora_down.weight", some}}),
                      core::ErrorCode::BadWeights, "incomplete");
        verifyRefused(write("loha.safetensors", {{layer + ".hada_w1_a", some}}),
                      core::ErrorCode::Unsupported, "LoHa");
        verifyRefused(write("model.safetensors", {{"conv_in.weight", some}}),
                      core::ErrorCode::Unsupported, "no LoRA");
        tiny::writeText(path("text.safetensors"), "Dear reader");
        verifyRefused(path("text.safetensors"), core::ErrorCode::Unreadable, "text.safetensors");
    }

    void embeddingsOfAllLayoutsAreRead()
    {
        const std::int64_t width = m_model->texts[0].encoder->width();
        const at::Tensor two = noise(50, {2, width});
        const auto a1111 =
            readTextualInversion(write("style.safetensors", {{"emb_params", two}}), m_model->texts);
        QCOMPARE(a1111.names, std::vector<std::string>{"style"});
        QVERIFY(a1111.vectors[0].equal(two));
        const auto diffusers =
            readTextualInversion(write("toy.safetensors", {{"<cat>", two[0]}}), m_model->texts);
        QCOMPARE(diffusers.names, (std::vector<std::string>{"toy", "<cat>"}));
        QCOMPARE(diffusers.count(), std::int64_t{1});
        QVERIFY_EXCEPTION_THROWN(
            static_cast<void>(readTextualInversion(
                write("xl.safetensors", {{"clip_l", two}, {"clip_g", two}}), m_model->texts)),
            LoadError);
        QVERIFY_EXCEPTION_THROWN(
            static_cast<void>(readTextualInversion(
                write("wide2.safetensors", {{"emb_params", at::ones({1, 768})}}), m_model->texts)),
            LoadError);
    }

    void embeddedTokensGiveWhatTheirVectorsGive()
    {
        // The vectors of two known words under a new name must give the states of these words.
        const at::NoGradGuard inference;
        TextPart& part = m_model->texts[0];
        const auto ids = part.tokenizer->encode("a boat", 16);
        const at::Tensor table =
            find(m_model->textParameters[0], "text_model.embeddings.token_embedding.weight");
        const at::Tensor plain = at::tensor(ids, at::kLong).unsqueeze(0);
        at::Tensor added = plain.clone();
        std::vector<at::Tensor> rows;
        for (std::int64_t i = 1; i < 3; ++i) {
            rows.push_back(table[plain[0][i].item<std::int64_t>()]);
            added[0][i] = part.encoder->vocabularySize() + i - 1;
        }
        const TextEncoding wanted = part.encoder->forward(plain, {});
        part.encoder->setAddedEmbeddings(at::stack(rows));
        const TextEncoding found = part.encoder->forward(added, {});
        part.encoder->setAddedEmbeddings({});
        QVERIFY(found.lastHiddenState.equal(wanted.lastHiddenState));
        QVERIFY(found.pooled.equal(wanted.pooled));
    }

    void clipSkipTakesEarlierLayersThroughTheFinalNorm()
    {
        // By hand: the states after layer N - skip + 1, normed with the last layer's norm.
        const at::NoGradGuard inference;
        const TextPart& part = m_model->texts[0];
        const std::int64_t length = std::min(part.tokenizer->maxLength(), part.encoder->maxLength());
        const at::Tensor ids =
            at::tensor(part.tokenizer->encode("a red boat", length), at::kLong).unsqueeze(0);
        const TextEncoding text = part.encoder->forward(ids, {});
        const at::Tensor scale = find(m_model->textParameters[0], "text_model.final_layer_norm.weight");
        const at::Tensor shift = find(m_model->textParameters[0], "text_model.final_layer_norm.bias");
        PromptEncoder prompts(*m_model);
        const auto layers = static_cast<int>(text.hiddenStates.size()) - 1;
        for (int skip = 1; skip <= layers; ++skip) {
            const at::Tensor x =
                text.hiddenStates[static_cast<std::size_t>(layers - skip + 1)].to(at::kDouble);
            const at::Tensor mean = x.mean({-1}, true);
            const at::Tensor spread = ((x - mean).square().mean({-1}, true) + 1e-5).sqrt();
            const at::Tensor wanted = (x - mean) / spread * scale.to(at::kDouble) + shift;
            PromptWish wish;
            wish.prompt = "a red boat";
            wish.clipSkip = skip;
            verifyClose(prompts.encode(wish, {}, {}).encoderHiddenStates, wanted);
        }
    }

    void requestsReachLorasAndEmbeddings()
    {
        EngineOptions options;
        options.moduleFolder = STILLWATER_MODULE_FOLDER;
        const auto engine = createEngine(std::move(options));
        const auto run = [&engine](const FillRequest& request) {
            std::promise<core::Result<FillResult>> promise;
            const auto id =
                engine->submit(request, {{}, [&promise](auto r) { promise.set_value(std::move(r)); }});
            return id ? promise.get_future().get() : core::fail(id.error());
        };
        FillRequest request;
        request.model = path("model").string();
        request.action = Action::Create;
        request.image = core::PixelBuffer(32, 32, 3);
        request.prompt = "a style boat";
        request.steps = 2;
        request.threads = 1;
        const auto plain = run(request);
        QVERIFY2(plain.has_value(), plain ? "" : plain.error().message.c_str());
        request.loras = {{kohyaFile("one.safetensors", 10).string(), 1.0F}};
        const auto changed = run(request);
        QVERIFY(changed && !(changed->image == plain->image));
        request.loras.clear();
        QVERIFY(run(request)->image == plain->image); // the same bytes as before
        const std::int64_t width = m_model->texts[0].encoder->width();
        request.embeddings = {
            write("style.safetensors", {{"emb_params", noise(50, {2, width})}}).string()};
        const auto embedded = run(request);
        QVERIFY2(embedded.has_value(), embedded ? "" : embedded.error().message.c_str());
        QVERIFY(!(embedded->image == plain->image));
        request.prompt = "a boat"; // does not name it
        const auto unnamed = run(request);
        request.embeddings.clear();
        QVERIFY(run(request)->image == unnamed->image);
        request.loras = {{path("absent.safetensors").string(), 1.0F}};
        QCOMPARE(run(request).error().code, core::ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestAdapters)
#include "tst_adapters.moc"
