// Families are told apart by what is in the files, and bad folders give one clear line.

#include <future>
#include <set>

#include <QtTest/QtTest>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/fill_engine.h"
#include "diffusion/engine/model_loader.h"
#include "diffusion/models/memory/tensor_memory.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;

class TestModelLoader : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] fs::path folder(const char* name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }

    /// The error of loading `model`, as a job would meet it; empty if it loads.
    static core::Error loadError(const fs::path& model)
    {
        FillEngine engine(makeModelLoader(STILLWATER_MODULE_FOLDER), {});
        FillRequest request;
        request.model = model.string();
        request.image = core::PixelBuffer(64, 64, 3, 0.5F);
        request.mask = core::PixelBuffer(64, 64, 1, 1.0F);
        request.steps = 1;
        std::promise<core::Result<FillResult>> promise;
        const auto id = engine.submit(std::move(request), {{}, [&promise](auto result) {
                                                               promise.set_value(std::move(result));
                                                           }});
        if (!id) {
            return id.error();
        }
        const auto result = promise.get_future().get();
        return result ? core::Error{core::ErrorCode::Internal, ""} : result.error();
    }

    /// Rewrites the U-Net's weights with `change` applied to each tensor; an undefined one is left out.
    template <class Change> static void rewriteUNet(const fs::path& model, Change change)
    {
        const fs::path file = model / "unet" / "diffusion_pytorch_model.safetensors";
        std::vector<std::pair<std::string, at::Tensor>> tensors;
        {
            const auto source = openSafetensors(file);
            for (const std::string& name : source->names()) {
                const at::Tensor tensor = change(name, source->read(name, {}).clone());
                if (tensor.defined()) {
                    tensors.emplace_back(name, tensor);
                }
            }
        }
        writeSafetensors(file, tensors);
    }

    static void verifyOneLine(const core::Error& error, core::ErrorCode code, const char* mention)
    {
        qInfo("%s", error.message.c_str());
        QCOMPARE(static_cast<int>(error.code), static_cast<int>(code));
        QVERIFY(error.message.find(mention) != std::string::npos);
        QVERIFY(error.message.find('\n') == std::string::npos);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theEmbeddedFamilySaysWhatItIs()
    {
        const auto loader = makeModelLoader(STILLWATER_MODULE_FOLDER);
        const ModelInfo info = loader->describe(tiny::stillwater(folder("a")).string());
        QCOMPARE(info.title, std::string("Tiny"));
        QCOMPARE(info.limits, std::string("Knows nothing."));
        QCOMPARE(info.nativeSide, 64);
        QCOMPARE(info.maxSide, 128);
        QCOMPARE(info.sizeMultiple, 8);
        QCOMPARE(info.remove.steps, 6);
        QCOMPARE(info.remove.strength, 0.5F);
        QVERIFY(info.weightBytes > 1000);
    }

    void fasterLayoutsAreForetold()
    {
        const auto loader = makeModelLoader(STILLWATER_MODULE_FOLDER);
        const fs::path model = tiny::stableDiffusion(folder("x"), "sd15");
        tiny::remakeUNet(model, {{"block_out_channels", {32, 64, 64, 64}}, {"sample_size", 64}}, 3);
        const TensorMemoryUse before = tensorMemoryUse();

        const ModelInfo info = loader->describe(model.string());
        const auto halves = makeModelLoader(STILLWATER_MODULE_FOLDER, {"cpu", "bfloat16"});

        // 64 to 64 channels on maps of 32: 36 places of 64 x 64 numbers, and the like.
        QVERIFY(info.keptBytes > 36 * 64 * 64 * 4);
        QVERIFY(info.keptBytes < 40 * info.weightBytes);
        QCOMPARE(halves->describe(model.string()).keptBytes, 0);
        QCOMPARE(tensorMemoryUse().held, before.held); // from shapes alone
    }

    void aDamagedAutoencoderIsToldOnLoadingOnly_data()
    {
        QTest::addColumn<bool>("isMissing");
        QTest::newRow("cut off") << false;
        QTest::newRow("missing") << true;
    }
    void aDamagedAutoencoderIsToldOnLoadingOnly()
    {
        QFETCH(bool, isMissing);
        const auto loader = makeModelLoader(STILLWATER_MODULE_FOLDER);
        const fs::path model = tiny::stableDiffusion(folder("x"), "sd15");
        const fs::path file = model / "vae" / "diffusion_pytorch_model.safetensors";
        const auto whole = static_cast<std::int64_t>(fs::file_size(file));
        const std::int64_t all = loader->describe(model.string()).weightBytes;
        isMissing ? static_cast<void>(fs::remove(file)) : fs::resize_file(file, 2000);

        const ModelInfo info = loader->describe(model.string());

        QCOMPARE(info.family, std::string("sd15"));
        QCOMPARE(info.weightBytes, all - whole + (isMissing ? 0 : 2000));
        const QByteArray message = QByteArray::fromStdString(loadError(model).message);
        QVERIFY2(message.contains("vae"), message.constData());
    }

    void inputChannelsTellInpaintingFromTextToImage()
    {
        const auto loader = makeModelLoader(STILLWATER_MODULE_FOLDER);
        const auto nine = loader->describe(tiny::stableDiffusion(folder("x"), "sd15-inpaint").string());
        const auto four = loader->describe(tiny::stableDiffusion(folder("y"), "sd15").string());
        QCOMPARE(nine.family, std::string("sd15-inpaint"));
        QCOMPARE(four.family, std::string("sd15"));
        QCOMPARE(nine.remove.scheduler, std::string("ddim"));
    }

    void idsOfFamiliesAreUnique()
    {
        std::set<std::string> ids;
        for (const ModelFamily* family : modelFamilies()) {
            QVERIFY(ids.insert(family->id).second);
        }
        QVERIFY(!ids.empty());
    }

    void aMissingTensorIsNamed()
    {
        const fs::path model = tiny::stableDiffusion(folder("m"), "sd15-inpaint");
        rewriteUNet(model, [](const std::string& name, const at::Tensor& tensor) {
            return name == "mid_block.resnets.0.conv1.weight" ? at::Tensor() : tensor;
        });
        verifyOneLine(loadError(model), core::ErrorCode::BadWeights, "mid_block.resnets.0.conv1.weight");
    }

    void aMisshapenTensorIsNamedWithBothShapes()
    {
        const fs::path model = tiny::stableDiffusion(folder("m"), "sd15-inpaint");
        rewriteUNet(model, [](const std::string& name, const at::Tensor& tensor) {
            return name == "conv_out.bias" ? at::zeros({3}) : tensor;
        });
        const core::Error error = loadError(model);
        verifyOneLine(error, core::ErrorCode::BadWeights, "conv_out.bias");
        QVERIFY(error.message.find("[3]") != std::string::npos);
        QVERIFY(error.message.find("[4]") != std::string::npos);
    }

    void weightsOfAnotherKindAreRecognised()
    {
        const fs::path model = tiny::stableDiffusion(folder("m"), "sd15-inpaint");
        const fs::path other = tiny::stableDiffusion(folder("n"), "sd15");
        const char* file = "unet/diffusion_pytorch_model.safetensors";
        fs::copy(other / file, model / file, fs::copy_options::overwrite_existing);
        verifyOneLine(loadError(model), core::ErrorCode::BadWeights, "text-to-image");
        QVERIFY(!FillEngine(makeModelLoader({}), {}).modelInfo(model.string()).has_value());
    }

    void aTextFileNamedSafetensorsIsRefused()
    {
        const fs::path model = tiny::stableDiffusion(folder("m"), "sd15-inpaint");
        tiny::writeText(model / "unet" / "diffusion_pytorch_model.safetensors",
                        "Dear reader, this is no model.\n");
        verifyOneLine(loadError(model), core::ErrorCode::Unreadable, "diffusion_pytorch_model");
        const fs::path lone = folder("lone.safetensors");
        tiny::writeText(lone, "Dear reader, this is no model.\n");
        verifyOneLine(loadError(lone), core::ErrorCode::Unreadable, "lone.safetensors");
    }

    void absentAndForeignFoldersAreRefused()
    {
        verifyOneLine(loadError(folder("nowhere")), core::ErrorCode::NotFound, "nowhere");
        tiny::writeText(folder("notes") / "readme.txt", "hello");
        verifyOneLine(loadError(folder("notes")), core::ErrorCode::Unsupported, "model_index.json");
        tiny::writeText(folder("bad") / "model_index.json", "{ not json");
        verifyOneLine(loadError(folder("bad")), core::ErrorCode::Unreadable, "model_index.json");
    }

    void changedFilesChangeTheFingerprint()
    {
        const auto loader = makeModelLoader(STILLWATER_MODULE_FOLDER);
        const fs::path model = tiny::stableDiffusion(folder("m"), "sd15");
        const std::string before = loader->fingerprint(model.string());
        QCOMPARE(loader->fingerprint(model.string()), before);
        tiny::writeText(model / "note.txt", "more");
        QVERIFY(loader->fingerprint(model.string()) != before);
    }
};

QTEST_GUILESS_MAIN(TestModelLoader)
#include "tst_model_loader.moc"
