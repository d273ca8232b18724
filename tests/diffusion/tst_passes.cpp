// Pictures from pure noise in several passes, each twice as large: which sizes, whose networks.

#include <future>

#include <QtTest/QtTest>

#include "diffusion/engine.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;

namespace {

/// Adds what model_index.json says of passes.
void useCoarseSide(const fs::path& model, int side, const nlohmann::json& more = {})
{
    std::ifstream in(model / "model_index.json");
    nlohmann::json index = nlohmann::json::parse(in);
    in.close();
    index["stillwater"]["coarse_side"] = side;
    index["stillwater"]["refine_strength"] = 0.5;
    index["stillwater"].update(more.is_null() ? nlohmann::json::object() : more);
    tiny::writeText(model / "model_index.json", index.dump());
}

/// A U-Net and text encoder for the first pass, with weights of another seed.
void addLayoutNetworks(const fs::path& model)
{
    const auto config = nlohmann::json::parse(tiny::kUNet);
    tiny::writeText(model / "layout" / "unet" / "config.json", config.dump());
    const Weights weights = Weights::random(31);
    const UNet2DConditionModel made(UNet2DConditionConfig::parse(config), weights);
    writeSafetensors(model / "layout" / "unet" / "diffusion_pytorch_model.safetensors",
                     weights.parameters());
    fs::copy(model / "text_encoder", model / "layout" / "text_encoder",
             fs::copy_options::recursive);
}

/// Random weights paint hardly any contrast: a decoder whose last layer has a hundred times as much.
void paintContrasts(const fs::path& model)
{
    const Weights weights = Weights::random(2);
    static_cast<void>(makeAutoencoderTiny(
        AutoencoderTinyConfig::parse(nlohmann::json::parse(tiny::kVae)), weights));
    for (const auto& [name, tensor] : weights.parameters()) {
        if (name.starts_with("decoder.") && tensor.dim() == 4 && tensor.size(0) == 3) {
            at::Tensor(tensor).mul_(100.0);
        }
    }
    writeSafetensors(model / "vae" / "diffusion_pytorch_model.safetensors", weights.parameters());
}

struct Outcome {
    core::Result<FillResult> result = core::fail(core::ErrorCode::Internal, "no answer");
    std::vector<FillProgress> progress;
};

FillRequest creation(int side)
{
    FillRequest request;
    request.action = Action::Create;
    request.image = core::PixelBuffer(side, side, 3, 0.5F);
    request.prompt = "a boat";
    request.steps = 4;
    request.seed = 5;
    request.threads = 1;
    return request;
}

/// "a boat" into the middle of a grey picture.
FillRequest insertion()
{
    FillRequest request = creation(128);
    request.action = Action::Fill;
    request.mask = core::PixelBuffer(128, 128, 1);
    for (int y = 40; y < 90; ++y) {
        std::fill_n(request.mask.at(40, y), 50, 1.0F);
    }
    return request;
}

Outcome run(const fs::path& model, FillRequest request, const Prefiller& prefiller = {})
{
    EngineOptions options;
    options.embeddedModel = model.string();
    options.moduleFolder = STILLWATER_MODULE_FOLDER;
    options.prefiller = prefiller;
    const std::unique_ptr<FillService> engine = createEngine(std::move(options));
    Outcome out;
    std::promise<void> done;
    const auto id = engine->submit(std::move(request),
                                   {[&out](const FillProgress& p) { out.progress.push_back(p); },
                                    [&](core::Result<FillResult> r) {
                                        out.result = std::move(r);
                                        done.set_value();
                                    }});
    if (!id) {
        out.result = core::fail(id.error());
        return out;
    }
    done.get_future().wait();
    return out;
}

Outcome create(const fs::path& model, int side)
{
    return run(model, creation(side));
}

/// Sizes of the previews, each once, in the order they came.
std::vector<int> previewSides(const Outcome& outcome)
{
    std::vector<int> sides;
    for (const FillProgress& p : outcome.progress) {
        if (p.preview && (sides.empty() || sides.back() != p.preview->width())) {
            sides.push_back(p.preview->width());
        }
    }
    return sides;
}

/// How often denoising began.
int passes(const Outcome& outcome)
{
    int count = 0;
    for (const FillProgress& p : outcome.progress) {
        count += p.stage == Stage::Denoising && p.step == 0 ? 1 : 0;
    }
    return count;
}

/// How many steps each pass was to make.
std::vector<int> stepsOfPasses(const Outcome& outcome)
{
    std::vector<int> steps;
    for (const FillProgress& p : outcome.progress) {
        if (p.stage == Stage::Denoising && p.step == 0) {
            steps.push_back(p.steps);
        }
    }
    return steps;
}

float largestDifference(const core::PixelBuffer& a, const core::PixelBuffer& b)
{
    float largest = 0.0F;
    for (std::size_t i = 0; i < a.count(); ++i) {
        largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    }
    return largest;
}

} // namespace

