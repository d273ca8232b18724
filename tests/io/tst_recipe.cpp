#include <QtTest>

#include <QTemporaryDir>

#include "core/io/model_hash.h"
#include "core/io/recipe.h"
#include "core/io/sha256.h"

using namespace core;

namespace {

Recipe fullRecipe()
{
    Recipe out;
    out.action = "fill";
    out.prompt = "a heron, (reeds:1.2)";
    out.negativePrompt = "people, text";
    out.sampler = "dpmpp-2m-karras";
    out.steps = 20;
    out.guidance = 7.5F;
    out.strength = 0.75F;
    out.seed = 18446744073709551615ULL;
    out.size = {512, 384};
    out.stepCache = 2;
    out.clipSkip = 3;
    out.towards = "a stork, flying";
    out.share = 0.25F;
    out.model = "/models/a";
    out.modelTitle = "Model A";
    out.modelHash = "0123456789";
    out.program = "0.1";
    out.loras = {{"x.safetensors", 0.5F}};
    out.embeddings = {"y.pt"};
    return out;
}

/// What the text form holds.
Recipe carried(Recipe recipe)
{
    recipe.model.clear();
    recipe.program.clear();
    recipe.loras.clear();
    recipe.embeddings.clear();
    recipe.action = recipe.strength ? "edit" : "create";
    return recipe;
}

} // namespace

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonBringsEverythingBack()
    {
        const auto read = recipeFromJson(recipeToJson(fullRecipe()));
        QVERIFY(read);
        QVERIFY(*read == fullRecipe());
    }

    void recipesOfEarlierVersionsAreRead()
    {
        const auto window = recipeFromJson(
            R"({"action":"remove","negative_prompt":"people","seed":"9007199254740993","steps":4})");
        QVERIFY(window);
        QCOMPARE(window->negativePrompt, std::string("people"));
        QCOMPARE(window->seed.value_or(0), 9007199254740993ULL);
        const auto line = recipeFromJson(R"({"action":"Generate","seed":7})");
        QVERIFY(line);
        QCOMPARE(line->action, std::string("create"));
    }

    void whatIsNoRecipeIsRefused()
    {
        QVERIFY(!recipeFromJson(""));
        QVERIFY(!recipeFromJson("[1]"));
        QVERIFY(!recipeFromJson("{\"seed\":7}"));
        QVERIFY(recipeFromJson(R"({"action":"fill","seed":-1.5e300,"steps":"x","loras":7})"));
    }

    void parametersBringTheSettingsBack()
    {
        const auto read = recipeFromParameters(recipeToParameters(fullRecipe()));
        QVERIFY(read);
        QVERIFY(*read == carried(fullRecipe()));
    }

    void parametersSurviveStrangePrompts_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("negative");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("only a negative one") << QString() << QStringLiteral("people");
        QTest::newRow("lines") << QStringLiteral("one\ntwo, three") << QStringLiteral("a\nb");
        QTest::newRow("looks like fields") << QStringLiteral("see Steps: 20, Seed: 1") << QString();
        QTest::newRow("other letters") << QStringLiteral("Wasser ä, 水") << QString();
    }
    void parametersSurviveStrangePrompts()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, negative);
        Recipe recipe = fullRecipe();
        recipe.prompt = prompt.toStdString();
        recipe.negativePrompt = negative.toStdString();
        recipe.modelTitle = "A \"quoted\", comma: title";
        const auto read = recipeFromParameters(recipeToParameters(recipe));
        QVERIFY(read);
        QVERIFY(*read == carried(recipe));
    }

    void theTextIsWhatOtherProgramsWrite()
    {
        Recipe recipe = fullRecipe();
        recipe.seed = 42;
        QCOMPARE(QString::fromStdString(recipeToParameters(recipe)),
                 QStringLiteral("a heron, (reeds:1.2)\n"
                                "Negative prompt: people, text\n"
                                "Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7.5, Seed: 42, "
                                "Size: 512x384, Model hash: 0123456789, Model: Model A, "
                                "Denoising strength: 0.75, Clip skip: 3, Step cache: 2, "
                                "Towards: \"a stork, flying\", Share: 0.25, Version: Stillwater 0.1"));
    }

    void aTextOfTheWebUiIsRead()
    {
        const auto read = recipeFromParameters(
            "masterpiece, a lake at dawn\n"
            "mist over the water\n"
            "Negative prompt: blurry, lowres\n"
            "Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 3141592653, "
            "Size: 768x512, Model hash: 6ce0161689, Model: v1-5-pruned-emaonly, "
            "Lora hashes: \"add_detail: 7c6bad76eb54, more: 1\", Version: v1.10.1");
        QVERIFY(read);
        QCOMPARE(read->prompt, std::string("masterpiece, a lake at dawn\nmist over the water"));
        QCOMPARE(read->negativePrompt, std::string("blurry, lowres"));
        QCOMPARE(read->sampler, std::string("dpmpp-2m-karras"));
        QCOMPARE(read->steps.value_or(0), 28);
        QCOMPARE(read->guidance.value_or(0), 7.0F);
        QCOMPARE(read->seed.value_or(0), 3141592653ULL);
        QCOMPARE(read->size, (Size{768, 512}));
        QCOMPARE(read->modelHash, std::string("6ce0161689"));
        QCOMPARE(read->modelTitle, std::string("v1-5-pruned-emaonly"));
        QCOMPARE(read->action, std::string("create"));
    }

    void digestsAreThoseOfTheStandard_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("digest");
        // FIPS 180-4's examples, and lengths around one block (checked with sha256sum).
        QTest::newRow("none") << QByteArray()
                              << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41"
                                            "e4649b934ca495991b7852b855");
        QTest::newRow("abc") << QByteArray("abc")
                             << QByteArray(
                                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61"
                                    "f20015ad");
        for (const int length : {55, 56, 63, 64, 65, 1000}) {
            const QByteArray message(length, 'x');
            QTest::newRow(qPrintable(QString::number(length)))
                << message << QCryptographicHash::hash(message, QCryptographicHash::Sha256).toHex();
        }
    }
    void digestsAreThoseOfTheStandard()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, digest);
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(message.constData());
        Sha256 whole;
        whole.add({bytes, static_cast<std::size_t>(message.size())});
        QCOMPARE(QByteArray::fromStdString(whole.finish()), digest);
        Sha256 pieces;
        for (qsizetype i = 0; i < message.size(); i += 7) {
            pieces.add(
                {bytes + i, static_cast<std::size_t>(qMin<qsizetype>(7, message.size() - i))});
        }
        QCOMPARE(QByteArray::fromStdString(pieces.finish()), digest);
    }

    void modelsAreToldApartByTheirWeights()
    {
        const QTemporaryDir folder;
        const auto put = [&](const char* name, const char* bytes) {
            QFile file(folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        put("a.safetensors", "abc");
        const std::string cache = folder.filePath(QStringLiteral("cache/hashes")).toStdString();
        const std::string file = folder.filePath(QStringLiteral("a.safetensors")).toStdString();
        QCOMPARE(modelHash(file, cache).value_or(""), std::string("ba7816bf8f"));
        QCOMPARE(modelHash(file, cache).value_or(""), std::string("ba7816bf8f"));
        const std::string whole = modelHash(folder.path().toStdString(), cache).value_or("");
        QCOMPARE(whole.size(), std::size_t{10});

        put("a.safetensors", "other bytes");

        QVERIFY(modelHash(file, cache).value_or("") != "ba7816bf8f");
        QVERIFY(modelHash(folder.path().toStdString(), cache).value_or("") != whole);
        QVERIFY(!modelHash("/nowhere", cache));
    }

    void textsWithoutSettingsAreNone()
    {
        QVERIFY(!recipeFromParameters(""));
        QVERIFY(!recipeFromParameters("just a caption"));
        QVERIFY(!recipeFromParameters("Steps: many"));
    }
};

QTEST_APPLESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
