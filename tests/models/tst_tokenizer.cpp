#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "diffusion/check/check_sections.h"
#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"
#include "diffusion/models/tokenizers/sentencepiece_check.h"
#include "diffusion/models/tokenizers/unicode_text.h"
#include "models/load_failure.h"

using namespace diffusion;

using Ids = std::vector<std::int64_t>;

namespace {

const std::filesystem::path kBpe = STILLWATER_FIXTURES "/tokenizers/bpe";
const std::filesystem::path kSentencePiece = STILLWATER_FIXTURES "/tokenizers/sentencepiece";

QByteArray text(const Ids& ids)
{
    QByteArray result;
    for (const std::int64_t id : ids) {
        result += QByteArray::number(qlonglong(id)) + " ";
    }
    return result.trimmed();
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promptsBecomeTheIdsOfTheVocabulary_data()
    {
        QTest::addColumn<QByteArray>("prompt");
        QTest::addColumn<QByteArray>("ids");
        const auto row = [](const char* prompt, const char* ids) {
            QTest::newRow(prompt) << QByteArray(prompt) << QByteArray(ids);
        };
        // Ids of single bytes: byte - 33, and 256 more at the end of a word.
        row("", "");
        row("   \t\n ", "");
        row("a photo", "320 515");
        row("A  PHOTO\nof", "320 515 78 325");
        row("the boat", "523 518");
        row("boats", "517 83 338");
        row("na\xC3\xAFve", "536");
        row("nai\xCC\x88ve", "536");
        row("don't", "67 78 333 6 339");
        row("we'll", "86 324 6 75 331");
        row("42", "275 273");
        row("a...b", "320 538 321");
        row("<|endoftext|>", "540");
        row("LAKE <|EndOfText|>", "521 540");
        row("lake<|startoftext|>lake", "521 539 521");
        row("a\x01" "b", "64 321");
        row("\xFF\xFE" "a", "320");
    }
    void promptsBecomeTheIdsOfTheVocabulary()
    {
        QFETCH(QByteArray, prompt);
        QFETCH(QByteArray, ids);
        const ClipBpeTokenizer tokenizer(kBpe, readSpecialTokens(kBpe));

        QCOMPARE(text(tokenizer.tokenize(prompt.toStdString())), ids);
    }

    void idsArePaddedAndCutToTheLengthAskedFor()
    {
        const auto tokenizer = createTokenizer(kBpe, {});
        std::string many;
        for (int i = 0; i < 50; ++i) {
            many += "lake ";
        }

        QCOMPARE(text(tokenizer->encode("the boat", 6)), QByteArray("539 523 518 540 540 540"));
        QCOMPARE(text(tokenizer->encode("", 3)), QByteArray("539 540 540"));
        QCOMPARE(text(tokenizer->encode(many, 5)), QByteArray("539 521 521 521 540"));
        QCOMPARE(tokenizer->encode(many).size(), std::size_t(16)); // its model_max_length
        QCOMPARE(tokenizer->textCapacity(), std::int64_t(14));
    }

    void thePadTokenIsMatchedInsidePrompts()
    {
        SpecialTokens specials = readSpecialTokens(kBpe);
        specials.pad = std::string(1, '!');
        const ClipBpeTokenizer tokenizer(kBpe, specials);

        QCOMPARE(text(tokenizer.tokenize("the boat!! a")), QByteArray("523 518 0 0 320"));
        QCOMPARE(tokenizer.padId(), std::int64_t(0));
    }

    void textIsCleanedAsTheReferenceDoes_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("clean");
        const auto row = [](const char* name, const char* raw, const char* clean) {
            QTest::newRow(name) << QByteArray(raw) << QByteArray(clean);
        };
        row("final sigma", "ΣΊΣΥΦΟΣ ΑΣ.", "σίσυφος ας.");
        row("sigma before a letter", "ΑΣ'Α", "ασ'α");
        row("lone sigma", "Σ", "σ");
        row("dotted capital i", "İ", "i̇");
        row("ideographs stand apart", "a漢字b", "a 漢 字 b");
        row("joiner and controls vanish", "a\u200Db\u0007c", "abc");
        row("kinds of space", "a\u00A0b\u2003c\u2028d", "a b c d");
        row("sharp s stays", "STRAßE", "straße");
    }
    void textIsCleanedAsTheReferenceDoes()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, clean);

        QCOMPARE(QByteArray::fromStdString(encodeUtf8(cleanClipText(raw.toStdString()))), clean);
    }

    void longWordsAreEncodedInReasonableTime()
    {
        const ClipBpeTokenizer tokenizer(kBpe, readSpecialTokens(kBpe));

        QCOMPARE(tokenizer.tokenize(std::string(20000, 'x')).size(), std::size_t(20000));
    }

    void referencePromptsGiveTheReferencesIds_data()
    {
        QTest::addColumn<QByteArray>("outcome");
        const QByteArray named = qgetenv("STILLWATER_REFERENCE");
        check::CheckOptions options;
        options.root = named.toStdString();
        for (const check::CaseResult& result : check::checkTokenizer(options)) {
            if (result.outcome != check::Outcome::Skipped) {
                QTest::newRow(result.name.c_str())
                    << (result.outcome == check::Outcome::Passed
                            ? QByteArray("passed")
                            : QByteArray::fromStdString(result.detail));
            }
        }
        if (named.isEmpty()) {
            QTest::newRow("absent") << QByteArray("absent");
        }
    }
    void referencePromptsGiveTheReferencesIds()
    {
        QFETCH(QByteArray, outcome);
        if (outcome == "absent") {
            QSKIP("set STILLWATER_REFERENCE to the folder with the reference cases");
        }
        QCOMPARE(outcome, QByteArray("passed"));
    }

    void sentencePieceModelsAreReadThroughTheModule()
    {
#if !defined(DIFFUSION_WITH_SENTENCEPIECE)
        QSKIP("built without SentencePiece");
#else
        const auto tokenizer = createTokenizer(kSentencePiece, STILLWATER_MODULE_FOLDER);

        // as spm_encode of the same model says
        QCOMPARE(text(tokenizer->tokenize("a photo of a lake without the boat")),
                 QByteArray("7 58 76 47 6 44 7 35 38 31 9 4 3 36"));
        QCOMPARE(text(tokenizer->encode("the boat", 6)).right(5), QByteArray("1 0 0"));
        QVERIFY(!tokenizer->bosId() && tokenizer->eosId() == 1 && tokenizer->padId() == 0);
        QCOMPARE(tokenizer->encode("a boat").size(), std::size_t(24));
        QVERIFY(tokenizer->tokenize("").empty());
#endif
    }

    void brokenTokenizerFoldersAreNamed()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QVERIFY(loadFailure([&] { (void)createTokenizer(path, {}); }).contains("neither vocab.json"));

        std::ofstream(path / "vocab.json") << "[1, 2]";
        QVERIFY(loadFailure([&] { (void)createTokenizer(path, {}); }).contains("vocab.json"));

        std::ofstream(path / "vocab.json") << R"({"a": 0})";
        QVERIFY(loadFailure([&] { (void)createTokenizer(path, {}); }).contains("<|startoftext|>"));
    }

    void tablesOfNormalisationMayNotLeadOutside_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("fault");
        // A double array: unit 0 leads to the block at 256; there, "a" leads to 512, where a text
        // ends.
        std::vector<std::uint32_t> units(1024, 0x80000000U);
        const auto leadsTo = [](std::uint32_t from, std::uint32_t to, std::uint32_t rest) {
            return (from ^ to) << 10 | rest;
        };
        constexpr std::uint32_t kLeaf = 0x100;
        units[0] = leadsTo(0, 256, 0);
        units[256 ^ 'a'] = leadsTo(256 ^ 'a', 512, 'a' | kLeaf);
        units[512] = 0x80000000U | 2; // the text
        const std::string texts("x\0b\0", 4);
        const auto row = [&](const char* name, const std::vector<std::uint32_t>& trie,
                             const std::string& words, const char* fault) {
            const auto bytes = static_cast<std::uint32_t>(trie.size() * sizeof(std::uint32_t));
            QByteArray table(reinterpret_cast<const char*>(&bytes), sizeof bytes);
            table.append(reinterpret_cast<const char*>(trie.data()), bytes);
            QTest::newRow(name) << table + QByteArray::fromStdString(words) << QByteArray(fault);
        };
        row("a whole one", units, texts, "");
        row("a text without an end", units, "x", "without an end");
        row("a text that is no UTF-8", units, std::string("\xFF\0ab\0", 5), "no UTF-8");
        row("too short a table", {units.begin(), units.begin() + 700}, texts, "outside");
        auto changed = units;
        changed[512] = 0x80000000U | 4;
        row("a text behind the last", changed, texts, "a text outside");
        changed = units;
        changed[256 ^ 'a'] = leadsTo(256 ^ 'a', 1024, 'a');
        row("a way outside", changed, texts, "outside");
        changed = units;
        changed[256 ^ 'a'] = leadsTo(256 ^ 'a', 256, 'a');
        row("a circle", changed, texts, "in circles");
        changed.assign(64 * 256, 0x80000000U);
        changed[0] = leadsTo(0, 256, 0);
        for (std::uint32_t i = 1; i < 60; ++i) {
            const std::uint32_t at = i * 256 ^ 'a';
            changed[at] = leadsTo(at, (i + 1) * 256, 'a' | kLeaf);
            changed[(i + 1) * 256] = 0x80000000U | 2;
        }
        row("more texts than the library has room for", changed, texts, "ambiguous");
    }
    void tablesOfNormalisationMayNotLeadOutside()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, fault);
        const QByteArray found =
            QByteArray::fromStdString(faultOfCharacterMap(table.toStdString()));
        QVERIFY2(fault.isEmpty() ? found.isEmpty() : found.contains(fault), found.constData());
    }

    void brokenSentencePieceModelsAreNamed()
    {
#if !defined(DIFFUSION_WITH_SENTENCEPIECE)
        QSKIP("built without SentencePiece");
#else
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        std::ofstream(path / "spiece.model") << "no model at all";

        QVERIFY(loadFailure([&] { (void)createTokenizer(path, STILLWATER_MODULE_FOLDER); })
                    .contains("spiece.model: not a SentencePiece model"));
        QVERIFY(loadFailure([&] { (void)createTokenizer(path, path); })
                    .contains("stillwater_sentencepiece.so"));
#endif
    }
};

QTEST_APPLESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
