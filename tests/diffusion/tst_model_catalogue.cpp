// Models are found where people keep them, described from headers, and checked tensor by tensor.

#include <algorithm>
#include <cmath>

#include <QtTest/QtTest>

#include "diffusion/ldm_layout.h"
#include "diffusion/model_catalogue.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;

class TestModelCatalogue : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ModelCatalogue> m_catalogue;

    [[nodiscard]] fs::path path(const char* name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }

    static const CatalogueEntry* entryAt(const std::vector<CatalogueEntry>& entries,
                                         const fs::path& path)
    {
        const auto it = std::find_if(entries.begin(), entries.end(),
                                     [&](const auto& entry) { return entry.path == path.string(); });
        return it == entries.end() ? nullptr : &*it;
    }

    static void verifyOne(const core::Result<VerifyReport>& report, std::initializer_list<const char*> words)
    {
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        for (const std::string& problem : report->problems) {
            qInfo("%s", problem.c_str());
        }
        QVERIFY(!report->problems.empty());
        for (const char* word : words) {
            QVERIFY2(std::any_of(report->problems.begin(), report->problems.end(),
                                 [word](const std::string& problem) {
                                     return problem.find(word) != std::string::npos;
                                 }),
                     word);
        }
    }

    /// Rewrites one weight file with `change` applied; an undefined tensor is left out.
    template <class Change> static void rewrite(const fs::path& file, Change change)
    {
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

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_folder->path().toUtf8());
        for (const char* name : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE",
                                 "COMFYUI_PATH", "SD_WEBUI_PATH"}) {
            qunsetenv(name);
        }
        EngineOptions options;
        options.moduleFolder = STILLWATER_MODULE_FOLDER;
        m_catalogue = createCatalogue(options);
    }

    void modelsAreFoundWhereProgramsKeepThem()
    {
        fs::create_directories(path("given"));
        const fs::path given = tiny::stableDiffusion(path("given/one"), "sd15");
        const fs::path cached = path(".cache/huggingface/hub/models--someone--two");
        fs::create_directories(cached / "snapshots");
        tiny::stableDiffusion(cached / "snapshots" / "abc", "sd15-inpaint");
        tiny::writeText(cached / "refs" / "main", "abc");
        const fs::path checkpoint = path("ComfyUI/models/checkpoints/three.safetensors");
        fs::create_directories(checkpoint.parent_path());
        writeSafetensors(checkpoint, ldm::fromDiffusers(given));
        const fs::path lora = path("stable-diffusion-webui/models/Lora/four.safetensors");
        fs::create_directories(lora.parent_path());
        writeSafetensors(lora, {{"lora_unet_x.lora_down.weight", at::zeros({1})}});
        tiny::writeText(path("ComfyUI/custom_nodes/not_a_model.safetensors"), "text");
        tiny::writeText(path("given/broken.ckpt"), "no checkpoint");
        const fs::path extra = path("elsewhere/five.safetensors");
        fs::create_directories(extra.parent_path());
        fs::copy_file(lora, extra);
        tiny::writeText(path("ComfyUI/extra_model_paths.yaml"),
                        "a:\n    base_path: \"" + extra.parent_path().string() + "\"\n");

        const auto found = m_catalogue->find({path("given").string()});

        QCOMPARE(found.size(), std::size_t(6));
        QVERIFY(entryAt(found, given) && entryAt(found, given)->family == "sd15");
        QVERIFY(entryAt(found, cached) && entryAt(found, cached)->title == "someone/two");
        QVERIFY(entryAt(found, cached)->family == "sd15-inpaint");
        QVERIFY(entryAt(found, lora) && entryAt(found, lora)->kind == "lora");
        QVERIFY(entryAt(found, extra));
        const CatalogueEntry* file = entryAt(found, checkpoint);
        QVERIFY2(file && file->family == "sd15", file ? file->problem.c_str() : "not found");
        QCOMPARE(file->bytes, static_cast<std::int64_t>(fs::file_size(checkpoint)));
        const CatalogueEntry* broken = entryAt(found, path("given/broken.ckpt"));
        QVERIFY(broken && broken->problem.find("broken.ckpt") != std::string::npos);
    }

    void detailsCountWhatIsStored()
    {
        const auto details =
            m_catalogue->details(tiny::stableDiffusion(path("m"), "sd15-inpaint").string());
        QVERIFY2(details, details ? "" : details.error().message.c_str());
        QCOMPARE(details->info.family, std::string("sd15-inpaint"));
        QCOMPARE(details->prediction, std::string("epsilon"));
        QCOMPARE(details->inChannels, std::int64_t(9));
        QCOMPARE(details->components.size(), std::size_t(3));
        const auto unet = openComponentWeights(path("m") / "unet");
        std::int64_t parameters = 0;
        for (const std::string& name : unet->names()) {
            parameters += unet->read(name, {}).numel();
        }
        QCOMPARE(details->components[0].parameters, parameters);
        QVERIFY(!details->components[0].dtype.empty());
    }

    void aWholeModelHasNoProblems()
    {
        const auto report =
            m_catalogue->verify(tiny::stableDiffusion(path("m"), "sd15").string(), {});
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        QVERIFY2(report->problems.empty(),
                 report->problems.empty() ? "" : report->problems.front().c_str());
        QVERIFY(report->tensors > 300);
    }

    void everyMissingAndMisshapenTensorIsNamed()
    {
        const fs::path model = tiny::stableDiffusion(path("m"), "sd15");
        rewrite(model / "unet" / "diffusion_pytorch_model.safetensors",
                [](const std::string& name, const at::Tensor& tensor) {
                    if (name == "conv_norm_out.bias" || name == "mid_block.resnets.0.conv1.weight") {
                        return at::Tensor();
                    }
                    return name == "time_embedding.linear_1.bias" ? at::zeros({5}) : tensor;
                });
        verifyOne(m_catalogue->verify(model.string(), {}),
                  {"conv_norm_out.bias", "mid_block.resnets.0.conv1.weight",
                   "time_embedding.linear_1.bias", "[5]", "4 input channels"});
    }

    void infiniteNumbersAreCounted()
    {
        const fs::path model = tiny::stableDiffusion(path("m"), "sd15");
        rewrite(model / "vae" / "diffusion_pytorch_model.safetensors",
                [](const std::string& name, at::Tensor tensor) {
                    if (name == "decoder.conv_in.bias") {
                        tensor[0] = NAN;
                        tensor[1] = INFINITY;
                    }
                    return tensor;
                });
        verifyOne(m_catalogue->verify(model.string(), {}), {"decoder.conv_in.bias", "2 numbers"});
    }

    void aCutOffFileIsAProblemOfItsComponent()
    {
        const fs::path model = tiny::stableDiffusion(path("m"), "sd15");
        fs::resize_file(model / "vae" / "diffusion_pytorch_model.safetensors", 2000);
        verifyOne(m_catalogue->verify(model.string(), {}), {"vae/diffusion_pytorch_model"});
    }

    void aStoppedCheckSaysSo()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto report =
            m_catalogue->verify(tiny::stableDiffusion(path("m"), "sd15").string(), stop.get_token());
        QVERIFY(!report && report.error().code == core::ErrorCode::Cancelled);
    }

    void whatIsNoModelIsAnError()
    {
        QVERIFY(!m_catalogue->details(path("nothing").string()));
        QVERIFY(!m_catalogue->verify(path("nothing").string(), {}));
    }
};

QTEST_GUILESS_MAIN(TestModelCatalogue)
#include "tst_model_catalogue.moc"
