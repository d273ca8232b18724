// PixArt in its authors' names and layout gives what the same model gives as a diffusers folder.

#include <QtTest/QtTest>

#include <ATen/Parallel.h>

#include "diffusion/engine/sources/weight_kind.h"
#include "diffusion/model_catalogue.h"
#include "diffusion/models/weights/tensor_source.h"
#include "diffusion/pixart_job.h"
#include "diffusion/tiny_pixart.h"

using namespace diffusion;
using namespace pixart;
namespace fs = std::filesystem;

namespace {

using Tensors = std::vector<std::pair<std::string, at::Tensor>>;

/// One head as wide as the authors'. 16 latents a side: 64 patches.
nlohmann::json wideHead(bool seesSizes)
{
    nlohmann::json config = tiny::pixArtTransformer();
    config.update({{"num_attention_heads", 1},
                   {"attention_head_dim", 72},
                   {"cross_attention_dim", 72},
                   {"sample_size", 16},
                   {"use_additional_conditions", seesSizes}});
    return config;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The names of the authors' code for what is stored one to one.
std::string originalName(std::string name)
{
    if (name.starts_with("scale_shift_table") || name.starts_with("proj_out")) {
        return "final_layer." + replaced(name, "proj_out", "linear");
    }
    const std::pair<const char*, const char*> table[] = {
        {"pos_embed.proj", "x_embedder.proj"},
        {"caption_projection.linear_1", "y_embedder.y_proj.fc1"},
        {"caption_projection.linear_2", "y_embedder.y_proj.fc2"},
        {"adaln_single.emb.timestep_embedder", "t_embedder"},
        {"adaln_single.emb.resolution_embedder", "csize_embedder"},
        {"adaln_single.emb.aspect_ratio_embedder", "ar_embedder"},
        {"adaln_single.linear", "t_block.1"},
        {"embedder.linear_1", "embedder.mlp.0"},
        {"embedder.linear_2", "embedder.mlp.2"},
        {"transformer_blocks", "blocks"},
        {"attn1.to_out.0", "attn.proj"},
        {"attn2.to_q", "cross_attn.q_linear"},
        {"attn2.to_out.0", "cross_attn.proj"},
        {"ff.net.0.proj", "mlp.fc1"},
        {"ff.net.2", "mlp.fc2"}};
    for (const auto& [ours, theirs] : table) {
        name = replaced(name, ours, theirs);
    }
    return name;
}

/// A diffusers transformer as its authors store it; `tokens`: of the longest caption.
Tensors original(const fs::path& transformer, std::int64_t tokens)
{
    const auto source = openComponentWeights(transformer);
    Tensors out{{"pos_embed", at::zeros({1, 64, 72})},
                {"y_embedder.y_embedding", at::zeros({tokens, 16})}};
    for (const std::string& name : source->names()) {
        const bool first = name.find("attn1.to_q.") != std::string::npos;
        if (first || name.find("attn2.to_k.") != std::string::npos) {
            std::vector<at::Tensor> parts;
            for (const char* part : first ? std::vector{"q", "k", "v"} : std::vector{"k", "v"}) {
                parts.push_back(source->read(
                    replaced(name, first ? "to_q" : "to_k", std::string("to_") + part), {}));
            }
            out.emplace_back(replaced(replaced(replaced(name, "transformer_blocks", "blocks"),
                                               "attn1.to_q", "attn.qkv"),
                                      "attn2.to_k", "cross_attn.kv_linear"),
                             at::cat(parts, 0));
        } else if (name.find(".to_k.") == std::string::npos &&
                   name.find(".to_v.") == std::string::npos) {
            out.emplace_back(originalName(name), source->read(name, {}).clone());
        }
    }
    return out;
}

} // namespace

class TestPixArtFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] fs::path folder(const char* name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }

    /// The folder "whole" as diffusers has it.
    [[nodiscard]] fs::path whole(const char* pipeline, const nlohmann::json& config) const
    {
        const fs::path model = tiny::pixArt(folder("whole"), pipeline);
        tiny::writePixArtTransformer(model, config);
        return model;
    }

    /// The authors' file with the parts in folders beside it.
    [[nodiscard]] fs::path published(const fs::path& model, std::int64_t tokens) const
    {
        const fs::path home = folder("published");
        fs::create_directories(home);
        fs::copy(model / "text_encoder", home / "t5");
        fs::copy(model / "tokenizer", home / "t5");
        fs::copy(model / "vae", home / "autoencoder");
        const fs::path file = home / "PixArt.safetensors";
        writeSafetensors(file, original(model / "transformer", tokens));
        return file;
    }

