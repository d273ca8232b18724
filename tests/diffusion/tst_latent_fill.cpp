// Whole jobs on tiny models: what comes back, previews, repeatability, cancelling inside networks.

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>

#include <QtTest/QtTest>

#include "diffusion/engine.h"
#include "diffusion/tiny_models.h"

using namespace diffusion;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kWidth = 96;
constexpr int kHeight = 64;
constexpr float kPaint = 0.25F; ///< what the test's pre-filler paints

core::PixelBuffer picture(int width = kWidth, int height = kHeight)
{
    core::PixelBuffer image(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.at(x, y)[0] = static_cast<float>(x) / static_cast<float>(width);
            image.at(x, y)[1] = static_cast<float>(y) / static_cast<float>(height);
            image.at(x, y)[2] = 0.5F;
        }
    }
    return image;
}

core::PixelBuffer centralMask(int width = kWidth, int height = kHeight)
{
    core::PixelBuffer mask(width, height, 1);
    for (int y = height / 4; y < height / 2; ++y) {
        for (int x = width / 4; x < width / 2; ++x) {
            mask.at(x, y)[0] = 1.0F;
        }
    }
    return mask;
}

FillRequest requestFor(const fs::path& model)
{
    FillRequest request;
    request.model = model.string();
    request.image = picture();
    request.mask = centralMask();
    request.steps = 4;
    request.seed = 5;
    request.threads = 1; // for models this small a second thread costs more than it brings
    return request;
}

struct Outcome {
    core::Result<FillResult> result = core::fail(core::ErrorCode::Internal, "no answer");
    std::vector<FillProgress> progress;
};

