// Stored cases of families that the fixtures have none of: the numbers are those of the networks
// put together by hand, and the check must find the same way through them, and every change.

#include <QtTest/QtTest>

#include <ATen/Parallel.h>

#include "diffusion/check/check_sections.h"
#include "diffusion/engine/pipelines/guidance_embedding.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/engine/sources/model_source.h"
#include "diffusion/ldm_layout.h"
#include "diffusion/tiny_pixart.h"

using namespace diffusion;
namespace fs = std::filesystem;

namespace {

constexpr double kScale = 4.0;
constexpr int kSteps = 4;

/// A case on its way to the disk.
struct Stored {
    nlohmann::json json;
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    int draws = 0;
    std::vector<at::Tensor> outputs, latents;

    Stored(const char* pipeline, const char* model, const nlohmann::json& scheduler,
           const nlohmann::json& call)
    {
        json = {{"kind", "pipeline"},
                {"pipeline", pipeline},
                {"model", std::string("models/") + model},
                {"scheduler", scheduler.at("_class_name")},
                {"scheduler_config", scheduler},
                {"call", call},
                {"noise_labels", nlohmann::json::array()},
                // Two calls in place of one batch: other sums, the same numbers.
                {"fp64_maxdiff", {{"latents", 1e-5}, {"decoded", 1e-5}}}};
    }

    void add(const std::string& name, const at::Tensor& tensor)
    {
        tensors.emplace_back(name, tensor.contiguous());
    }

    at::Tensor draw(at::IntArrayRef shape)
    {
        const at::Tensor noise = at::randn(shape);
        add("noise.0" + std::to_string(draws++), noise);
        json["noise_labels"].push_back("here");
        return noise;
    }

    std::unique_ptr<Scheduler> scheduler() const
    {
        const SchedulerConfig config(json.at("scheduler_config"));
        auto made =
            findSchedulerOfClass(json.at("scheduler").get<std::string>(), config)->make(config);
        made->setTimesteps(kSteps);
        return made;
    }

    /// Latents of some picture, drawn as the reference draws them.
    at::Tensor picture(const Autoencoder& vae, double scale)
    {
        const at::Tensor bytes = at::randint(0, 256, {32, 32, 3}, at::kByte);
        add("image_u8", bytes);
        const at::Tensor image =
            (bytes.to(at::kFloat) / 127.5 - 1.0).permute({2, 0, 1}).unsqueeze(0).contiguous();
        const EncodedLatents encoded = vae.encode(image, {});
        return (encoded.mean + (encoded.logvar * 0.5).exp() * draw(encoded.mean.sizes())) * scale;
    }

    /// The whole loop. predict: the guided output at scaled latents and a time.
    template <class Predict> void walk(Scheduler& scheduler, at::Tensor sample, int begin,
                                       const Autoencoder& vae, Predict predict)
    {
        class Draws final : public NoiseSource {
        public:
            explicit Draws(Stored& stored) : m_stored(stored) {}
            at::Tensor normal(at::IntArrayRef shape) override { return m_stored.draw(shape); }

        private:
            Stored& m_stored;
        } noise(*this);
        std::vector<float> times;
        for (int i = begin; i < static_cast<int>(scheduler.timesteps().size()); ++i) {
            const double time = scheduler.timesteps()[static_cast<std::size_t>(i)];
            times.push_back(static_cast<float>(time));
            outputs.push_back(predict(scheduler.scaleModelInput(sample, i), time));
            sample = scheduler.step(outputs.back(), i, sample, noise);
            latents.push_back(sample);
        }
        add("timesteps", at::tensor(times));
        add("step_model_output", at::stack(outputs));
        add("step_latents", at::stack(latents));
        add("final_latents", sample);
        add("decoded", vae.decode(vae.unscaleLatents(sample), {}));
    }