private Q_SLOTS:
    void init()
    {
        at::set_num_threads(1);
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_folder->path().toUtf8()); // the catalogue looks there too
    }

    void theAuthorsFileGivesWhatTheDiffusersFolderGives_data()
    {
        QTest::addColumn<bool>("sigma");
        QTest::newRow("alpha") << false;
        QTest::newRow("sigma") << true;
    }
    void theAuthorsFileGivesWhatTheDiffusersFolderGives()
    {
        QFETCH(bool, sigma);
        nlohmann::json config = wideHead(!sigma);
        if (sigma) {
            config["interpolation_scale"] = 0.25; // 16 of 64 latents
        }
        const fs::path model = whole(sigma ? "PixArtSigmaPipeline" : "PixArtAlphaPipeline", config);
        nlohmann::json vae;
        std::ifstream(model / "vae" / "config.json") >> vae;
        vae["scaling_factor"] = sigma ? 0.13025 : 0.18215;
        fs::permissions(model / "vae" / "config.json", fs::perms::owner_write,
                        fs::perm_options::add);
        tiny::writeText(model / "vae" / "config.json", vae.dump());
        const auto expected = runJob(requestFor(model, Action::Create));
        QVERIFY2(expected.has_value(), failureOf(expected).c_str());

        const fs::path file = published(model, sigma ? 300 : 120);
        const auto result = runJob(requestFor(file, Action::Create));
        QVERIFY2(result.has_value(), failureOf(result).c_str());
        QVERIFY(result->image == expected->image);

        const auto catalogue = createCatalogue({});
        const auto found = catalogue->find({folder("published").string()});
        const auto entry = std::find_if(found.begin(), found.end(),
                                        [&](const auto& one) { return one.path == file.string(); });
        QVERIFY(entry != found.end());
        QCOMPARE(entry->family, std::string("pixart"));
        QCOMPARE(entry->kind, std::string("model"));
    }

    void theAuthorsTensorsMayLieInADiffusersFolder()
    {
        const fs::path model = whole("PixArtAlphaPipeline", wideHead(true));
        const auto expected = runJob(requestFor(model, Action::Create));
        const fs::path file = model / "transformer" / "diffusion_pytorch_model.safetensors";
        const Tensors tensors = original(model / "transformer", 120);
        fs::remove(file);
        writeSafetensors(file, tensors);
        const auto result = runJob(requestFor(model, Action::Create));
        QVERIFY2(result && expected, failureOf(result).c_str());
        QVERIFY(result->image == expected->image);
    }

    void whatIsMissingBesideTheFileIsSaid_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("words");
        QTest::newRow("no text") << QStringLiteral("t5") << QStringLiteral("t5-v1_1-xxl");
        QTest::newRow("no autoencoder")
            << QStringLiteral("autoencoder") << QStringLiteral("sd-vae-ft-ema");
    }
    void whatIsMissingBesideTheFileIsSaid()
    {
        QFETCH(QString, part);
        QFETCH(QString, words);
        const fs::path file = published(whole("PixArtAlphaPipeline", wideHead(true)), 120);
        fs::remove_all(folder("published") / part.toStdString());
        const auto result = runJob(requestFor(file, Action::Create));
        QVERIFY(!result && result.error().code == core::ErrorCode::Unsupported);
        QVERIFY2(failureOf(result).find(words.toStdString()) != std::string::npos,
                 failureOf(result).c_str());
        QCOMPARE(weightKindOf(*openSafetensors(file)), WeightKind::PixArt);
    }

    void variantsAreRefusedByName()
    {
        const fs::path model = whole("PixArtAlphaPipeline", wideHead(true));
        const fs::path file = published(model, 120);
        Tensors tensors = original(model / "transformer", 120);
        tensors.emplace_back("blocks.0.attn.q_norm.weight", at::ones({72}));
        fs::remove(file);
        writeSafetensors(file, tensors);
        const auto result = runJob(requestFor(file, Action::Create));
        QVERIFY(!result && failureOf(result).find("q_norm") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestPixArtFile)
#include "tst_pixart_file.moc"