class TestPasses : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path m_model;

private Q_SLOTS:
    void init()
    {
        const char* row = QTest::currentDataTag();
        m_model = fs::path(m_folder.path().toStdString()) /
                  (std::string(QTest::currentTestFunction()) + (row == nullptr ? "" : row));
        tiny::stillwater(m_model);
    }

    void eachPassIsTwiceAsLargeAsTheOneBefore_data()
    {
        QTest::addColumn<int>("coarse");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("expected");
        QTest::newRow("none asked for") << 0 << 128 << 1;
        QTest::newRow("small enough at once") << 64 << 64 << 1;
        QTest::newRow("two") << 64 << 128 << 2;
        QTest::newRow("three") << 32 << 128 << 3;
        QTest::newRow("not a power of two") << 32 << 96 << 3;
    }
    void eachPassIsTwiceAsLargeAsTheOneBefore()
    {
        QFETCH(int, coarse);
        QFETCH(int, side);
        QFETCH(int, expected);
        useCoarseSide(m_model, coarse);
        const Outcome outcome = create(m_model, side);
        QVERIFY2(outcome.result.has_value(),
                 outcome.result.has_value() ? "" : outcome.result.error().message.c_str());
        QCOMPARE(outcome.result->image.width(), side);
        QCOMPARE(passes(outcome), expected);
        double last = 0.0;
        for (const FillProgress& p : outcome.progress) {
            QVERIFY2(p.fraction >= last, "the bar fell");
            last = p.fraction;
        }
        const std::vector<int> sides = previewSides(outcome);
        QVERIFY(!sides.empty());
        QVERIFY(std::is_sorted(sides.begin(), sides.end()));
    }

    void aModelMayHaveNetworksOfItsOwnForTheFirstPass()
    {
        useCoarseSide(m_model, 64);
        const Outcome without = create(m_model, 128);
        const Outcome small = create(m_model, 64);
        addLayoutNetworks(m_model);
        const Outcome with = create(m_model, 128);
        const Outcome smallWith = create(m_model, 64);
        QVERIFY(without.result.has_value() && with.result.has_value());
        QVERIFY(small.result.has_value() && smallWith.result.has_value());
        QVERIFY2(largestDifference(without.result->image, with.result->image) > 0.0F,
                 "the first pass has other weights");
        QCOMPARE(largestDifference(small.result->image, smallWith.result->image), 0.0F);
        QCOMPARE(passes(with), 2);
        const Outcome again = create(m_model, 128);
        QCOMPARE(largestDifference(again.result->image, with.result->image), 0.0F);
    }

    void theLaterPassesMayHaveStepsAndGuidanceOfTheirOwn()
    {
        useCoarseSide(m_model, 64, {{"refine_strength", 1.0}});
        const Outcome alike = create(m_model, 128);
        useCoarseSide(m_model, 64, {{"refine_strength", 1.0}, {"refine_guidance", 1.0}});
        const Outcome unguided = create(m_model, 128);
        useCoarseSide(m_model, 64, {{"refine_strength", 1.0}, {"refine_steps", 2}});
        const Outcome fewer = create(m_model, 128);
        QVERIFY(alike.result.has_value() && unguided.result.has_value());
        QVERIFY(fewer.result.has_value());
        QCOMPARE(stepsOfPasses(alike), (std::vector<int>{4, 4}));
        QCOMPARE(stepsOfPasses(fewer), (std::vector<int>{4, 2}));
        QVERIFY(largestDifference(alike.result->image, unguided.result->image) > 0.0F);
    }

    void whatWordsAskForIsNotCopiedFromTheSurroundings()
    {
        int prefills = 0;
        const Prefiller counting = [&prefills](core::PixelBuffer&, const core::PixelBuffer&,
                                               auto&&...) {
            ++prefills;
            return core::Status{};
        };
        FillRequest request = creation(64);
        request.action = Action::Fill;
        request.mask = core::PixelBuffer(64, 64, 1);
        std::fill_n(request.mask.at(0, 20), 64 * 20, 1.0F);
        QVERIFY(run(m_model, request, counting).result.has_value());
        QCOMPARE(prefills, 0);
        request.prompt.clear();
        QVERIFY(run(m_model, request, counting).result.has_value());
        QCOMPARE(prefills, 1);
    }

    void whatWordsAskForIsAddedToThePhotoWhereTheModelCan()
    {
        int prefills = 0;
        const Prefiller counting = [&prefills](core::PixelBuffer& image, auto&&...) {
            ++prefills;
            std::fill_n(image.data(), image.count(), 0.4F);
            return core::Status{};
        };
        useCoarseSide(m_model, 64, {{"adds_to_photo", true}});
        addLayoutNetworks(m_model);
        paintContrasts(m_model);
        FillRequest request = insertion();
        const Outcome added = run(m_model, request, counting);
        QVERIFY2(added.result.has_value(),
                 added.result.has_value() ? "" : added.result.error().message.c_str());
        QCOMPARE(prefills, 0); // onto the photo as it is
        QCOMPARE(passes(added), 2);
        const float change = largestDifference(added.result->image, request.image);
        QVERIFY2(change > 0.01F, qPrintable(QString::number(change)));
        float outside = 0.0F;
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 128; ++x) {
                outside = std::max(outside, std::abs(added.result->image.at(x, y)[0] - 0.5F));
            }
        }
        QCOMPARE(outside, 0.0F);

        request.growsPicture = true; // where nothing is yet, the surroundings are continued first
        QVERIFY(run(m_model, request, counting).result.has_value());
        QCOMPARE(prefills, 1);
    }

    void whatWasAddedCanBeDecodedAgain()
    {
        useCoarseSide(m_model, 64, {{"adds_to_photo", true}});
        addLayoutNetworks(m_model);
        paintContrasts(m_model);
        FillRequest request = insertion();
        request.keepState = true;
        const Outcome first = run(m_model, request);
        QVERIFY(first.result.has_value() && first.result->state);
        QVERIFY(largestDifference(first.result->image, request.image) > 0.01F);

        request.state = first.result->state;
        request.moreSteps = 0;
        const Outcome again = run(m_model, request);

        QVERIFY(again.result.has_value());
        // The state's latents are what was decoded.
        QVERIFY(largestDifference(first.result->image, again.result->image) < 1e-4F);
    }

    void anEditChangesTheLightAndKeepsTheDetail()
    {
        useCoarseSide(m_model, 64);
        addLayoutNetworks(m_model);
        FillRequest request = creation(256);
        request.action = Action::Edit;
        request.strength = 0.7F;
        for (int y = 0; y < 256; ++y) { // nothing but detail
            for (int x = 0; x < 256; ++x) {
                std::fill_n(request.image.at(x, y), 3, (x + y) % 2 == 0 ? 0.4F : 0.6F);
            }
        }
        request.mask = core::PixelBuffer(256, 256, 1, 1.0F);
        const Outcome outcome = run(m_model, request);
        QVERIFY2(outcome.result.has_value(),
                 outcome.result.has_value() ? "" : outcome.result.error().message.c_str());
        const core::PixelBuffer& image = outcome.result->image;
        QVERIFY(largestDifference(image, request.image) > 0.01F);
        double detail = 0.0; // of the change, between neighbours
        double change = 0.0;
        int counted = 0;
        for (int y = 64; y < 192; ++y) {
            for (int x = 64; x < 192; ++x) {
                const float here = image.at(x, y)[0] - request.image.at(x, y)[0];
                const float next = image.at(x + 1, y)[0] - request.image.at(x + 1, y)[0];
                const bool clipped = image.at(x, y)[0] <= 0.0F || image.at(x, y)[0] >= 1.0F ||
                                     image.at(x + 1, y)[0] <= 0.0F || image.at(x + 1, y)[0] >= 1.0F;
                if (!clipped) {
                    detail += std::abs(here - next);
                    change += std::abs(here);
                    ++counted;
                }
            }
        }
        QVERIFY(counted > 1000);
        QVERIFY2(detail < 0.5 * change && detail / counted < 0.1,
                 qPrintable(QString::number(detail / counted) + QLatin1Char(' ') +
                            QString::number(change / counted)));
        QCOMPARE(passes(outcome), 1);
    }

    void damagedNetworksOfTheFirstPassAreNamed()
    {
        useCoarseSide(m_model, 64);
        addLayoutNetworks(m_model);
        fs::resize_file(m_model / "layout" / "unet" / "diffusion_pytorch_model.safetensors", 100);
        const Outcome outcome = create(m_model, 128);
        QVERIFY(!outcome.result.has_value());
        QVERIFY2(QString::fromStdString(outcome.result.error().message)
                     .contains(QLatin1String("unet/diffusion_pytorch_model.safetensors")),
                 outcome.result.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPasses)
#include "tst_passes.moc"
