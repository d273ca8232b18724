// The queue, with a pipeline that computes nothing: order, cancelling, exactly one answer.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <limits>
#include <mutex>
#include <new>

#include <QtTest/QtTest>

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/fill_engine.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/run_context.h"

using namespace diffusion;
using Clock = std::chrono::steady_clock;

namespace {

FillRequest smallRequest(const std::string& prompt = {})
{
    FillRequest request;
    request.model = "fake";
    request.image = core::PixelBuffer(16, 8, 3, 0.5F);
    request.mask = core::PixelBuffer(16, 8, 1, 1.0F);
    request.prompt = prompt;
    return request;
}

/// What the fake pipeline does is written in the prompt.
class FakePipeline final : public FillPipeline {
public:
    FillResult run(const FillRequest& request, const PipelineContext& context) override
    {
        if (request.prompt == "wait for cancel") {
            std::mutex mutex;
            std::condition_variable_any never;
            std::unique_lock lock(mutex);
            context.report({Stage::Denoising, 0, 10, 0.1, nullptr});
            never.wait(lock, context.stop, [] { return false; });
            throw Cancelled();
        }
        if (request.prompt == "no memory") {
            throw std::bad_alloc();
        }
        if (request.prompt == "torch has no memory") {
            throw std::runtime_error("DefaultCPUAllocator: can't allocate memory: you tried ...\nat");
        }
        if (request.prompt == "bug") {
            throw std::logic_error("first line\nsecond line");
        }
        context.report({Stage::Denoising, 0, 2, 0.2, nullptr});
        context.report({Stage::Denoising, 1, 2, 0.6, nullptr});
        context.report({Stage::Denoising, 2, 2, 0.4, nullptr}); // falls: the queue must not
        FillResult result;
        result.image = request.image;
        result.parameters.seed = request.seed;
        return result;
    }
};

class FakeLoader final : public PipelineLoader {
public:
    explicit FakeLoader(std::atomic<int>& loads) : m_loads(loads) {}

    ModelInfo describe(const std::string& path) const override
    {
        if (path == "missing") {
            throw LoadError(core::ErrorCode::NotFound, "missing: there is no such model");
        }
        ModelInfo info;
        info.title = path;
        return info;
    }
    std::unique_ptr<FillPipeline> load(const std::string& path, std::stop_token) override
    {
        if (path == "broken") {
            throw LoadError(core::ErrorCode::BadWeights, "broken: `conv_in.weight` is missing");
        }
        ++m_loads;
        return std::make_unique<FakePipeline>();
    }
    std::string fingerprint(const std::string& path) const override { return path; }
    std::vector<SchedulerInfo> schedulers() const override { return {{"ddim", "DDIM"}}; }
    void setThreads(int) override {}

private:
    std::atomic<int>& m_loads;
};

/// Collects what one job says.
struct Listener {
    std::mutex mutex;
    std::vector<FillProgress> progress;
    std::atomic<int> doneCalls{0};
    std::promise<core::Result<FillResult>> result;
    std::promise<void> denoising;
    std::once_flag denoisingOnce;

    FillSink sink()
    {
        return {[this](const FillProgress& p) {
                    const std::lock_guard lock(mutex);
                    progress.push_back(p);
                    if (p.stage == Stage::Denoising) {
                        std::call_once(denoisingOnce, [this] { denoising.set_value(); });
                    }
                },
                [this](core::Result<FillResult> r) {
                    if (++doneCalls == 1) {
                        result.set_value(std::move(r));
                    }
                }};
    }
    core::Result<FillResult> wait()
    {
        auto future = result.get_future();
        if (future.wait_for(std::chrono::seconds(20)) != std::future_status::ready) {
            return core::fail(core::ErrorCode::Internal, "no answer within 20 s");
        }
        return future.get();
    }
};

} // namespace

class TestFillEngine : public QObject {
    Q_OBJECT

    std::atomic<int> m_loads{0};