Outcome runJob(FillService& engine, FillRequest request)
{
    Outcome out;
    std::promise<void> done;
    const auto id = engine.submit(std::move(request),
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

float largestDifference(const core::PixelBuffer& a, const core::PixelBuffer& b)
{
    float largest = 0.0F;
    for (std::size_t i = 0; i < a.count(); ++i) {
        largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    }
    return largest;
}

} // namespace

class TestLatentFill : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path m_stillwater;
    fs::path m_inpaint;
    fs::path m_textToImage;

    std::unique_ptr<FillService> makeEngine(bool withPrefiller = true)
    {
        EngineOptions options;
        options.embeddedModel = m_stillwater.string();
        options.moduleFolder = STILLWATER_MODULE_FOLDER;
        if (withPrefiller) {
            options.prefiller = [](core::PixelBuffer& image, const core::PixelBuffer& mask,
                                   std::uint64_t, std::stop_token) -> core::Status {
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x) {
                        if (mask.at(x, y)[0] > 0.0F) {
                            std::fill_n(image.at(x, y), 3, kPaint);
                        }
                    }
                }
                return {};
            };
        }
        return createEngine(std::move(options));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const fs::path root = m_folder.path().toStdString();
        m_stillwater = tiny::stillwater(root / "stillwater");
        m_inpaint = tiny::stableDiffusion(root / "inpaint", "sd15-inpaint");
        m_textToImage = tiny::stableDiffusion(root / "text", "sd15");
    }

    void everyModelFillsForEveryAction_data()
    {
        QTest::addColumn<int>("model");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("prompt");
        for (int model = 0; model < 3; ++model) {
            for (int action = 0; action < 4; ++action) {
                for (const char* prompt : {"", "a boat"}) {
                    QTest::addRow("model %d action %d '%s'", model, action, prompt)
                        << model << action << QString::fromLatin1(prompt);
                }
            }
        }
    }
    void everyModelFillsForEveryAction()
    {
        QFETCH(int, model);
        QFETCH(int, action);
        QFETCH(QString, prompt);
        FillRequest request = requestFor(std::array{m_stillwater, m_inpaint, m_textToImage}.at(
            static_cast<std::size_t>(model)));
        request.action = static_cast<Action>(action);
        request.prompt = prompt.toStdString();
        const Outcome out = runJob(*makeEngine(), std::move(request));
        QVERIFY2(out.result.has_value(),
                 out.result ? "" : out.result.error().message.c_str());
        QCOMPARE(out.result->image.width(), kWidth);
        QCOMPARE(out.result->image.height(), kHeight);
        QCOMPARE(out.result->image.channels(), 3);
        for (std::size_t i = 0; i < out.result->image.count(); ++i) {
            const float v = out.result->image.data()[i];
            QVERIFY(v >= 0.0F && v <= 1.0F);
        }
        QCOMPARE(out.result->parameters.steps, 4);
        QCOMPARE(out.result->parameters.scheduler, std::string("ddim"));
    }

    void previewsBeginWithThePrefillAndComeAfterEveryStep()
    {
        FillRequest request = requestFor({});
        request.strength = 1.0F;
        const Outcome out = runJob(*makeEngine(), std::move(request));
        QVERIFY(out.result.has_value());
        std::vector<std::shared_ptr<const core::PixelBuffer>> previews;
        int stepsSeen = 0;
        for (const FillProgress& p : out.progress) {
            if (p.preview) {
                previews.push_back(p.preview);
            }
            if (p.stage == Stage::Denoising && p.step > 0) {
                QCOMPARE(p.step, ++stepsSeen);
                QCOMPARE(p.steps, 4);
                QVERIFY(p.preview != nullptr);
                QVERIFY(p.remainingSeconds >= 0.0);
            }
        }
        QCOMPARE(stepsSeen, 4);
        QCOMPARE(previews.size(), std::size_t{5});
        QCOMPARE(previews.front()->at(kWidth / 3, kHeight / 3)[0], kPaint);
        const core::PixelBuffer image = picture();
        for (const auto& preview : previews) { // outside the hole nothing ever changes
            QCOMPARE(preview->size(), image.size());
            QVERIFY(std::abs(preview->at(2, 2)[0] - image.at(2, 2)[0]) < 1e-5F);
        }
    }

    void previewsCanBeTurnedOff()
    {
        FillRequest request = requestFor({});
        request.previews = false;
        for (const FillProgress& p : runJob(*makeEngine(), std::move(request)).progress) {
            QVERIFY(p.preview == nullptr);
        }
    }

    void theSameRequestTwiceGivesTheSameBytes_data()
    {
        QTest::addColumn<QString>("scheduler");
        for (const char* id : {"ddim", "euler-a", "dpmpp-2m-sde-karras"}) {
            QTest::newRow(id) << QString::fromLatin1(id);
        }
    }
    void theSameRequestTwiceGivesTheSameBytes()
    {
        QFETCH(QString, scheduler);
        const auto engine = makeEngine();
        FillRequest request = requestFor(m_inpaint);
        request.scheduler = scheduler.toStdString();
        request.prompt = "a boat";
        const Outcome first = runJob(*engine, request);
        const Outcome again = runJob(*engine, request);
        const Outcome fresh = runJob(*makeEngine(), request);
        request.seed = 6;
        const Outcome other = runJob(*engine, request);
        QVERIFY(first.result && again.result && fresh.result && other.result);
        QVERIFY(first.result->image == again.result->image);
        QVERIFY(first.result->image == fresh.result->image);
        QVERIFY(!(first.result->image == other.result->image));
    }

    void strengthZeroGivesThePrefillAlone()
    {
        FillRequest request = requestFor({});
        request.strength = 0.0F;
        const Outcome out = runJob(*makeEngine(), std::move(request));
        QVERIFY(out.result.has_value());
        QCOMPARE(out.result->parameters.steps, 0);
        core::PixelBuffer expected = picture();
        const core::PixelBuffer mask = centralMask();
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) {
                if (mask.at(x, y)[0] > 0.0F) {
                    std::fill_n(expected.at(x, y), 3, kPaint);
                }
            }
        }
        QVERIFY(out.result->image == expected);
    }

    void lowStrengthKeepsThePhotosDetailWhereTheModelAsksForIt()
    {
        // A one-pixel grid is lost in latents of 8 pixels; as a change to the pre-fill it survives.
        FillRequest request = requestFor({});
        request.image = core::PixelBuffer(kWidth, kHeight, 3);
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) {
                std::fill_n(request.image.at(x, y), 3, (x + y) % 2 == 0 ? 0.4F : 0.6F);
            }
        }
        request.strength = 0.25F;
        request.modelSize = {kWidth / 2 / 8 * 8, kHeight / 2 / 8 * 8};
        const Outcome out = runJob(*makeEngine(), request);
        QVERIFY(out.result.has_value());
        const float contrast = out.result->image.at(3, 3)[0] - out.result->image.at(4, 3)[0];
        QVERIFY2(std::abs(std::abs(contrast) - 0.2F) < 0.05F, qPrintable(QString::number(contrast)));
    }

    void modelSizeIsIndependentOfThePhotos()
    {
        FillRequest request = requestFor(m_inpaint);
        request.image = picture(211, 130);
        request.mask = centralMask(211, 130);
        request.modelSize = {104, 64};
        const Outcome out = runJob(*makeEngine(), request);
        QVERIFY(out.result.has_value());
        QCOMPARE(out.result->image.width(), 211);
        QCOMPARE(out.result->image.height(), 130);
        request.modelSize = {100, 64};
        const Outcome odd = runJob(*makeEngine(), request);
        QVERIFY(!odd.result.has_value());
        QCOMPARE(odd.result.error().code, core::ErrorCode::InvalidArgument);
    }

    void unknownSamplersAndAMissingPrefillerAreRefused()
    {
        FillRequest request = requestFor({});
        request.scheduler = "magic";
        const Outcome unknown = runJob(*makeEngine(), request);
        QVERIFY(!unknown.result.has_value());
        QCOMPARE(unknown.result.error().code, core::ErrorCode::InvalidArgument);
        QVERIFY(unknown.result.error().message.find("ddim") != std::string::npos);
        request.scheduler.clear();
        request.prefill = Prefill::Exemplar;
        const Outcome without = runJob(*makeEngine(false), request);
        QVERIFY(!without.result.has_value());
        QCOMPARE(without.result.error().code, core::ErrorCode::Unsupported);
    }

    void cancellingInsideANetworkAnswersWithin200Milliseconds_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("encoding") << static_cast<int>(Stage::Encoding);
        QTest::newRow("denoising") << static_cast<int>(Stage::Denoising);
    }
    void cancellingInsideANetworkAnswersWithin200Milliseconds()
    {
        QFETCH(int, stage);
        const auto engine = makeEngine();
        FillRequest request = requestFor(m_inpaint);
        request.modelSize = {768, 512}; // large enough that one step takes a while
        request.steps = 200;
        request.threads = 0;
        request.prompt = "a boat";
        std::promise<void> reached;
        std::once_flag once;
        std::promise<core::Result<FillResult>> promise;
        const auto id = engine->submit(
            request, {[&](const FillProgress& p) {
                          if (static_cast<int>(p.stage) == stage) {
                              std::call_once(once, [&reached] { reached.set_value(); });
                          }
                      },
                      [&promise](core::Result<FillResult> r) { promise.set_value(std::move(r)); }});
        QVERIFY(id.has_value());
        reached.get_future().wait();
        const auto start = Clock::now();
        engine->cancel(*id);
        const auto result = promise.get_future().get();
        const auto elapsed = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, core::ErrorCode::Cancelled);
        QVERIFY2(elapsed < 200.0, qPrintable(QString::number(elapsed)));
        // The model is still good.
        const Outcome after = runJob(*engine, requestFor(m_inpaint));
        const Outcome fresh = runJob(*makeEngine(), requestFor(m_inpaint));
        QVERIFY(after.result && fresh.result);
        QCOMPARE(largestDifference(after.result->image, fresh.result->image), 0.0F);
    }
};

QTEST_GUILESS_MAIN(TestLatentFill)
#include "tst_latent_fill.moc"
