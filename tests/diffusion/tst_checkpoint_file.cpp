// One file gives what the folder it was made of gives, bit for bit, whatever the family.

#include <future>

#include <QtTest/QtTest>

#include "diffusion/engine/families/model_files.h"
#include "diffusion/engine/fill_engine.h"
#include "diffusion/engine/model_loader.h"
#include "diffusion/engine/sources/weight_kind.h"
#include "diffusion/ldm_layout.h"
#include "diffusion/models/load_error.h"
#include "diffusion/tiny_models.h"
#include "models/torch_save.h"

using namespace diffusion;
namespace fs = std::filesystem;

namespace {

fs::path reference()
{
    return qgetenv("STILLWATER_REFERENCE").toStdString();
}

/// A vocabulary of our own, filled up to the size that the text encoder has.
void writeVocabulary(const fs::path& folder, std::size_t size)
{
    const fs::path from = fs::path(STILLWATER_FIXTURES) / "tokenizers" / "bpe";
    nlohmann::json vocabulary = readJsonFile(from / "vocab.json");
    for (std::size_t i = vocabulary.size(); i < size; ++i) {
        vocabulary["filler" + std::to_string(i)] = i;
    }
    tiny::writeText(folder / "vocab.json", vocabulary.dump());
    fs::copy_file(from / "merges.txt", folder / "merges.txt", fs::copy_options::overwrite_existing);
}

core::Result<FillResult> run(const fs::path& model, Action action,
                             const std::string& scheduler = "ddim")
{
    FillEngine engine(makeModelLoader(STILLWATER_MODULE_FOLDER), {});
    FillRequest request;
    request.model = model.string();
    request.action = action;
    request.image = core::PixelBuffer(64, 64, 3, 0.25F);
    request.mask = core::PixelBuffer(64, 64, 1, 1.0F);
    request.prompt = "a boat, calm water!";
    request.negativePrompt = "rain";
    request.scheduler = scheduler;
    request.steps = 2;
    request.guidanceScale = 4.0F;
    request.prefill = Prefill::Neutral;
    request.seed = 3;
    request.threads = 1;
    std::promise<core::Result<FillResult>> promise;
    const auto id = engine.submit(std::move(request), {{}, [&promise](auto result) {
                                                           promise.set_value(std::move(result));
                                                       }});
    return id ? promise.get_future().get() : core::fail(id.error());
}

/// The same tensors as torch.save would pack them.
void writePickled(const fs::path& file, const ldm::Tensors& tensors)
{
    using namespace torch_save;
    const std::map<at::ScalarType, std::string> types{{at::kDouble, "DoubleStorage"},
                                                      {at::kFloat, "FloatStorage"},
                                                      {at::kHalf, "HalfStorage"},
                                                      {at::kLong, "LongStorage"},
                                                      {at::kBFloat16, "BFloat16Storage"}};
    std::vector<std::pair<std::string, std::string>> items;
    std::map<std::string, std::string> storages;
    for (const auto& [name, value] : tensors) {
        const at::Tensor whole = value.contiguous();
        const std::string key = std::to_string(storages.size());
        items.emplace_back(name, tensor(storage(types.at(whole.scalar_type()), key, whole.numel()), 0,
                                        whole.sizes().vec(), whole.strides().vec()));
        storages[key] = std::string(static_cast<const char*>(whole.data_ptr()), whole.nbytes());
    }
    tiny::writeText(file, archive(dict({{"global_step", torch_save::whole(1)},
                                        {"state_dict", dict(items)}}),
                                  storages));
}

void compare(const core::Result<FillResult>& one, const core::Result<FillResult>& other)
{
    QVERIFY2(one, one ? "" : one.error().message.c_str());
    QVERIFY2(other, other ? "" : other.error().message.c_str());
    QCOMPARE(one->image.count(), other->image.count());
    QVERIFY(std::equal(one->image.data(), one->image.data() + one->image.count(),
                       other->image.data()));
}

} // namespace

class TestCheckpointFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] fs::path path(const char* name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }

    /// The model `name` as a folder that can be written to, with everything it needs.
    fs::path folderOf(const std::string& name)
    {
        if (name == "sd15" || name == "sd15-inpaint") {
            const fs::path model = tiny::stableDiffusion(path(name.c_str()), name);
            const auto config = readJsonFile(model / "text_encoder" / "config.json");
            writeVocabulary(model / "tokenizer", config.at("vocab_size").get<std::size_t>());
            fs::remove(model / "tokenizer" / "tokenizer_config.json");
            return model;
        }
        if (name == "refiner") {
            const fs::path model = tiny::refiner(path(name.c_str()));
            const auto config = readJsonFile(model / "text_encoder_2" / "config.json");
            writeVocabulary(model / "tokenizer_2", config.at("vocab_size").get<std::size_t>());
            tiny::writeText(model / "tokenizer_2" / "tokenizer_config.json",
                            R"({"pad_token": "!"})"); // as OpenCLIP pads
            return model;
        }
        const fs::path from = reference() / "models" / name;
        if (!fs::exists(from)) {
            return {};
        }
        fs::copy(from, path(name.c_str()), fs::copy_options::recursive);
        return path(name.c_str());
    }

    /// That folder as one file beside it, with the vocabulary in a folder `tokenizer`.
    fs::path fileOf(const fs::path& model, const std::map<std::string, std::string>& metadata = {})
    {
        const fs::path file = path("whole.safetensors");
        writeSafetensors(file, ldm::fromDiffusers(model), metadata);
        tiny::writeText(path("whole.config.json"), ldm::whatShapesDoNotTell(model).dump());
        fs::create_directories(path("tokenizer"));
        for (const char* name : {"vocab.json", "merges.txt"}) {
            const bool first = fs::exists(model / "tokenizer");
            fs::copy_file(model / (first ? "tokenizer" : "tokenizer_2") / name,
                          path("tokenizer") / name);
        }
        return file;
    }

    static std::string failure(const fs::path& model)
    {
        try {
            static_cast<void>(readModelFiles(model.string()));
        } catch (const LoadError& error) {
            qInfo("%s", error.what());
            return error.what();
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        // What lies in the real home folder must not decide a test.
        qputenv("HOME", m_folder->path().toUtf8());
        for (const char* name : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE",
                                 "COMFYUI_PATH", "SD_WEBUI_PATH"}) {
            qunsetenv(name);
        }
    }

    void aCheckpointGivesWhatItsFolderGives_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("prediction");
        QTest::newRow("sd15") << "sd15" << "sd15" << "epsilon";
        QTest::newRow("sd15-inpaint") << "sd15-inpaint" << "sd15-inpaint" << "epsilon";
        QTest::newRow("sd21-v") << "sd21-v" << "sd2" << "v_prediction";
        QTest::newRow("sdxl") << "sdxl" << "sdxl" << "epsilon";
        QTest::newRow("refiner") << "refiner" << "sdxl-refiner" << "epsilon";
        QTest::newRow("sdxl-inpaint") << "sdxl-inpaint" << "sdxl-inpaint" << "epsilon";
    }

    void aCheckpointGivesWhatItsFolderGives()
    {
        QFETCH(QString, name);
        QFETCH(QString, family);
        QFETCH(QString, prediction);
        const fs::path folder = folderOf(name.toStdString());
        if (folder.empty()) {
            QSKIP("the reference models are not here; set STILLWATER_REFERENCE");
        }

        const fs::path file = fileOf(folder, {{"modelspec.prediction_type", prediction.toStdString()}});

        const ModelFiles files = readModelFiles(file.string());
        QCOMPARE(files.scheduler.at("prediction_type").get<std::string>(), prediction.toStdString());
        const ModelInfo info = makeModelLoader({})->describe(file.string());
        QCOMPARE(info.family, family.toStdString());
        // The one whose configuration the model brings: another would take defaults for what is missing.
        const std::string scheduler = name.startsWith(QLatin1String("sdxl")) ? "euler" : "ddim";
        for (const Action action : info.can(Action::Create)
                                       ? std::vector{Action::Fill, Action::Create}
                                       : std::vector{Action::Edit}) {
            compare(run(folder, action, scheduler), run(file, action, scheduler));
        }
    }

    void aPickledCheckpointGivesTheSame()
    {
        const fs::path folder = folderOf("sd15");
        const fs::path safetensors = fileOf(folder);
        const fs::path pickled = path("pickled.ckpt");
        writePickled(pickled, ldm::fromDiffusers(folder));
        fs::copy_file(path("whole.config.json"), path("pickled.config.json"));
        compare(run(safetensors, Action::Create), run(pickled, Action::Create));
        QCOMPARE(openModelSource(pickled)->layout(), std::string("checkpoint, pickle"));
    }

    void everyTensorOfAPublishedConversionIsFound()
    {
        const fs::path file =
            reference() / "models" / "single_file" / "sd15_ldm_fp16.safetensors";
        if (!fs::exists(file)) {
            QSKIP("the reference models are not here; set STILLWATER_REFERENCE");
        }
        const auto source = openModelSource(file);
        const auto folder = openModelSource(reference() / "models" / "sd15");
        for (const char* component : {"unet", "vae", "text_encoder"}) {
            const auto ours = source->weights(component);
            const auto theirs = folder->weights(component);
            QVERIFY(ours->names() == theirs->names());
            for (const std::string& name : theirs->names()) {
                const at::Tensor wanted = theirs->read(name, {});
                const at::Tensor got = ours->read(name, {}).to(wanted.scalar_type());
                // fp16 and fp32 of the same numbers, 1x1 convolutions for linear layers.
                QVERIFY2(at::allclose(got.view_as(wanted).to(at::kFloat), wanted.to(at::kFloat), 2e-3, 1e-4),
                         name.c_str());
            }
        }
        for (const char* key : {"in_channels", "block_out_channels", "cross_attention_dim",
                                "down_block_types", "up_block_types"}) {
            const auto unet = folder->config("unet");
            if (unet.contains(key)) {
                QCOMPARE(source->config("unet").at(key).dump(), unet.at(key).dump());
            }
        }
    }

    void aMissingVocabularySaysWhichFilesToPutWhere()
    {
        const fs::path file = fileOf(folderOf("sd15"));
        fs::remove_all(path("tokenizer"));
        fs::remove_all(path("sd15"));
        const auto result = run(file, Action::Create);
        QVERIFY(!result);
        qInfo("%s", result.error().message.c_str());
        for (const char* word : {"vocab.json", "merges.txt", "tokenizer", "1014"}) {
            QVERIFY2(result.error().message.find(word) != std::string::npos, word);
        }
    }

    void theVocabularyIsFoundInTheHuggingFaceCache()
    {
        const fs::path folder = folderOf("sd15");
        const fs::path file = fileOf(folder);
        fs::remove_all(path("tokenizer"));
        const fs::path repository = path(".cache/huggingface/hub/models--someone--model");
        tiny::writeText(repository / "refs" / "main", "abc123\n");
        fs::create_directories(repository / "snapshots" / "abc123");
        fs::rename(folder / "tokenizer", repository / "snapshots" / "abc123" / "tokenizer");
        fs::remove_all(folder);

        const auto result = run(file, Action::Create);

        QVERIFY2(result, result ? "" : result.error().message.c_str());
    }

    void anotherVocabularyIsNotTaken()
    {
        const fs::path folder = folderOf("sd15");
        const fs::path file = fileOf(folder);
        fs::remove_all(folder);
        writeVocabulary(path("tokenizer"), 600);
        const auto result = run(file, Action::Create);
        QVERIFY(!result && result.error().message.find("another size") != std::string::npos);
    }

    void aMissingTensorIsNamedAsInTheFile()
    {
        auto tensors = ldm::fromDiffusers(folderOf("sd15"));
        const std::string gone = "model.diffusion_model.middle_block.0.in_layers.2.weight";
        std::erase_if(tensors, [&](const auto& tensor) { return tensor.first == gone; });
        const fs::path file = fileOf(path("sd15"));
        writeSafetensors(file, tensors);
        const auto result = run(file, Action::Create);
        QVERIFY(!result);
        qInfo("%s", result.error().message.c_str());
        QVERIFY(result.error().message.find(gone) != std::string::npos);
    }

    void whatIsNoWholeModelSaysWhatItIs_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("mention");
        const auto row = [](const char* name, const QStringList& names, const char* mention) {
            QTest::newRow(name) << names << QString::fromLatin1(mention);
        };
        row("lora", {QStringLiteral("lora_unet_down_blocks_0.lora_down.weight")}, "LoRA");
        row("embedding", {QStringLiteral("emb_params")}, "textual inversion");
        row("flux", {QStringLiteral("double_blocks.0.img_attn.qkv.weight")}, "transformer");
        row("vae", {QStringLiteral("encoder.down.0.block.0.conv1.weight")}, "autoencoder");
        row("unet", {QStringLiteral("model.diffusion_model.input_blocks.0.0.weight")},
            "without autoencoder");
        row("nonsense", {QStringLiteral("a")}, "no kind of model");
    }

    void whatIsNoWholeModelSaysWhatItIs()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, mention);
        std::vector<std::pair<std::string, at::Tensor>> tensors;
        for (const QString& name : names) {
            tensors.emplace_back(name.toStdString(), at::zeros({2}));
        }
        writeSafetensors(path("part.safetensors"), tensors);
        QVERIFY(failure(path("part.safetensors")).find(mention.toStdString()) != std::string::npos);
    }

    void theYamlBesideItTellsThePrediction()
    {
        const fs::path file = fileOf(folderOf("sd15"));
        tiny::writeText(path("whole.yaml"), "model:\n  params:\n    parameterization: \"v\"\n");
        QCOMPARE(readModelFiles(file.string()).scheduler.at("prediction_type").get<std::string>(),
                 std::string("v_prediction"));
    }
};

QTEST_GUILESS_MAIN(TestCheckpointFile)
#include "tst_checkpoint_file.moc"