    void write(const fs::path& root, const char* name) const
    {
        tiny::writeText(root / "cases" / "pipe" / (std::string(name) + ".json"), json.dump());
        writeSafetensors(root / "cases" / "pipe" / (std::string(name) + ".safetensors"), tensors);
    }
};

struct Networks {
    std::unique_ptr<UNet2DConditionModel> unet;
    std::unique_ptr<TextEncoder> text;
    std::unique_ptr<Autoencoder> vae;
};

Networks networksOf(const fs::path& folder, const char* text = "text_encoder")
{
    return {loadUNet2DCondition(folder / "unet"), loadTextEncoder(folder / text),
            loadAutoencoder(folder / "vae")};
}

at::Tensor timeOf(double time)
{
    return at::tensor({static_cast<float>(time)});
}

/// Some words, T5's padding (0) behind them.
at::Tensor t5Ids(std::initializer_list<int> words, std::int64_t length)
{
    at::Tensor ids = at::zeros({1, length}, at::kLong);
    std::int64_t i = 0;
    for (const int word : words) {
        ids[0][i++] = word;
    }
    return ids;
}

at::Tensor clipIds(int seed)
{
    at::Tensor ids = at::full({1, 77}, 2, at::kLong);
    for (int i = 0; i < 5; ++i) {
        ids[0][i] = i == 0 ? 1 : (seed * 7 + i * 3) % 60 + 3;
    }
    return ids;
}

} // namespace

class TestPipelineCases : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] fs::path root() const { return m_folder->path().toStdString(); }
    [[nodiscard]] fs::path model(const char* name) const { return root() / "models" / name; }

    [[nodiscard]] check::CaseResult result() const
    {
        const auto all = check::checkPipelines({root(), STILLWATER_MODULE_FOLDER});
        return all.size() == 1 ? all.front()
                               : check::CaseResult{"", check::Outcome::Failed, "none"};
    }

    void passes(const Stored& stored) const
    {
        stored.write(root(), "one");
        const check::CaseResult found = result();
        QVERIFY2(found.outcome == check::Outcome::Passed, found.detail.c_str());
        Stored changed = stored;
        for (auto& [name, tensor] : changed.tensors) {
            if (name == "final_latents") {
                tensor = tensor + 0.01;
            }
        }
        changed.write(root(), "one");
        QVERIFY(result().outcome == check::Outcome::Failed);
    }

    static nlohmann::json schedulerOf(const fs::path& folder)
    {
        return readConfigFile(folder / "scheduler" / "scheduler_config.json");
    }