    std::unique_ptr<FillEngine> makeEngine(EngineOptions options = {})
    {
        m_loads = 0;
        return std::make_unique<FillEngine>(std::make_unique<FakeLoader>(m_loads), std::move(options));
    }

private Q_SLOTS:
    void aJobIsAnsweredOnceAndItsBarNeverFalls()
    {
        Listener listener;
        auto engine = makeEngine();
        FillRequest request = smallRequest();
        request.seed = 99;
        const auto id = engine->submit(std::move(request), listener.sink());
        QVERIFY(id.has_value());
        const auto result = listener.wait();
        QVERIFY(result.has_value());
        QCOMPARE(result->parameters.seed, std::uint64_t{99});
        QVERIFY(result->seconds >= 0.0);
        engine.reset();
        QCOMPARE(listener.doneCalls.load(), 1);
        QVERIFY(listener.progress.size() >= 4);
        double last = 0.0;
        for (const FillProgress& p : listener.progress) {
            QCOMPARE(p.job, *id);
            QVERIFY(p.fraction >= last && p.fraction <= 1.0);
            last = p.fraction;
        }
        QVERIFY(listener.progress.back().remainingSeconds >= 0.0);
    }

    void theModelStaysWarmUntilAnotherIsAskedFor()
    {
        auto engine = makeEngine();
        for (const char* model : {"a", "a", "b", "b", "a"}) {
            Listener listener;
            FillRequest request = smallRequest();
            request.model = model;
            QVERIFY(engine->submit(std::move(request), listener.sink()).has_value());
            QVERIFY(listener.wait().has_value());
        }
        QCOMPARE(m_loads.load(), 3);
    }

    void anEmptyPathMeansTheEmbeddedModel()
    {
        EngineOptions options;
        options.embeddedModel = "inside";
        auto engine = makeEngine(options);
        QCOMPARE(engine->modelInfo("")->title, std::string("inside"));
        auto without = makeEngine();
        Listener listener;
        FillRequest request = smallRequest();
        request.model.clear();
        QVERIFY(without->submit(std::move(request), listener.sink()).has_value());
        QCOMPARE(listener.wait().error().code, core::ErrorCode::NotFound);
    }

