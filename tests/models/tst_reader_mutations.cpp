// Readers of model files answer every damaged file by a value or by one clear line, whatever was damaged.
// The same readers have fuzzers in tests/fuzz; this is the part of them that runs in seconds.

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/tokenizer.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/models/weights/pickle_file.h"
#include "diffusion/models/weights/safetensors_header.h"
#include "models/torch_save.h"

using namespace diffusion;

namespace {

constexpr int kRounds = 3000;
constexpr unsigned kSeed = 20261122;

/// One to four random changes: bytes, runs, cuts, repetitions, numbers that are often boundaries.
std::string mutated(std::string text, std::mt19937& random)
{
    const auto below = [&random](std::size_t n) {
        return static_cast<std::size_t>(random() % std::max<std::size_t>(n, 1));
    };
    const std::uint64_t numbers[] = {0, 1, 0x7F, 0x80, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF,
                                     0x7FFFFFFFFFFFFFFF, ~std::uint64_t{0}, std::uint64_t{1} << 40};
    for (std::size_t i = 0, count = 1 + below(4); i < count && !text.empty(); ++i) {
        const std::size_t at = below(text.size());
        switch (below(7)) {
        case 0: text[at] = static_cast<char>(random()); break;
        case 1: text[at] = static_cast<char>(text[at] ^ (1 << below(8))); break;
        case 2: text.erase(at, 1 + below(16)); break;
        case 3: text.insert(at, text.substr(below(text.size()), 1 + below(32))); break;
        case 4: text.resize(at); break;
        case 5: text.insert(at, 1 + below(8), static_cast<char>(random())); break;
        default: {
            const std::string number = torch_save::little(numbers[below(std::size(numbers))]);
            const std::size_t length = std::min<std::size_t>(1 + below(8), text.size() - at);
            text.replace(at, length, number.substr(0, length));
        }
        }
    }
    return text;
}

void readSafetensors(const std::string& bytes)
{
    const auto header =
        parseSafetensorsHeader(bytes, static_cast<std::int64_t>(bytes.size()), "mutated");
    for (const auto& [name, entry] : header.entries) {
        QVERIFY(entry.begin >= 0 && entry.begin <= entry.end);
        QVERIFY(entry.end <= static_cast<std::int64_t>(bytes.size()) - header.dataStart);
    }
}

void readTensors(const std::string& bytes)
{
    for (const auto& [name, located] : locateTensors(bytes, "mutated")) {
        const std::int64_t end =
            located.begin + located.tensor.storage.count * itemSize(located.tensor.storage.type);
        QVERIFY(located.begin >= 0 && end <= static_cast<std::int64_t>(bytes.size()));
    }
}

void readConfigurations(const std::string& text)
{
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        throw LoadError(core::ErrorCode::Unreadable, "not JSON");
    }
    const std::function<void()> parsers[] = {
        [&json] { static_cast<void>(UNet2DConditionConfig::parse(json)); },
        [&json] { static_cast<void>(AutoencoderKLConfig::parse(json)); },
        [&json] { static_cast<void>(AutoencoderTinyConfig::parse(json)); },
        [&json] { static_cast<void>(CLIPTextConfig::parse(json)); },
        [&json] { static_cast<void>(T5EncoderConfig::parse(json)); },
    };
    for (const auto& parse : parsers) {
        try {
            parse();
        } catch (const LoadError&) {
            continue; // the others get their turn
        }
    }
}

std::string safetensors()
{
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
        R"("b.c":{"dtype":"F16","shape":[4],"data_offsets":[24,32]},)"
        R"("empty":{"dtype":"BF16","shape":[0,7],"data_offsets":[32,32]}})";
    return torch_save::little(static_cast<std::uint64_t>(header.size())) + header +
           std::string(32, '\x3f');
}

std::string words()
{
    using namespace torch_save;
    const std::string six = storage("FloatStorage", "0", 6);
    return dict({{"epoch", whole(3)},
                 {"state_dict", dict({{"a", tensor(six, 0, {2, 3}, {3, 1})},
                                      {"b", tensor(six, 1, {5}, {1})},
                                      {"h", tensor(storage("HalfStorage", "1", 4), 0, {4}, {1})}})}});
}

