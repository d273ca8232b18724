// A PixArt folder through the engine: told from other models, checked, and giving what its
// transformer, its T5 and its scheduler give when they are put together by hand.

#include <QtTest/QtTest>

#include <ATen/Parallel.h>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/families/pixart_sizes.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/model_loader.h"
#include "diffusion/engine/pipelines/image_to_image.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/model_catalogue.h"
#include "diffusion/pixart_job.h"
#include "diffusion/tiny_pixart.h"

using namespace diffusion;
using namespace pixart;
namespace fs = std::filesystem;

namespace {

constexpr double kGuidance = 4.5;

/// The networks of a folder, opened one by one and without the engine, and the definition of the
/// pipeline written out.
struct ByHand {
    std::shared_ptr<const Tokenizer> tokenizer;
    std::unique_ptr<TextEncoder> text;
    std::unique_ptr<PixArtTransformer2D> transformer;
    std::unique_ptr<Autoencoder> vae;
    SchedulerConfig config;
    std::unique_ptr<Scheduler> scheduler;
    std::int64_t tokens = 120;
    int height = kHeight, width = kWidth; ///< that the network is told

    explicit ByHand(const fs::path& folder)
        : tokenizer(createTokenizer(folder / "tokenizer", STILLWATER_MODULE_FOLDER)),
          text(loadTextEncoder(folder / "text_encoder")),
          transformer(loadPixArtTransformer(folder / "transformer")),
          vae(loadAutoencoder(folder / "vae")),
          config(readConfigFile(folder / "scheduler" / "scheduler_config.json")),
          scheduler(findSchedulerOfClass("DPMSolverMultistepScheduler", config)->make(config))
    {
        scheduler->setTimesteps(kSteps);
    }

    /// States (1, T, D) and mask (1, T) of a prompt that is written as the tokenizer is to see it.
    std::pair<at::Tensor, at::Tensor> encode(const std::string& prompt) const
    {
        std::vector<std::int64_t> ids = tokenizer->tokenize(prompt);
        ids.push_back(1); // </s>
        const auto length = static_cast<std::int64_t>(ids.size());
        ids.resize(static_cast<std::size_t>(tokens), 0); // <pad>
        const at::Tensor mask = (at::arange(tokens) < length).to(at::kFloat).unsqueeze(0);
        const at::Tensor row = at::tensor(ids, at::kLong).unsqueeze(0);
        return {text->forward(row, mask, {}).lastHiddenState, mask};
    }

    /// The guided prediction of noise, one network call a prompt.
    at::Tensor predict(const at::Tensor& latents, double time) const
    {
        const auto side = [&](const std::string& prompt) {
            UNetConditioning words;
            std::tie(words.encoderHiddenStates, words.encoderAttentionMask) = encode(prompt);
            words.timeIds =
                at::tensor({float(height), float(width), float(height) / float(width)}).unsqueeze(0);
            const at::Tensor out =
                transformer->output(latents, at::tensor({static_cast<float>(time)}), words, {});
            return out.slice(1, 0, 4); // the rest is a variance
        };
        const at::Tensor without = side(kNegative), with = side(kPrompt);
        return without + (with - without) * kGuidance;
    }

    at::Tensor step(const at::Tensor& latents, int position, NoiseSource& noise)
    {
        const double time = scheduler->timesteps()[static_cast<std::size_t>(position)];
        return scheduler->step(predict(latents, time), position, latents, noise);
    }

    core::PixelBuffer decoded(const at::Tensor& latents) const
    {
        return toPixels(toUnit(vae->decode(latents / vae->scalingFactor(), {})));
    }
};

} // namespace