    void cancellingARunningJobAnswersWithin200Milliseconds()
    {
        Listener listener;
        auto engine = makeEngine();
        const auto id = engine->submit(smallRequest("wait for cancel"), listener.sink());
        listener.denoising.get_future().wait();
        const auto start = Clock::now();
        engine->cancel(*id);
        const auto result = listener.wait();
        const auto elapsed = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, core::ErrorCode::Cancelled);
        QVERIFY2(elapsed < 200.0, qPrintable(QString::number(elapsed)));
        // The engine goes on.
        Listener next;
        QVERIFY(engine->submit(smallRequest(), next.sink()).has_value());
        QVERIFY(next.wait().has_value());
    }

    void cancellingAQueuedJobDoesNotWaitForTheRunningOne()
    {
        Listener running;
        Listener queued;
        auto engine = makeEngine();
        const auto first = engine->submit(smallRequest("wait for cancel"), running.sink());
        running.denoising.get_future().wait();
        const auto second = engine->submit(smallRequest(), queued.sink());
        engine->cancel(*second);
        const auto result = queued.wait(); // while the first still runs
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, core::ErrorCode::Cancelled);
        QCOMPARE(running.doneCalls.load(), 0);
        QVERIFY(queued.progress.empty());
        engine->cancel(*first);
        QVERIFY(!running.wait().has_value());
        engine->cancel(*second); // already answered
        engine->cancel(123456);  // never existed
        engine.reset();
        QCOMPARE(queued.doneCalls.load(), 1);
        QCOMPARE(running.doneCalls.load(), 1);
    }

    void closingInTheMiddleAnswersEveryJobOnce()
    {
        Listener running;
        std::array<Listener, 3> queued;
        auto engine = makeEngine();
        QVERIFY(engine->submit(smallRequest("wait for cancel"), running.sink()).has_value());
        running.denoising.get_future().wait();
        for (Listener& listener : queued) {
            QVERIFY(engine->submit(smallRequest(), listener.sink()).has_value());
        }
        const auto start = Clock::now();
        engine.reset();
        const auto elapsed = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        QVERIFY2(elapsed < 200.0, qPrintable(QString::number(elapsed)));
        QCOMPARE(running.doneCalls.load(), 1);
        QCOMPARE(running.wait().error().code, core::ErrorCode::Cancelled);
        for (Listener& listener : queued) {
            QCOMPARE(listener.doneCalls.load(), 1);
            QCOMPARE(listener.wait().error().code, core::ErrorCode::Cancelled);
        }
    }

    void failuresBecomeValues_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("code");
        const auto code = [](core::ErrorCode c) { return static_cast<int>(c); };
        QTest::newRow("bad weights") << "broken" << "" << code(core::ErrorCode::BadWeights);
        QTest::newRow("bad_alloc") << "fake" << "no memory" << code(core::ErrorCode::OutOfMemory);
        QTest::newRow("torch") << "fake" << "torch has no memory" << code(core::ErrorCode::OutOfMemory);
        QTest::newRow("bug") << "fake" << "bug" << code(core::ErrorCode::Internal);
    }
    void failuresBecomeValues()
    {
        QFETCH(QString, model);
        QFETCH(QString, prompt);
        QFETCH(int, code);
        auto engine = makeEngine();
        Listener listener;
        FillRequest request = smallRequest(prompt.toStdString());
        request.model = model.toStdString();
        QVERIFY(engine->submit(std::move(request), listener.sink()).has_value());
        const auto result = listener.wait();
        QVERIFY(!result.has_value());
        QCOMPARE(static_cast<int>(result.error().code), code);
        QVERIFY(!result.error().message.empty());
        QVERIFY(result.error().message.find('\n') == std::string::npos);
        Listener next;
        QVERIFY(engine->submit(smallRequest(), next.sink()).has_value());
        QVERIFY(next.wait().has_value());
    }

    void senselessRequestsAreRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"mask size", "mask channels", "empty mask", "no image", "nan image",
                                 "nan strength", "strength", "steps", "guidance", "threads", "huge"}) {
            QTest::newRow(what) << QString::fromLatin1(what);
        }
    }
    void senselessRequestsAreRefusedAtOnce()
    {
        QFETCH(QString, what);
        FillRequest r = smallRequest();
        const float nan = std::numeric_limits<float>::quiet_NaN();
        if (what == QLatin1String("mask size")) {
            r.mask = core::PixelBuffer(8, 8, 1, 1.0F);
        } else if (what == QLatin1String("mask channels")) {
            r.mask = core::PixelBuffer(16, 8, 3, 1.0F);
        } else if (what == QLatin1String("empty mask")) {
            r.mask = core::PixelBuffer(16, 8, 1, 0.2F);
        } else if (what == QLatin1String("no image")) {
            r.image = {};
        } else if (what == QLatin1String("nan image")) {
            r.image.at(3, 3)[1] = nan;
        } else if (what == QLatin1String("nan strength")) {
            r.strength = nan;
        } else if (what == QLatin1String("strength")) {
            r.strength = 1.5F;
        } else if (what == QLatin1String("steps")) {
            r.steps = 0;
        } else if (what == QLatin1String("guidance")) {
            r.guidanceScale = -1.0F;
        } else if (what == QLatin1String("threads")) {
            r.threads = -2;
        } else {
            r.modelSize = {8192, 8192};
        }
        Listener listener;
        auto engine = makeEngine();
        const auto id = engine->submit(std::move(r), listener.sink());
        QVERIFY(!id.has_value());
        QCOMPARE(id.error().code, core::ErrorCode::InvalidArgument);
        engine.reset();
        QCOMPARE(listener.doneCalls.load(), 0);
    }

    void aSinkThatThrowsDoesNotStopTheEngine()
    {
        auto engine = makeEngine();
        FillSink bad{[](const FillProgress&) { throw std::runtime_error("progress"); },
                     [](core::Result<FillResult>) { throw std::runtime_error("done"); }};
        QVERIFY(engine->submit(smallRequest(), bad).has_value());
        Listener next;
        QVERIFY(engine->submit(smallRequest(), next.sink()).has_value());
        QVERIFY(next.wait().has_value());
    }

    void modelInfoFailsAsAValue()
    {
        const auto info = makeEngine()->modelInfo("missing");
        QVERIFY(!info.has_value());
        QCOMPARE(info.error().code, core::ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestFillEngine)
#include "tst_fill_engine.moc"
