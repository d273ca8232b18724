// Every family does what it can do through the engine, and gives what its pipeline gives.

#include <QtTest/QtTest>

#include <ATen/Parallel.h>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/families/preview_decoder.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/model_loader.h"
#include "diffusion/engine/pipelines/guidance_embedding.h"
#include "diffusion/engine/pipelines/image_to_image.h"
#include "diffusion/engine/pipelines/known_part.h"
#include "diffusion/engine/pipelines/size_conditioning.h"
#include "diffusion/engine/pipelines/upscale.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine_job.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
using namespace engine_job;
namespace fs = std::filesystem;

namespace {

constexpr int kSteps = engine_job::Wish().steps;

/// A model with all that a pipeline needs, put together by hand.
struct Parts {
    std::unique_ptr<LoadedModel> model;
    std::unique_ptr<Scheduler> scheduler;
    SeededNoise noise{kSeed};

    explicit Parts(const fs::path& folder, const char* schedulerId = "ddim")
    {
        const ModelFiles files = readModelFiles(folder.string());
        model = familyOf(files).load(files, {STILLWATER_MODULE_FOLDER, {}, {}});
        scheduler = makeScheduler(*findScheduler(schedulerId), model->scheduler);
    }

    /// A loop with the prompts of requestFor.
    DenoiseLoop loop(const Guidance& guidance)
    {
        DenoiseLoop out;
        out.denoiser = &model->denoiser();
        out.scheduler = scheduler.get();
        out.noise = &noise;
        out.guidance = guidance;
        const auto encode = [this](const char* text) {
            return encodePrompts(model->texts, promptIds(model->texts, {text}), 0, {});
        };
        out.conditioning = arrangePrompts(encode("a boat"), encode("a house"), guidance);
        return out;
    }

    core::PixelBuffer decoded(const at::Tensor& latents) const
    {
        return toPixels(toUnit(model->vae->decode(model->vae->unscaleLatents(latents), {})));
    }
};

Guidance guidance(Guidance::Kind kind, double scale, double imageScale = 1.0)
{
    Guidance out;
    out.kind = kind;
    out.scale = scale;
    out.imageScale = imageScale;
    return out;
}

} // namespace

