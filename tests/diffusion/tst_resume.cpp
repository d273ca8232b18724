// Generations that go on from where they stopped, on tiny models: bit for bit as if never stopped.

#include <future>

#include <QtTest/QtTest>

#include "diffusion/engine.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;

namespace {

constexpr int kSide = 64;

FillRequest requestFor(const fs::path& model, const char* scheduler)
{
    FillRequest request;
    request.model = model.string();
    request.action = Action::Fill;
    request.prompt = "a boat";
    request.image = core::PixelBuffer(kSide, kSide, 3, 0.4F);
    request.mask = core::PixelBuffer(kSide, kSide, 1);
    for (int y = 16; y < 40; ++y) {
        std::fill_n(request.mask.at(16, y), 24, 1.0F);
    }
    request.scheduler = scheduler;
    request.steps = 6;
    request.seed = 11;
    request.threads = 1;
    request.keepState = true;
    return request;
}

struct Outcome {
    core::Result<FillResult> result = core::fail(core::ErrorCode::Internal, "no answer");
    std::vector<FillProgress> progress;

    /// How many pictures the steps showed: what was only played again shows none.
    [[nodiscard]] int previews() const
    {
        return static_cast<int>(
            std::count_if(progress.begin(), progress.end(), [](const FillProgress& p) {
                return p.stage == Stage::Denoising && p.preview != nullptr;
            }));
    }
};

/// cancelAt: after so many steps; negative = never.
Outcome runJob(FillService& engine, FillRequest request, int cancelAt = -1)
{
    Outcome out;
    std::promise<void> done;
    std::promise<JobId> told;
    const std::shared_future<JobId> id = told.get_future().share();
    FillSink sink;
    sink.progress = [&](const FillProgress& p) {
        out.progress.push_back(p);
        if (p.stage == Stage::Denoising && p.step == cancelAt) {
            engine.cancel(id.get());
        }
    };
    sink.done = [&](core::Result<FillResult> r) {
        out.result = std::move(r);
        done.set_value();
    };
    const auto job = engine.submit(std::move(request), std::move(sink));
    if (!job) {
        out.result = core::fail(job.error());
        return out;
    }
    told.set_value(*job);
    done.get_future().wait();
    return out;
}

double meanDifference(const core::PixelBuffer& a, const core::PixelBuffer& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.count(); ++i) {
        sum += static_cast<double>(std::abs(a.data()[i] - b.data()[i]));
    }
    return sum / static_cast<double>(a.count());
}

} // namespace

class TestResume : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path m_stillwater;
    fs::path m_inpaint;
    fs::path m_textToImage;
    std::unique_ptr<FillService> m_engine;

