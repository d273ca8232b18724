// What people write into prompts, from brackets to chunks of tokens.

#include <QtTest/QtTest>

#include "diffusion/engine/adapters/lora_names.h"
#include "diffusion/engine/prompts/prompt_chunks.h"
#include "diffusion/engine/prompts/prompt_syntax.h"

using namespace diffusion;

namespace {

/// "a boat@1.10 | in" for pieces, with "/" before a piece that begins a chunk.
QString shown(const std::vector<PromptPiece>& pieces)
{
    QStringList out;
    for (const PromptPiece& piece : pieces) {
        QString text = QString::fromStdString((piece.breakBefore ? "/" : "") + piece.text);
        if (std::abs(piece.weight - 1.0) > 1e-9) {
            text += QLatin1Char('@') + QString::number(piece.weight, 'g', 4);
        }
        out += text;
    }
    return out.join(QLatin1Char('|'));
}

/// One id a letter; bos 1, eos 2, padding 0.
class LetterTokenizer final : public Tokenizer {
public:
    std::vector<std::int64_t> tokenize(std::string_view text) const override
    {
        return {text.begin(), text.end()};
    }
    std::optional<std::int64_t> bosId() const override { return 1; }
    std::optional<std::int64_t> eosId() const override { return 2; }
    std::int64_t padId() const override { return 0; }
    std::int64_t maxLength() const override { return 6; }
};

std::vector<WeighedToken> letters(std::string_view text)
{
    std::vector<WeighedToken> out;
    for (const char c : text) {
        out.push_back({c, 1.0F, 0, false});
    }
    return out;
}

/// The ids between bos and eos of each chunk, as letters.
QStringList shown(const std::vector<TokenChunk>& chunks)
{
    QStringList out;
    for (const TokenChunk& chunk : chunks) {
        QString text;
        for (const std::int64_t id : chunk.ids) {
            if (id > 2) {
                text += QLatin1Char(static_cast<char>(id));
            }
        }
        out += text;
    }
    return out;
}

} // namespace