class TestPixArt : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] fs::path folder(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    static ModelInfo describe(const fs::path& model)
    {
        return makeModelLoader(STILLWATER_MODULE_FOLDER)->describe(model.string());
    }

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1); // as requestFor asks for: sums must be made in one order
        tiny::pixArt(folder("alpha"));
        tiny::pixArt(folder("sigma"), "PixArtSigmaPipeline");
    }

    void theFamilyIsToldByTheTransformersConfiguration()
    {
        const ModelInfo info = describe(folder("alpha"));
        QCOMPARE(info.family, std::string("pixart"));
        QCOMPARE(info.sizeMultiple, 16); // whole patches of two latents
        QCOMPARE(info.nativeSide, 64);
        QCOMPARE(info.maxSide, 96);
        QVERIFY(info.softMasks && info.can(Action::Create) && info.can(Action::Fill));
        QCOMPARE(info.create.guidanceScale, 4.5F);
        QVERIFY(info.limits.find("step cache") != std::string::npos);
        QCOMPARE(info.create.steps, 20);
        QCOMPARE(findScheduler(info.create.scheduler)->id,
                 findSchedulerOfClass("DPMSolverMultistepScheduler",
                                      SchedulerConfig(readConfigFile(
                                          folder("alpha") / "scheduler/scheduler_config.json")))
                     ->id);

        nlohmann::json older = tiny::pixArtTransformer();
        older["_class_name"] = "Transformer2DModel";
        older["attention_bias"] = true;
        tiny::pixArt(folder("older"));
        tiny::writePixArtTransformer(folder("older"), older);
        QCOMPARE(describe(folder("older")).family, std::string("pixart"));
    }

    void otherTransformersAreNamed()
    {
        tiny::pixArt(folder("other"));
        tiny::writeText(folder("other") / "transformer" / "config.json",
                        R"({"_class_name": "SD3Transformer2DModel", "in_channels": 4})");
        const auto result = runJob(requestFor(folder("other"), Action::Create));
        QVERIFY(!result && result.error().code == core::ErrorCode::Unsupported);
        QVERIFY2(failureOf(result).find("SD3Transformer2DModel") != std::string::npos,
                 failureOf(result).c_str());
    }

    void createGivesWhatTheDefinitionGives()
    {
        const auto result = runJob(requestFor(folder("alpha"), Action::Create));
        QVERIFY2(result.has_value(), failureOf(result).c_str());
        const at::NoGradGuard inference;
        ByHand hand(folder("alpha"));
        SeededNoise noise(kSeed);
        at::Tensor latents =
            noise.normal({1, 4, kHeight / 8, kWidth / 8}) * hand.scheduler->initNoiseSigma();
        for (int i = 0; i < static_cast<int>(hand.scheduler->timesteps().size()); ++i) {
            latents = hand.step(latents, i, noise);
        }
        // Two calls instead of one batch: other sums, the same numbers.
        const double difference = largestDifference(result->image, hand.decoded(latents));
        qInfo("largest difference %.2g", difference);
        QVERIFY(difference < 2e-5);
    }

    void theTrainedSizesAreThoseOfTheReference()
    {
        QVERIFY(pixArtSizes(8).empty());
        QCOMPARE(pixArtSizes(32).size(), std::size_t(33));
        QCOMPARE(pixArtSizes(256).size(), std::size_t(40));
        const auto nearest = [](std::int64_t side, int width, int height) {
            return nearestSize(pixArtSizes(side), {width, height});
        };
        QVERIFY((nearest(128, 1000, 1000) == core::Size{1024, 1024}));
        QVERIFY((nearest(128, 1920, 1080) == core::Size{1344, 768}));
        QVERIFY((nearest(64, 768, 1024) == core::Size{448, 576}));
        QVERIFY((nearest(32, 10, 4000) == core::Size{128, 512}));
        QVERIFY((nearest(256, 3840, 1024) == core::Size{3840, 1024}));
        QVERIFY((nearest(128, 3840, 1024) == core::Size{1856, 512}));
    }

    void createWorksAtATrainedSizeAndCutsItToTheOneAskedFor()
    {
        const fs::path model = folder("binned");
        tiny::pixArt(model);
        nlohmann::json config = tiny::pixArtTransformer();
        config["sample_size"] = 32;
        tiny::writePixArtTransformer(model, config);
        FillRequest request = requestFor(model, Action::Create);
        request.image = core::PixelBuffer(61, 40, 3, 0.5F); // no multiple of anything
        request.wordMaps = true;
        request.previews = true;
        core::Size shown;
        const auto result = runJob(request, [&shown](const FillProgress& progress) {
            shown = progress.preview ? progress.preview->size() : shown;
        });
        QVERIFY2(result.has_value(), failureOf(result).c_str());

        const at::NoGradGuard inference;
        ByHand hand(model);
        std::tie(hand.height, hand.width) = std::pair(208, 304); // 0.68, nearest to 40 / 61
        SeededNoise noise(kSeed);
        at::Tensor latents = noise.normal({1, 4, 26, 38}) * hand.scheduler->initNoiseSigma();
        for (int i = 0; i < kSteps; ++i) {
            latents = hand.step(latents, i, noise);
        }
        const at::Tensor decoded = toUnit(hand.vae->decode(latents / hand.vae->scalingFactor(), {}));
        const at::Tensor reduced = resized(decoded, {61, 41}); // covers 61 x 40: 208 * 61 / 304
        const double difference =
            largestDifference(result->image, toPixels(reduced.narrow(2, 0, 40)));
        qInfo("largest difference %.2g", difference);
        QVERIFY(difference < 2e-5);
        QVERIFY((shown == core::Size{304, 199})); // of the shape that is asked for
        const core::Size map = result->wordMaps.at(0).map.size();
        QVERIFY(std::abs(61.0 / 40.0 - double(map.width) / map.height) < 0.05);

        // A mask's surroundings are not to be cut: these stay at the size that is asked for.
        request.action = Action::Fill;
        request.mask = core::PixelBuffer(61, 40, 1, 1.0F);
        QVERIFY(failureOf(runJob(request)).find("multiple of 16") != std::string::npos);
    }

    void fillKeepsWhatTheMaskKeepsAndMakesTheRest()
    {
        FillRequest request = requestFor(folder("alpha"), Action::Fill);
        request.prefill = Prefill::Keep;
        request.strength = 1.0F;
        request.mask = core::PixelBuffer(kWidth, kHeight, 1);
        for (int y = 0; y < kHeight; ++y) {
            for (int x = kWidth / 2; x < kWidth; ++x) {
                request.mask.at(x, y)[0] = 1.0F; // the right half
            }
        }
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), failureOf(result).c_str());

        const at::NoGradGuard inference;
        ByHand hand(folder("alpha"));
        SeededNoise noise(kSeed);
        const EncodedLatents encoded = hand.vae->encode(toSigned(toTensor(picture())), {});
        const at::Tensor known =
            (encoded.mean + (encoded.logvar * 0.5).exp() * noise.normal(encoded.mean.sizes())) *
            hand.vae->scalingFactor();
        const at::Tensor start = noise.normal(known.sizes());
        const at::Tensor free =
            at::cat({at::zeros({1, 1, 4, 3}), at::ones({1, 1, 4, 3})}, 3); // latents
        at::Tensor latents = start * hand.scheduler->initNoiseSigma();
        const int count = static_cast<int>(hand.scheduler->timesteps().size());
        for (int i = 0; i < count; ++i) {
            latents = hand.step(latents, i, noise);
            const at::Tensor kept =
                i + 1 < count ? addNoise(hand.scheduler->levelAt(i + 1), known, start) : known;
            latents = latents * free + kept * (1.0 - free);
        }
        const double difference = largestDifference(result->image, hand.decoded(latents));
        qInfo("largest difference %.2g", difference);
        QVERIFY(difference < 2e-5);
    }

    void editBeginsWithThePicture()
    {
        FillRequest request = requestFor(folder("alpha"), Action::Edit);
        request.strength = 0.5F;
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), failureOf(result).c_str());
        const at::NoGradGuard inference;
        ByHand hand(folder("alpha"));
        SeededNoise noise(kSeed);
        const EncodedLatents encoded = hand.vae->encode(toSigned(toTensor(picture())), {});
        const at::Tensor known =
            (encoded.mean + (encoded.logvar * 0.5).exp() * noise.normal(encoded.mean.sizes())) *
            hand.vae->scalingFactor();
        at::Tensor latents =
            addNoise(hand.scheduler->levelAt(2), known, noise.normal(known.sizes()));
        for (int i = 2; i < kSteps; ++i) {
            latents = hand.step(latents, i, noise);
        }
        QVERIFY(largestDifference(result->image, hand.decoded(latents)) < 2e-5);
    }

    void sizesThatAreNoPatchesAreRefused()
    {
        FillRequest request = requestFor(folder("alpha"), Action::Create);
        request.image = core::PixelBuffer(40, 32, 3, 0.5F);
        const auto result = runJob(request);
        QVERIFY(!result && failureOf(result).find("16") != std::string::npos);
    }

    void capitalsAndBlanksAroundAPromptDoNotMatter()
    {
        const auto plain = runJob(requestFor(folder("alpha"), Action::Create));
        FillRequest request = requestFor(folder("alpha"), Action::Create);
        request.prompt = "\t The BOAT on the Lake \n";
        const auto written = runJob(request);
        QVERIFY(plain && written);
        QVERIFY(plain->image == written->image);
        request.prompt = "a lake";
        QVERIFY(largestDifference(runJob(request)->image, plain->image) > 1e-4);
    }

    void promptsAreReadUpTo120TokensAnd300InSigma_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("words");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("alpha, short") << QStringLiteral("alpha") << 50 << true;
        QTest::newRow("alpha, long") << QStringLiteral("alpha") << 119 << false;
        QTest::newRow("sigma, longer than alpha takes") << QStringLiteral("sigma") << 119 << true;
        QTest::newRow("sigma, long") << QStringLiteral("sigma") << 299 << false;
    }
    void promptsAreReadUpTo120TokensAnd300InSigma()
    {
        QFETCH(QString, model);
        QFETCH(int, words);
        QFETCH(bool, isRead);
        FillRequest request = requestFor(folder(model.toLatin1().constData()), Action::Create);
        request.steps = 1;
        request.prompt = "the";
        for (int i = 1; i < words; ++i) { // at least one token each
            request.prompt += " the";
        }
        const auto before = runJob(request);
        request.prompt += " boat";
        const auto after = runJob(request);
        QVERIFY2(before && after, failureOf(before).c_str());
        QCOMPARE(largestDifference(before->image, after->image) > 0.0, isRead);
        const auto loader = makeModelLoader(STILLWATER_MODULE_FOLDER);
        QCOMPARE(loader->countTokens(request.model, "the").chunk,
                 model == QLatin1String("alpha") ? 119 : 299);
    }

    void wordsAreShownWhereTheyActed()
    {
        FillRequest request = requestFor(folder("alpha"), Action::Create);
        request.wordMaps = true;
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), failureOf(result).c_str());
        QCOMPARE(result->wordMaps.size(), std::size_t(5));
        QCOMPARE(result->wordMaps[1].word, std::string("boat"));
    }

    void aLoraIsRefusedInPlainWords()
    {
        writeSafetensors(folder("x.safetensors"),
                         {{"lora_unet_x.lora_down.weight", at::zeros({1})}});
        FillRequest request = requestFor(folder("alpha"), Action::Create);
        request.loras.push_back({folder("x.safetensors").string(), 1.0F});
        const auto result = runJob(request);
        QVERIFY(!result && result.error().code == core::ErrorCode::Unsupported);
        QVERIFY2(failureOf(result).find("LoRA") != std::string::npos, failureOf(result).c_str());
    }

    void theCatalogueListsAndChecksIt()
    {
        EngineOptions options;
        options.moduleFolder = STILLWATER_MODULE_FOLDER;
        const auto catalogue = createCatalogue(options);
        const auto details = catalogue->details(folder("sigma").string());
        QVERIFY2(details, details ? "" : details.error().message.c_str());
        QCOMPARE(details->info.family, std::string("pixart"));
        QCOMPARE(details->inChannels, std::int64_t(4));
        QCOMPARE(details->components.size(), std::size_t(3));
        QCOMPARE(details->components.front().name, std::string("transformer"));
        const auto whole = catalogue->verify(folder("sigma").string(), {});
        QVERIFY(whole && whole->problems.empty() && whole->notes.empty());

        // A model that sees no sizes, with a configuration that says it does, and a bad tensor.
        tiny::pixArt(folder("bad"));
        nlohmann::json blind = tiny::pixArtTransformer();
        blind["use_additional_conditions"] = false;
        blind["num_layers"] = 3;
        tiny::writePixArtTransformer(folder("bad"), blind);
        tiny::writeText(folder("bad") / "transformer" / "config.json",
                        tiny::pixArtTransformer().dump());
        const auto report = catalogue->verify(folder("bad").string(), {});
        QVERIFY(report && !report->problems.empty());
        const auto says = [&](const char* words) {
            return std::any_of(report->problems.begin(), report->problems.end(),
                               [words](const std::string& problem) {
                                   return problem.find(words) != std::string::npos;
                               });
        };
        QVERIFY(says("adaln_single.emb.resolution_embedder.linear_1.weight"));
        QVERIFY2(
            says("the transformer of PixArt (3 blocks, 24 wide, 4 input channels, text 16 wide)"),
            report->problems.back().c_str());
    }

    void whatIsMissingOrOfAnotherSizeIsNamed_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("words");
        QTest::newRow("no T5") << QStringLiteral("text_encoder") << QStringLiteral("t5-v1_1-xxl");
        QTest::newRow("no tokenizer")
            << QStringLiteral("tokenizer") << QStringLiteral("spiece.model");
        QTest::newRow("no autoencoder")
            << QStringLiteral("vae") << QStringLiteral("vae/config.json");
        QTest::newRow("narrow text") << QStringLiteral("captions") << QStringLiteral("T5 20 wide");
        QTest::newRow("other channels")
            << QStringLiteral("channels") << QStringLiteral("pos_embed.proj.weight");
    }
    void whatIsMissingOrOfAnotherSizeIsNamed()
    {
        QFETCH(QString, part);
        QFETCH(QString, words);
        const fs::path model = folder((QStringLiteral("broken ") + part).toLatin1().constData());
        tiny::pixArt(model);
        nlohmann::json config = tiny::pixArtTransformer();
        if (part == QLatin1String("captions")) {
            config["caption_channels"] = 20;
            tiny::writePixArtTransformer(model, config);
        } else if (part == QLatin1String("channels")) {
            config["in_channels"] = 8;
            tiny::writeText(model / "transformer" / "config.json", config.dump());
        } else {
            fs::remove_all(model / part.toStdString());
        }
        const auto result = runJob(requestFor(model, Action::Create));
        QVERIFY(!result.has_value());
        QVERIFY2(failureOf(result).find(words.toStdString()) != std::string::npos,
                 failureOf(result).c_str());
    }
};

QTEST_GUILESS_MAIN(TestPixArt)
#include "tst_pixart.moc"