private Q_SLOTS:
    void initTestCase()
    {
        const fs::path root = m_folder.path().toStdString();
        m_stillwater = tiny::stillwater(root / "stillwater");
        m_inpaint = tiny::stableDiffusion(root / "inpaint", "sd15-inpaint");
        m_textToImage = tiny::stableDiffusion(root / "text", "sd15");
        EngineOptions options;
        options.embeddedModel = m_stillwater.string();
        options.moduleFolder = STILLWATER_MODULE_FOLDER;
        m_engine = createEngine(std::move(options));
    }

    void whatWasCancelledGoesOnBitForBit_data()
    {
        QTest::addColumn<int>("model");
        QTest::addColumn<QString>("scheduler");
        for (const SchedulerInfo& scheduler : m_engine->schedulers()) {
            QTest::addRow("%s", scheduler.id.c_str()) << 0 << QString::fromStdString(scheduler.id);
        }
        QTest::addRow("masked image") << 1 << QStringLiteral("dpmsolver++");
        QTest::addRow("blended") << 2 << QStringLiteral("euler_a");
    }

    void whatWasCancelledGoesOnBitForBit()
    {
        QFETCH(int, model);
        QFETCH(QString, scheduler);
        const fs::path& path = model == 0 ? m_stillwater : model == 1 ? m_inpaint : m_textToImage;
        std::string name = scheduler.toStdString();
        const auto known = m_engine->schedulers();
        if (std::none_of(known.begin(), known.end(), [&](const auto& s) { return s.id == name; })) {
            name = known.front().id;
        }
        const FillRequest request = requestFor(path, name.c_str());
        const Outcome whole = runJob(*m_engine, request);
        QVERIFY2(whole.result, whole.result ? "" : whole.result.error().message.c_str());

        const Outcome stopped = runJob(*m_engine, request, 3);
        QVERIFY(!stopped.result);
        QCOMPARE(stopped.result.error().code, core::ErrorCode::Cancelled);
        GenerationStateRef state;
        for (const FillProgress& p : stopped.progress) {
            state = p.state ? p.state : state;
        }
        QVERIFY(state);
        QCOMPARE(state->outputs.size(), std::size_t{3});
        FillRequest again = request;
        again.state = state;
        const Outcome rest = runJob(*m_engine, again);

        QVERIFY2(rest.result, rest.result ? "" : rest.result.error().message.c_str());
        QVERIFY(rest.result->image == whole.result->image);
        QVERIFY2(rest.previews() < whole.previews(), "the first steps were run again");
        QVERIFY(*rest.result->state->latents == *whole.result->state->latents);
    }

    void aStateOfAnotherRequestIsNotUsed()
    {
        const FillRequest request = requestFor(m_stillwater, "ddim");
        const Outcome first = runJob(*m_engine, request);
        FillRequest other = request;
        other.prompt = "a house";
        const Outcome plain = runJob(*m_engine, other);
        other.state = first.result->state;
        const Outcome withState = runJob(*m_engine, other);
        QVERIFY(withState.result->image == plain.result->image);
        QCOMPARE(withState.previews(), plain.previews());
    }

    void tenMoreStepsGoOnFromTheFinishedLatents_data()
    {
        QTest::addColumn<int>("model");
        QTest::addRow("stillwater") << 0;
        QTest::addRow("masked image") << 1;
        QTest::addRow("blended") << 2;
    }

    void tenMoreStepsGoOnFromTheFinishedLatents()
    {
        QFETCH(int, model);
        const fs::path& path = model == 0 ? m_stillwater : model == 1 ? m_inpaint : m_textToImage;
        const FillRequest request = requestFor(path, "ddim");
        const Outcome first = runJob(*m_engine, request);
        QVERIFY(first.result);
        FillRequest more = request;
        more.state = first.result->state;
        more.moreSteps = 10;

        const Outcome second = runJob(*m_engine, more);

        QVERIFY2(second.result, second.result ? "" : second.result.error().message.c_str());
        const FillProgress& last = second.progress.back();
        QCOMPARE(last.steps, 10);
        QCOMPARE(second.result->parameters.steps, 16);
        QVERIFY(second.result->image != first.result->image);
        const Outcome repeated = runJob(*m_engine, more);
        QVERIFY(repeated.result->image == second.result->image);
    }

    void noMoreStepsOnlyDecode()
    {
        const FillRequest request = requestFor(m_inpaint, "ddim");
        const Outcome first = runJob(*m_engine, request);
        FillRequest again = request;
        again.state = first.result->state;
        again.moreSteps = 0;
        const Outcome second = runJob(*m_engine, again);
        QVERIFY2(second.result, second.result ? "" : second.result.error().message.c_str());
        QVERIFY(second.result->image == first.result->image);
        QCOMPARE(second.previews(), 0);
    }

    void everyWordOfThePromptHasAMapOfWhereItActed()
    {
        for (const fs::path& model : {m_stillwater, m_inpaint, m_textToImage}) {
            FillRequest request = requestFor(model, "ddim");
            request.prompt = "a (boat:1.2)";
            const Outcome plain = runJob(*m_engine, request);
            request.wordMaps = true;
            const Outcome mapped = runJob(*m_engine, request);
            QVERIFY2(mapped.result, mapped.result ? "" : mapped.result.error().message.c_str());
            QVERIFY(plain.result->wordMaps.empty());
            QVERIFY2(mapped.result->image == plain.result->image, "looking on changed the picture");
            std::vector<std::string> words;
            for (const WordMap& one : mapped.result->wordMaps) {
                words.push_back(one.word);
                const auto [least, most] =
                    std::minmax_element(one.map.data(), one.map.data() + one.map.count());
                QVERIFY(*least >= 0.0F);
                QCOMPARE(*most, 1.0F);
            }
            QCOMPARE(words, (std::vector<std::string>{"a", "boat"}));
        }
    }

    void latentsThatDoNotFitAreRefused()
    {
        FillRequest request = requestFor(m_inpaint, "ddim");
        request.moreSteps = 4;
        const Outcome missing = runJob(*m_engine, request);
        QVERIFY(!missing.result);
        QCOMPARE(missing.result.error().code, core::ErrorCode::InvalidArgument);
        auto state = std::make_shared<GenerationState>();
        auto latents = std::make_shared<LatentPicture>();
        latents->channels = 4;
        latents->height = latents->width = kSide; // but the values are missing
        state->latents = latents;
        request.state = state;
        QVERIFY(!runJob(*m_engine, request).result);
    }

    void latentsAloneAreShownAndThenDecoded_data()
    {
        QTest::addColumn<int>("model");
        QTest::newRow("a light decoder") << 0;
        QTest::newRow("a heavy one") << 1;
    }

    void latentsAloneAreShownAndThenDecoded()
    {
        QFETCH(int, model);
        FillRequest request = requestFor(model == 0 ? m_stillwater : m_inpaint, "ddim");
        const Outcome whole = runJob(*m_engine, request);
        QVERIFY(whole.result);
        request.state = whole.result->state;
        request.moreSteps = 0;
        const Outcome decoded = runJob(*m_engine, request);
        QVERIFY2(decoded.result, decoded.result ? "" : decoded.result.error().message.c_str());
        QVERIFY(meanDifference(decoded.result->image, whole.result->image) < 1e-6);
        QVERIFY(*decoded.result->state->latents == *whole.result->state->latents);
        int shown = 0;
        for (const FillProgress& p : decoded.progress) {
            QVERIFY(p.stage != Stage::Denoising); // the network is not asked
            shown += p.stage == Stage::Decoding && p.preview ? 1 : 0;
        }
        QCOMPARE(shown, 1);
    }

    void aWalkBetweenTwoPromptsBeginsAtOneAndEndsAtTheOther()
    {
        FillRequest request = requestFor(m_inpaint, "ddim");
        request.prompt = "a red boat";
        request.guidanceScale = 5.0F;
        const Outcome from = runJob(*m_engine, request);
        FillRequest other = request;
        other.prompt = "(the sea:1.3), and so many words that they take a second run of the encoder";
        const Outcome to = runJob(*m_engine, other);
        QVERIFY(from.result && to.result);
        double before = -1.0;
        for (const float share : {0.0F, 0.25F, 0.5F, 0.75F}) {
            FillRequest walk = request;
            walk.walk = {other.prompt, share};
            const Outcome place = runJob(*m_engine, walk);
            QVERIFY(place.result);
            const double moved = meanDifference(place.result->image, from.result->image);
            QVERIFY2(share > 0.0F ? moved > before : moved == 0.0, "it does not go there");
            before = moved;
        }
        FillRequest end = request;
        end.walk = {other.prompt, 1.0F};
        const Outcome reached = runJob(*m_engine, end);
        QVERIFY(reached.result);
        QVERIFY(meanDifference(reached.result->image, to.result->image) < 1e-4);
        FillRequest wrong = request;
        wrong.walk = {other.prompt, 1.5F};
        QVERIFY(!runJob(*m_engine, wrong).result);
    }

    void clipSkipReachesTheEngine()
    {
        FillRequest request = requestFor(m_inpaint, "ddim");
        const Outcome usual = runJob(*m_engine, request);
        request.clipSkip = 2;
        const Outcome skipped = runJob(*m_engine, request);
        QVERIFY(usual.result && skipped.result);
        QCOMPARE(skipped.result->parameters.clipSkip, 2);
        QVERIFY(meanDifference(usual.result->image, skipped.result->image) > 0.0);
        QVERIFY(usual.result->state->key != skipped.result->state->key);
        request.clipSkip = 13;
        QVERIFY(!runJob(*m_engine, request).result);
    }

    void nearbyNoiseMovesThePictureTheMoreTheLargerTheAmount()
    {
        const FillRequest request = requestFor(m_inpaint, "ddim");
        const Outcome plain = runJob(*m_engine, request);
        double before = 0;
        for (const float amount : {0.1F, 0.4F, 1.0F}) {
            FillRequest near = request;
            near.nearby = {{99, amount}};
            const Outcome varied = runJob(*m_engine, near);
            QVERIFY(varied.result);
            const double moved = meanDifference(varied.result->image, plain.result->image);
            QVERIFY2(moved > before, "a larger amount moves less");
            before = moved;
        }
        FillRequest none = request;
        none.nearby = {{99, 0.0F}};
        const Outcome same = runJob(*m_engine, none);
        QVERIFY(meanDifference(same.result->image, plain.result->image) < 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