class TestPromptSyntax : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bracketsWeighWhatTheyHold_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("pieces");
        const auto row = [](const char* name, const char* prompt, const char* pieces) {
            QTest::newRow(name) << QString::fromLatin1(prompt) << QString::fromLatin1(pieces);
        };
        row("nothing", "", "");
        row("plain words", "a red boat, at sea", "a red boat, at sea");
        row("round", "a (red) boat", "a |red@1.1| boat");
        row("twice", "((red)) boat", "red@1.21| boat");
        row("square", "[red]", "red@0.9091");
        row("a number", "a (red boat:1.3)", "a |red boat@1.3");
        row("spaces round the number", "(red : 0.5 )", "red @0.5");
        row("a number without a digit before the dot", "(red:.5)", "red@0.5");
        row("a number with a sign", "(red:-0.5)(blue:+2)", "red@-0.5|blue@2");
        row("nested", "(a (b:1.5) c:2)", "a @2|b@3| c@2");
        row("square in round", "(a [b])", "a @1.1|b");
        row("escaped", "a \\(red\\) \\[boat\\] \\\\", "a (red) [boat] \\");
        row("a backslash before a letter", "a\\b", "a\\b");
        row("open to the end", "a (red boat", "a |red boat@1.1");
        row("two open to the end", "a ((b", "a |b@1.21");
        row("closed but never opened", "red) boat]", "red) boat]");
        row("a number that nobody opened", "red:1.2) boat", "red:1.2) boat");
        row("no number", "(red:blue)", "red:blue@1.1");
        row("two dots", "(red:1.2.3)", "red:1.2.3@1.1");
        row("a number out of reason", "(red:1e9)", "red:1e9@1.1");
        row("empty brackets", "()[]a", "a");
        row("a time of day", "at 10:30 (night)", "at 10:30 |night@1.1");
        row("break", "a boat BREAK at sea", "a boat |/at sea");
        row("break inside a word", "BREAKFAST aBREAK", "BREAKFAST aBREAK");
        row("break at the end", "a BREAK", "a ");
        row("weights equal on both sides", "(a:1.5)(b:1.5)", "ab@1.5");
    }
    void bracketsWeighWhatTheyHold()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, pieces);
        QCOMPARE(shown(parsePrompt(prompt.toStdString())), pieces);
    }

    void wordsAloneAreLeftForModelsWithoutWeights()
    {
        QCOMPARE(promptWithoutWeights("a ((red)) [old] (boat:1.3), \\(1912\\)"),
                 std::string("a red old boat, (1912)"));
        QCOMPARE(promptWithoutWeights("a boat BREAK the sea"), std::string("a boat the sea"));
        const std::string plain = "  Ein Boot: 3 m, \xc3\xa4lter -- 50 % {x} <y>";
        QCOMPARE(promptWithoutWeights(plain), plain);
    }

    void namesAreFoundAsWholeWords()
    {
        const std::vector<std::string> names{"cat", "cat-toy", "<dog>"};
        const auto split = [&names](const char* text) {
            QStringList out;
            for (const NamedPart& part : splitAtNames(text, names)) {
                out += QString::fromStdString(part.text) + QLatin1Char('#') +
                       QString::number(part.name);
            }
            return out.join(QLatin1Char('|'));
        };
        QCOMPARE(split("a Cat, a cat-toy"), QStringLiteral("a #-1|Cat#0|, a #-1|cat-toy#1"));
        QCOMPARE(split("category concat"), QStringLiteral("category concat#-1"));
        QCOMPARE(split("x<dog>y"), QStringLiteral("x#-1|<dog>#2|y#-1"));
        QCOMPARE(split("by embedding:cat"), QStringLiteral("by #-1|cat#0"));
        QVERIFY(splitAtNames("", names).empty());
    }

    void longPromptsBecomeChunksOfWhatTheEncoderTakes()
    {
        const LetterTokenizer tokenizer;
        const auto none = chunkTokens({}, tokenizer, 6);
        QCOMPARE(none.size(), std::size_t{1});
        QCOMPARE(none[0].ids, (std::vector<std::int64_t>{1, 2, 0, 0, 0, 0}));
        const auto nine = chunkTokens(letters("abcdefghi"), tokenizer, 6);
        QCOMPARE(shown(nine), (QStringList{QStringLiteral("abcd"), QStringLiteral("efgh"),
                                           QStringLiteral("i")}));
        QCOMPARE(nine[2].ids, (std::vector<std::int64_t>{1, 'i', 2, 0, 0, 0}));
        QCOMPARE(chunkTokens(letters("abcd"), tokenizer, 6).size(), std::size_t{1});
    }

    void breaksAndEmbeddingsDecideWhereChunksEnd()
    {
        const LetterTokenizer tokenizer;
        auto tokens = letters("abcde");
        tokens[1].breakBefore = true;
        QCOMPARE(shown(chunkTokens(tokens, tokenizer, 6)),
                 (QStringList{QStringLiteral("a"), QStringLiteral("bcde")}));
        tokens = letters("abcde");
        tokens[2].together = 2; // c, d and e are one embedding
        tokens[3].together = 1;
        QCOMPARE(shown(chunkTokens(tokens, tokenizer, 6)),
                 (QStringList{QStringLiteral("ab"), QStringLiteral("cde")}));
    }

    void weightsStandBesideTheirTokens()
    {
        auto tokens = letters("ab");
        tokens[1].weight = 1.5F;
        const auto chunks = chunkTokens(tokens, LetterTokenizer(), 6);
        QCOMPARE(chunks[0].weights, (std::vector<float>{1.0F, 1.0F, 1.5F, 1.0F, 1.0F, 1.0F}));
    }

    void loraNamesOfAllScriptsMeanTheSameLayer_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("meaning"); ///< component, layer, role
        const auto row = [](const char* name, const char* meaning) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(meaning);
        };
        const char* const q = "unet a_attn1_to_q 0";
        row("lora_unet_a_attn1_to_q.lora_down.weight", q);
        row("unet.a.attn1.to_q.lora_A.weight", q);
        row("unet.base_model.model.a.attn1.to_q.lora_A.default.weight", q);
        row("unet.a.attn1.to_q.lora.down.weight", q);
        row("unet.a.attn1.processor.to_q_lora.down.weight", q);
        row("a.attn1.processor.to_q_lora.down.weight", q);
        row("unet.a.attn1.processor.to_out_lora.up.weight", "unet a_attn1_to_out_0 1");
        row("lora_unet_a_conv.lora_mid.weight", "unet a_conv 2");
        row("lora_te_text_model_mlp_fc1.alpha", "text_encoder text_model_mlp_fc1 3");
        row("lora_te1_text_model_mlp_fc1.alpha", "text_encoder text_model_mlp_fc1 3");
        row("lora_te2_text_model_mlp_fc1.alpha", "text_encoder_2 text_model_mlp_fc1 3");
        row("text_encoder.text_model.q_proj.lora_linear_layer.up.weight",
            "text_encoder text_model_q_proj 1");
        row("text_encoder_2.text_model.q_proj.lora_B.weight", "text_encoder_2 text_model_q_proj 1");
        row("down_blocks.0.conv.weight", "");
        row("emb_params", "");
    }
    void loraNamesOfAllScriptsMeanTheSameLayer()
    {
        QFETCH(QString, name);
        QFETCH(QString, meaning);
        const auto parsed = parseLoraName(name.toStdString());
        const QString found =
            parsed ? QString::fromStdString(parsed->component + ' ' + parsed->module + ' ' +
                                            std::to_string(static_cast<int>(parsed->role)))
                   : QString();
        QCOMPARE(found, meaning);
    }

    void otherAdaptersAreToldFromLoras()
    {
        QVERIFY(isOtherAdapter("lora_unet_a.hada_w1_a"));
        QVERIFY(isOtherAdapter("lora_unet_a.lokr_w1"));
        QVERIFY(isOtherAdapter("unet.a.dora_scale"));
        QVERIFY(!isOtherAdapter("lora_unet_a.lora_down.weight"));
    }
};

QTEST_APPLESS_MAIN(TestPromptSyntax)
#include "tst_prompt_syntax.moc"