class TestFamilies : public QObject {
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
        tiny::stableDiffusion(folder("sd15"), "sd15");
        tiny::stableDiffusion(folder("inpaint"), "sd15-inpaint");
        tiny::instructPix2Pix(folder("p2p"));
        tiny::consistencyModel(folder("lcm"));
        tiny::upscaler(folder("x4"));
        tiny::refiner(folder("refiner"));
    }

    void familiesAreToldByChannelsAndConditions()
    {
        QCOMPARE(describe(folder("p2p")).family, std::string("instruct-pix2pix"));
        QCOMPARE(describe(folder("lcm")).family, std::string("lcm"));
        QCOMPARE(describe(folder("x4")).family, std::string("x4-upscaler"));
        QCOMPARE(describe(folder("sd15")).family, std::string("sd15"));
    }

    void defaultsAreTheFamilys()
    {
        const ModelInfo p2p = describe(folder("p2p"));
        QVERIFY(p2p.can(Action::Edit) && !p2p.can(Action::Fill) && !p2p.can(Action::Create));
        QCOMPARE(p2p.imageGuidanceScale, 1.5F);
        QCOMPARE(p2p.edit.strength, 1.0F);
        const ModelInfo lcm = describe(folder("lcm"));
        QCOMPARE(lcm.create.scheduler, std::string("lcm"));
        QCOMPARE(lcm.create.steps, 4);
        QVERIFY(lcm.can(Action::Fill) && lcm.softMasks);
        const ModelInfo x4 = describe(folder("x4"));
        QVERIFY(x4.can(Action::Upscale) && !x4.can(Action::Remove));
        QCOMPARE(x4.upscaleFactor, 4);
        QCOMPARE(x4.nativeSide, 16);
    }

    void theRefinerOnlyEditsAndIsToldAScore()
    {
        const ModelInfo info = describe(folder("refiner"));
        QCOMPARE(info.family, std::string("sdxl-refiner"));
        QVERIFY(info.can(Action::Edit) && !info.can(Action::Create) && !info.can(Action::Remove));
        QCOMPARE(info.edit.strength, 0.3F);

        const at::Tensor ids =
            sizeIds(SizeIds::AestheticScore, {kWidth, kHeight},
                    guidance(Guidance::Kind::Classifier, 5.0)); // the negative prompt first
        QVERIFY(at::equal(ids, at::tensor({32.0F, 48.0F, 0.0F, 0.0F, 2.5F, 32.0F, 48.0F, 0.0F, 0.0F,
                                           6.0F})
                                   .view({2, 5})));

        // The states before the last layer, without the last norm, and the projected pooled text.
        Parts parts(folder("refiner"));
        const std::vector<at::Tensor> words = promptIds(parts.model->texts, {"a boat"});
        const PromptStates states = encodePrompts(parts.model->texts, words, 0, {});
        const TextEncoding text = parts.model->texts.front().encoder->forward(words.front(), {});
        QVERIFY(at::equal(states.states, text.hiddenStates[text.hiddenStates.size() - 2]));
        QCOMPARE(states.pooled.size(1), std::int64_t(24));

        DenoiseLoop loop = parts.loop(guidance(Guidance::Kind::Classifier, 5.0));
        loop.conditioning.timeIds = ids;
        const at::Tensor start = toSigned(toTensor(picture()));
        const core::PixelBuffer byHand = parts.decoded(
            imageToImage(std::move(loop), *parts.model->vae, 10, 0.3, start, {}));
        FillRequest request = requestFor(folder("refiner"), Action::Edit);
        request.scheduler = "ddim";
        request.steps = 10;
        request.guidanceScale = 5.0F;
        const auto result = runJob(std::move(request));
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QVERIFY(largestDifference(result->image, byHand) < 1e-5);
    }

    void aTrailingEulerSchedulerMeansFewStepsWithoutGuidance_data()
    {
        QTest::addColumn<QString>("scheduler");
        QTest::addColumn<int>("steps");
        QTest::addColumn<float>("guidance");
        QTest::newRow("SDXL-Turbo") << QStringLiteral(
            R"({"_class_name": "EulerAncestralDiscreteScheduler", "timestep_spacing": "trailing"})")
                                    << 4 << 1.0F;
        QTest::newRow("Hyper-SD") << QStringLiteral(R"({"_class_name": "TCDScheduler"})") << 4 << 1.0F;
        QTest::newRow("LCM merged in")
            << QStringLiteral(R"({"_class_name": "LCMScheduler"})") << 4 << 1.0F;
        QTest::newRow("leading") << QStringLiteral(
            R"({"_class_name": "EulerDiscreteScheduler", "timestep_spacing": "leading"})")
                                 << 25 << 7.5F;
        QTest::newRow("zero SNR") << QStringLiteral(
            R"({"_class_name": "EulerDiscreteScheduler", "timestep_spacing": "trailing",
                "rescale_betas_zero_snr": true, "prediction_type": "v_prediction"})")
                                  << 25 << 7.5F;
    }
    void aTrailingEulerSchedulerMeansFewStepsWithoutGuidance()
    {
        QFETCH(QString, scheduler);
        QFETCH(int, steps);
        QFETCH(float, guidance);
        const fs::path model = folder(QTest::currentDataTag());
        tiny::stableDiffusion(model, "sd15");
        tiny::writeText(model / "scheduler" / "scheduler_config.json", scheduler.toStdString());
        const ModelInfo info = describe(model);
        QCOMPARE(info.create.steps, steps);
        QCOMPARE(info.create.guidanceScale, guidance);
        const bool zeroSnr = scheduler.contains(QLatin1String("zero_snr"));
        QCOMPARE(info.create.guidanceRescale, zeroSnr ? 0.7F : 0.0F);
    }

    void createGivesWhatTextToImageGives()
    {
        const auto result = runJob(requestFor(folder("sd15"), Action::Create));
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        const at::NoGradGuard inference;
        Parts parts(folder("sd15"));
        const at::Tensor latents =
            textToImage(parts.loop(guidance(Guidance::Kind::Classifier, 7.5)), kSteps,
                        {1, 4, kHeight / 8, kWidth / 8}, {});
        QCOMPARE(largestDifference(result->image, parts.decoded(latents)), 0.0);
    }

    void editWithoutMaskGivesWhatImageToImageGives()
    {
        FillRequest request = requestFor(folder("sd15"), Action::Edit);
        request.strength = 0.7F;
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        const at::NoGradGuard inference;
        Parts parts(folder("sd15"));
        const at::Tensor latents =
            imageToImage(parts.loop(guidance(Guidance::Kind::Classifier, 7.5)), *parts.model->vae,
                         kSteps, 0.7, toSigned(toTensor(picture())), {});
        QCOMPARE(largestDifference(result->image, parts.decoded(latents)), 0.0);
    }

    void nineChannelsCreateAndEditToo()
    {
        const auto created = runJob(requestFor(folder("inpaint"), Action::Create));
        QVERIFY(created.has_value());
        FillRequest request = requestFor(folder("inpaint"), Action::Edit);
        const auto edited = runJob(request);
        QVERIFY(edited.has_value());
        request.image = core::PixelBuffer(kWidth, kHeight, 3, 0.9F);
        const auto other = runJob(request);
        QVERIFY(largestDifference(edited->image, other->image) > 1e-3); // the picture is looked at
        request.action = Action::Create;
        QCOMPARE(largestDifference(runJob(request)->image, created->image), 0.0); // and is not here
    }

    void instructionsAreFollowedWithTwoGuidances()
    {
        FillRequest request = requestFor(folder("p2p"), Action::Edit);
        request.imageGuidanceScale = 2.0F;
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(result->parameters.imageGuidanceScale, 2.0F);
        const at::NoGradGuard inference;
        Parts parts(folder("p2p"));
        const at::Tensor latents =
            editByInstruction(parts.loop(guidance(Guidance::Kind::ImageAndText, 7.5, 2.0)),
                              *parts.model->vae, kSteps, toSigned(toTensor(picture())), {}, {});
        QCOMPARE(largestDifference(result->image, parts.decoded(latents)), 0.0);
        request.guidanceScale = 1.0F; // one pass a step
        QVERIFY(runJob(request).has_value());
    }

    void modelsRefuseWhatTheyCannotDo()
    {
        const auto upscaled = runJob(requestFor(folder("sd15"), Action::Upscale));
        QVERIFY(!upscaled && upscaled.error().code == core::ErrorCode::Unsupported);
        QVERIFY(upscaled.error().message.find("upscaler") != std::string::npos);
        const auto created = runJob(requestFor(folder("x4"), Action::Create));
        QVERIFY(!created && created.error().message.find("only enlarge") != std::string::npos);
    }

    void consistencyModelsAreToldTheGuidanceScale()
    {
        FillRequest request = requestFor(folder("lcm"), Action::Create);
        request.guidanceScale = 6.0F;
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(result->parameters.scheduler, std::string("lcm"));
        const at::NoGradGuard inference;
        Parts parts(folder("lcm"), "lcm");
        DenoiseLoop loop = parts.loop({});
        loop.conditioning.timestepCond = guidanceEmbedding(6.0, 16, 1);
        const at::Tensor latents =
            textToImage(std::move(loop), kSteps, {1, 4, kHeight / 8, kWidth / 8}, {});
        QCOMPARE(largestDifference(result->image, parts.decoded(latents)), 0.0);
        request.guidanceScale = 3.0F;
        QVERIFY(largestDifference(runJob(request)->image, result->image) > 1e-4);
    }

    void guidanceEmbeddingsAreSinusoidsOfTheScale()
    {
        const at::Tensor row = guidanceEmbedding(1.002, 6, 2); // 1000 (w - 1) = 2
        QCOMPARE(row.sizes(), at::IntArrayRef({2, 6}));
        for (int i = 0; i < 3; ++i) {
            const double angle = 2.0 * std::pow(10000.0, -i / 2.0);
            QVERIFY(std::abs(row[1][i].item<double>() - std::sin(angle)) < 1e-5);
            QVERIFY(std::abs(row[1][i + 3].item<double>() - std::cos(angle)) < 1e-5);
        }
    }

    void upscalingGivesWhatItsPipelineGivesAtFourTimesTheSize()
    {
        FillRequest request = requestFor(folder("x4"), Action::Upscale);
        request.image = core::PixelBuffer(20, 12, 3, 0.3F);
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(result->image.width(), 80);
        QCOMPARE(result->image.height(), 48);
        const at::NoGradGuard inference;
        Parts parts(folder("x4"));
        UpscaleSetup setup{parts.model->vae.get(), kSteps, 20, *parts.model->lowResolution,
                           parts.loop(guidance(Guidance::Kind::Classifier, 9.0))};
        const at::Tensor latents =
            upscale(std::move(setup), toSigned(toTensor(request.image)), {});
        QCOMPARE(largestDifference(result->image, parts.decoded(latents)), 0.0);
        request.noiseLevel = 100;
        QVERIFY(largestDifference(runJob(request)->image, result->image) > 1e-4);
        request.noiseLevel = 351;
        QVERIFY(!runJob(request).has_value());
    }

    void largePicturesAreUpscaledInTiles()
    {
        FillRequest request = requestFor(folder("x4"), Action::Upscale);
        request.image = picture(); // 48 x 32, tiles of 24
        request.steps = 1;
        const auto result = runJob(request);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(result->image.width(), 4 * kWidth);
        QCOMPARE(result->image.height(), 4 * kHeight);
    }

    void tilesOfAPointwiseMapGiveTheMapItself()
    {
        const at::Tensor x = SeededNoise(1).normal({1, 2, 37, 50});
        int calls = 0;
        const at::Tensor y = inTiles(x, {16, 4}, 2, [&calls](const at::Tensor& tile) {
            ++calls;
            return at::upsample_nearest2d(tile * 3.0, {tile.size(2) * 2, tile.size(3) * 2});
        });
        QVERIFY(calls > 6);
        const at::Tensor whole = at::upsample_nearest2d(x * 3.0, {74, 100});
        QVERIFY((y - whole).abs().max().item<double>() < 1e-5);
    }

    void softMasksChangeThePictureByDegrees()
    {
        // Left third kept, middle changes half, right third free.
        FillRequest request = requestFor(folder("sd15"), Action::Edit);
        request.strength = 1.0F;
        request.steps = 8;
        request.mask = core::PixelBuffer(kWidth, kHeight, 1);
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) {
                request.mask.at(x, y)[0] = x < 16 ? 0.0F : x < 32 ? 0.5F : 1.0F;
            }
        }
        const auto soft = runJob(request);
        QVERIFY2(soft.has_value(), soft ? "" : soft.error().message.c_str());
        for (float& v : std::span(request.mask.data(), request.mask.count())) {
            v = v > 0.0F ? 1.0F : 0.0F;
        }
        const auto hard = runJob(request);
        QVERIFY(hard.has_value());
        QVERIFY(largestDifference(soft->image, hard->image) > 1e-3);
    }

    void latentsAreHeldAsLongAsTheirMaskSays()
    {
        const auto scheduler = makeScheduler(*findScheduler("ddim"), SchedulerConfig{});
        scheduler->setTimesteps(10);
        const at::Tensor known = at::full({1, 1, 1, 5}, 3.0);
        const at::Tensor change = at::tensor({0.0F, 0.25F, 0.5F, 0.7F, 1.0F}).reshape({1, 1, 1, 5});
        const auto keep = keepKnownPart(*scheduler, {known, at::zeros_like(known), change}, 0);
        std::array<int, 5> held{};
        for (int i = 0; i < 10; ++i) {
            const at::Tensor now = keep(at::zeros_like(known), i);
            for (int c = 0; c < 5; ++c) {
                held[static_cast<std::size_t>(c)] += now[0][0][0][c].item<float>() != 0.0F;
            }
        }
        QCOMPARE(held, (std::array<int, 5>{10, 7, 5, 3, 0}));
    }

    void previewsComeFromATinyDecoderThatReadsTheModelsLatents()
    {
        const at::NoGradGuard inference;
        const fs::path taesd = fs::path(STILLWATER_FIXTURES) / "reference" / "models" / "taesd";
        const auto tiny = loadAutoencoder(taesd);
        QVERIFY(decoderDistance(*tiny, *tiny, {}) < 1e-6);
        // Random weights know nothing of each other: far off, so the linear previews stay.
        fs::create_directories(folder("shelf"));
        const fs::path model = ::tiny::stableDiffusion(folder("shelf") / "sd15", "sd15");
        fs::copy(taesd, folder("shelf") / "taesd");
        QVERIFY(Parts(model).model->previewVae == nullptr);
        // The same decoder as the model's own autoencoder is found beside it.
        QVERIFY(findPreviewDecoder(model, *tiny, {}) != nullptr);
        QVERIFY(findPreviewDecoder(model.string() + '/', *tiny, {}) != nullptr);
        QVERIFY(findPreviewDecoder(folder("sd15"), *tiny, {}) == nullptr);
    }

    void guidanceRescaleReachesTheLoop()
    {
        FillRequest request = requestFor(folder("sd15"), Action::Create);
        const auto plain = runJob(request);
        request.guidanceRescale = 0.7F;
        const auto rescaled = runJob(request);
        QVERIFY(plain && rescaled);
        QCOMPARE(rescaled->parameters.guidanceRescale, 0.7F);
        QVERIFY(!(plain->image == rescaled->image));
        request.guidanceRescale = 1.5F;
        QVERIFY(!runJob(request).has_value());
    }

    void weighedAndLongPromptsChangeThePicture()
    {
        FillRequest request = requestFor(folder("sd15"), Action::Create);
        const auto plain = runJob(request);
        request.prompt = "a (boat:1.0)"; // the same words and weights
        QCOMPARE(largestDifference(runJob(request)->image, plain->image), 0.0);
        request.prompt = "a (boat:1.4)";
        QVERIFY(largestDifference(runJob(request)->image, plain->image) > 1e-5);
        request.prompt.clear();
        for (int i = 0; i < 40; ++i) { // 14 words fit into one chunk of the test's tokenizer
            request.prompt += "boat ";
        }
        const auto longer = runJob(request);
        QVERIFY2(longer.has_value(), longer ? "" : longer.error().message.c_str());
        request.prompt += "house";
        QVERIFY(largestDifference(runJob(request)->image, longer->image) > 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestFamilies)
#include "tst_families.moc"