std::string configuration()
{
    return R"({"in_channels": 4, "out_channels": 4, "block_out_channels": [8, 16],
        "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
        "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"], "layers_per_block": [2, 2],
        "attention_head_dim": [2, 4], "cross_attention_dim": 32, "norm_num_groups": 4,
        "transformer_layers_per_block": [1, [1, 2]], "use_linear_projection": true,
        "addition_embed_type": "text_time", "addition_time_embed_dim": 8,
        "projection_class_embeddings_input_dim": 88, "sample_size": 8, "norm_eps": 1e-5,
        "hidden_size": 32, "num_attention_heads": 4, "architectures": ["CLIPTextModel"],
        "latent_channels": 4, "scaling_factor": 0.18215, "latents_mean": [0, 1, 2, 3],
        "latents_std": [1, 1, 1, 1], "d_model": 32, "feed_forward_proj": "gated-gelu"})";
}

} // namespace

class TestReaderMutations : public QObject {
    Q_OBJECT

    using Reader = std::function<void(const std::string&)>;

    static void attack(const std::string& seed, const Reader& read)
    {
        read(seed); // the whole file is fine
        std::mt19937 random(kSeed);
        int refused = 0;
        for (int i = 0; i < kRounds; ++i) {
            const std::string bytes = mutated(seed, random);
            try {
                read(bytes);
            } catch (const LoadError& error) {
                ++refused;
                const std::string message = error.what();
                QVERIFY2(message.find('\n') == std::string::npos && message.size() < 1000,
                         message.c_str());
            } catch (const std::exception& error) {
                QFAIL(qPrintable(QStringLiteral("round %1 of seed %2: %3")
                                     .arg(i)
                                     .arg(kSeed)
                                     .arg(QString::fromUtf8(error.what()))));
            }
        }
        qInfo("%d of %d refused", refused, kRounds);
    }

private Q_SLOTS:
    void damagedSafetensorsAreRefusedInOneLine() { attack(safetensors(), &readSafetensors); }

    void damagedArchivesOfTorchAreRefusedInOneLine()
    {
        attack(torch_save::archive(words(), {{"0", std::string(24, 'x')}, {"1", std::string(8, 'y')}}),
               &readTensors);
    }

    void damagedFilesOfOldTorchAreRefusedInOneLine()
    {
        attack(torch_save::legacy(words(), {{"0", {6, std::string(24, 'x')}},
                                            {"1", {4, std::string(8, 'y')}}}),
               &readTensors);
    }

    void damagedSentencePieceModelsAreRefusedInOneLine_data()
    {
        QTest::addColumn<QString>("seed");
        QTest::newRow("pieces") << QStringLiteral(STILLWATER_FIXTURES
                                                  "/tokenizers/sentencepiece/spiece.model");
        QTest::newRow("with normalisation")
            << QStringLiteral(STILLWATER_FIXTURES "/../fuzz/corpus"
                                                  "/sentencepiece/unigram");
        QTest::newRow("pairs of bytes") << QStringLiteral(STILLWATER_FIXTURES "/../fuzz/corpus"
                                                                              "/sentencepiece/bpe");
    }
    void damagedSentencePieceModelsAreRefusedInOneLine()
    {
#if !defined(DIFFUSION_WITH_SENTENCEPIECE)
        QSKIP("built without SentencePiece");
#else
        QFETCH(QString, seed);
        QFile file(seed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        attack(file.readAll().toStdString(), [&path](const std::string& bytes) {
            std::ofstream(path / "spiece.model", std::ios::binary) << bytes;
            const auto tokenizer = createTokenizer(path, STILLWATER_MODULE_FOLDER);
            static_cast<void>(tokenizer->tokenize("a boat \xEF\xBD\x81 e\xCC\x81"));
        });
#endif
    }

    void damagedConfigurationsAreRefusedInOneLine() { attack(configuration(), &readConfigurations); }
};

QTEST_APPLESS_MAIN(TestReaderMutations)
#include "tst_reader_mutations.moc"