private Q_SLOTS:
    void init()
    {
        at::set_num_threads(1);
        at::manual_seed(5);
        m_folder = std::make_unique<QTemporaryDir>();
        fs::create_directories(root() / "models");
    }

    void pixArtIsReplayed_data()
    {
        QTest::addColumn<QByteArray>("pipeline");
        QTest::addColumn<bool>("seesSizes");
        QTest::newRow("alpha") << QByteArray("PixArtAlphaPipeline") << true;
        QTest::newRow("sigma") << QByteArray("PixArtSigmaPipeline") << false;
    }
    void pixArtIsReplayed()
    {
        QFETCH(QByteArray, pipeline);
        QFETCH(bool, seesSizes);
        const at::NoGradGuard inference;
        const fs::path folder = tiny::pixArt(model("pixart"), pipeline.constData());
        nlohmann::json config = tiny::pixArtTransformer();
        config["use_additional_conditions"] = seesSizes;
        tiny::writePixArtTransformer(folder, config);
        const auto network = loadPixArtTransformer(folder / "transformer");
        const auto text = loadTextEncoder(folder / "text_encoder");
        const auto vae = loadAutoencoder(folder / "vae");
        const at::Tensor ids[] = {t5Ids({9, 4, 1}, 20), t5Ids({5, 6, 7, 30, 1}, 20)};

        Stored stored(
            pipeline.constData(), "pixart", schedulerOf(folder),
            {{"prompt", "a"}, {"num_inference_steps", kSteps}, {"guidance_scale", kScale}});
        stored.add("ids.negative_prompt.tokenizer", ids[0].to(at::kInt));
        stored.add("ids.prompt.tokenizer", ids[1].to(at::kInt));
        at::Tensor first; // of the network, with its learnt variance
        const auto scheduler = stored.scheduler();
        const at::Tensor start = stored.draw({1, 4, 4, 6}) * scheduler->initNoiseSigma();
        stored.walk(*scheduler, start, 0, *vae, [&](const at::Tensor& input, double time) {
            at::Tensor out[2];
            for (int side = 0; side < 2; ++side) {
                UNetConditioning words;
                words.encoderAttentionMask = ids[side].ne(0).to(at::kFloat);
                words.encoderHiddenStates =
                    text->forward(ids[side], words.encoderAttentionMask, {}).lastHiddenState;
                if (seesSizes) {
                    words.timeIds = at::tensor({32.0F, 48.0F, 32.0F / 48.0F}).unsqueeze(0);
                }
                out[side] = network->output(input, timeOf(time), words, {});
            }
            if (!first.defined()) {
                first = at::cat({out[0], out[1]}, 0);
            }
            return (out[0] + (out[1] - out[0]) * kScale).narrow(1, 0, 4);
        });
        stored.add("transformer0.out", first);
        passes(stored);
    }

    void theGuidanceOfAConsistencyModelIsAnInput()
    {
        const at::NoGradGuard inference;
        const fs::path folder = tiny::consistencyModel(model("lcm"));
        const auto [unet, text, vae] = networksOf(folder);

        // The steps are what the pipeline takes where its call does not say.
        Stored stored("LatentConsistencyModelPipeline", "lcm", schedulerOf(folder),
                      {{"prompt", "a"}, {"guidance_scale", 6.0}});
        stored.add("ids.prompt.tokenizer", clipIds(1).to(at::kInt));
        UNetConditioning words;
        words.encoderHiddenStates = text->forward(clipIds(1), {}).lastHiddenState;
        words.timestepCond = guidanceEmbedding(6.0, 16, 1);
        const auto scheduler = stored.scheduler();
        const at::Tensor start = stored.draw({1, 4, 8, 8}) * scheduler->initNoiseSigma();
        stored.walk(*scheduler, start, 0, *vae, [&](const at::Tensor& input, double time) {
            return unet->forward(input, timeOf(time), words, {});
        });
        passes(stored);
    }

    void aPictureGoesThroughAConsistencyModelInAllSteps()
    {
        const at::NoGradGuard inference;
        const fs::path folder = tiny::consistencyModel(model("lcm"));
        const auto [unet, text, vae] = networksOf(folder);

        Stored stored("LatentConsistencyModelImg2ImgPipeline", "lcm", schedulerOf(folder),
                      {{"prompt", "a"}, {"strength", 0.5}});
        stored.add("ids.prompt.tokenizer", clipIds(1).to(at::kInt));
        UNetConditioning words;
        words.encoderHiddenStates = text->forward(clipIds(1), {}).lastHiddenState;
        words.timestepCond = guidanceEmbedding(8.5, 16, 1);
        stored.json["scheduler_config"]["strength"] = 0.5;
        const auto scheduler = stored.scheduler();
        stored.json["scheduler_config"].erase("strength"); // the call says it
        // Of 50 times, 20 apart, the last 25; four of these.
        QCOMPARE(scheduler->timesteps(), (std::vector<double>{499, 379, 259, 139}));
        const at::Tensor known = stored.picture(*vae, 0.18215);
        const at::Tensor start = addNoise(scheduler->levelAt(0), known, stored.draw(known.sizes()));
        stored.walk(*scheduler, start, 0, *vae, [&](const at::Tensor& input, double time) {
            return unet->forward(input, timeOf(time), words, {});
        });
        passes(stored);
    }

    void theRefinerIsToldAScore()
    {
        const at::NoGradGuard inference;
        const fs::path folder = tiny::refiner(model("refiner"));
        const auto [unet, text, vae] = networksOf(folder, "text_encoder_2");

        Stored stored("StableDiffusionXLImg2ImgPipeline", "refiner", schedulerOf(folder),
                      {{"prompt", "a"},
                       {"num_inference_steps", kSteps},
                       {"guidance_scale", kScale},
                       {"strength", 0.5},
                       {"aesthetic_score", 7.0}});
        stored.add("ids.prompt.tokenizer_2", clipIds(1).to(at::kInt));
        stored.add("ids.negative_prompt.tokenizer_2", clipIds(2).to(at::kInt));
        const at::Tensor known = stored.picture(*vae, 0.13025);
        const auto scheduler = stored.scheduler();
        const at::Tensor start = addNoise(scheduler->levelAt(2), known, stored.draw(known.sizes()));
        stored.walk(*scheduler, start, 2, *vae, [&](const at::Tensor& input, double time) {
            at::Tensor out[2];
            for (const int side : {0, 1}) { // the negative prompt first
                const TextEncoding states = text->forward(clipIds(2 - side), {});
                UNetConditioning words;
                words.encoderHiddenStates = states.hiddenStates[states.hiddenStates.size() - 2];
                words.textEmbeds = states.pooled;
                words.timeIds =
                    at::tensor({32.0F, 32.0F, 0.0F, 0.0F, side == 0 ? 2.5F : 7.0F}).unsqueeze(0);
                out[side] = unet->forward(input, timeOf(time), words, {});
            }
            return out[0] + (out[1] - out[0]) * kScale;
        });
        passes(stored);
    }

    void severalPicturesOfOnePromptAreMadeAtOnce()
    {
        const at::NoGradGuard inference;
        const fs::path folder = tiny::stableDiffusion(model("sd15"), "sd15");
        const auto [unet, text, vae] = networksOf(folder);

        Stored stored("StableDiffusionPipeline", "sd15", schedulerOf(folder),
                      {{"prompt", "a"},
                       {"num_inference_steps", kSteps},
                       {"guidance_scale", 1.0},
                       {"eta", 0.5},
                       {"num_images_per_prompt", 2}});
        stored.add("ids.prompt.tokenizer", clipIds(1).to(at::kInt));
        UNetConditioning words;
        words.encoderHiddenStates =
            text->forward(clipIds(1), {}).lastHiddenState.expand({2, -1, -1}).contiguous();
        stored.json["scheduler_config"]["eta"] = 0.5;
        const auto scheduler = stored.scheduler();
        stored.json["scheduler_config"].erase("eta"); // the call says it
        const at::Tensor start = stored.draw({2, 4, 8, 8}) * scheduler->initNoiseSigma();
        stored.walk(*scheduler, start, 0, *vae, [&](const at::Tensor& input, double time) {
            return unet->forward(input, timeOf(time), words, {});
        });
        QCOMPARE(stored.draws, 1 + kSteps);
        passes(stored);

        // The same model as one checkpoint file.
        writeSafetensors(model("whole.safetensors"), ldm::fromDiffusers(folder));
        tiny::writeText(model("whole.config.json"), ldm::whatShapesDoNotTell(folder).dump());
        stored.json["model"] = "models/whole.safetensors";
        passes(stored);
    }

    void whatThisProgramDoesNotHaveIsSkippedByName()
    {
        tiny::stableDiffusion(model("sd15"), "sd15");
        Stored stored("StableUnCLIPPipeline", "sd15", schedulerOf(model("sd15")),
                      {{"prompt", "a"}});
        stored.add("timesteps", at::zeros({1}));
        stored.write(root(), "one");
        const check::CaseResult found = result();
        QVERIFY(found.outcome == check::Outcome::Skipped);
        QVERIFY2(found.detail.find("StableUnCLIPPipeline") != std::string::npos,
                 found.detail.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPipelineCases)
#include "tst_pipeline_cases.moc"
