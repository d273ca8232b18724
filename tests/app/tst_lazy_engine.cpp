/// Requests made before the engine is there wait, can be cancelled, and fail as values.

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>

#include "app/common/lazy_engine.h"

using app::LazyEngine;
using core::ErrorCode;
using diffusion::FillProgress;
using diffusion::FillRequest;
using diffusion::FillResult;
using diffusion::FillService;
using diffusion::FillSink;
using diffusion::JobId;

namespace {

/// Reports one step and finishes at once, on a thread of its own; its job numbers start far away.
class QuickEngine final : public FillService {
public:
    core::Result<JobId> submit(FillRequest request, FillSink sink) override
    {
        if (request.prompt == "refuse") {
            return core::fail(ErrorCode::InvalidArgument, "refused");
        }
        const JobId id = m_next++;
        s_threads = request.threads;
        s_previews = request.previews;
        m_threads.push_back(std::async(std::launch::async, [id, sink = std::move(sink), request] {
            FillProgress progress;
            progress.job = id;
            if (sink.progress) {
                sink.progress(progress);
            }
            FillResult result;
            result.parameters.seed = request.seed;
            sink.done(std::move(result));
        }));
        return id;
    }
    void cancel(JobId) override {}
    core::Result<diffusion::ModelInfo> modelInfo(const std::string& path) const override
    {
        diffusion::ModelInfo info;
        info.title = "quick " + path;
        return info;
    }
    std::vector<diffusion::SchedulerInfo> schedulers() const override { return {{"ddim", "DDIM"}}; }

    static inline std::atomic<int> s_threads{-1}; ///< of the last request
    static inline std::atomic<bool> s_previews{false};

private:
    JobId m_next = 1000;
    std::vector<std::future<void>> m_threads;
};

/// An opener that waits until the test lets it go.
class Gate {
public:
    app::EngineOpener opener()
    {
        return [this]() -> core::Result<std::unique_ptr<FillService>> {
            m_opened.get_future().wait();
            if (m_fail) {
                return core::fail(ErrorCode::NotFound, "stillwater_engine.so: missing");
            }
            return std::make_unique<QuickEngine>();
        };
    }
    void open() { m_opened.set_value(); }
    void openWithFailure()
    {
        m_fail = true;
        open();
    }

private:
    std::promise<void> m_opened;
    bool m_fail = false;
};

struct Waited {
    std::promise<core::Result<FillResult>> promise;
    std::atomic<JobId> progressJob{0};

    FillSink sink()
    {
        FillSink out;
        out.progress = [this](const FillProgress& progress) { progressJob = progress.job; };
        out.done = [this](core::Result<FillResult> result) {
            promise.set_value(std::move(result));
        };
        return out;
    }
    core::Result<FillResult> result() { return promise.get_future().get(); }
};

FillRequest request(std::uint64_t seed, const char* prompt = "")
{
    FillRequest out;
    out.seed = seed;
    out.prompt = prompt;
    return out;
}

} // namespace

class TestLazyEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsWaitForTheEngineAndKeepTheirNumbers()
    {
        Gate gate;
        Waited first;
        Waited second;
        LazyEngine engine(gate.opener());
        const auto a = engine.submit(request(1), first.sink());
        const auto b = engine.submit(request(2), second.sink());
        QVERIFY(a && b && *a != *b);
        QVERIFY(!engine.isReady());

        gate.open();

        QCOMPARE(first.result()->parameters.seed, std::uint64_t(1));
        QCOMPARE(second.result()->parameters.seed, std::uint64_t(2));
        QCOMPARE(JobId(first.progressJob), *a);
        QCOMPARE(JobId(second.progressJob), *b);
        QVERIFY(engine.isReady());
    }

    void requestsKeepToTheLimits()
    {
        Gate gate;
        LazyEngine engine(gate.opener());
        engine.setLimits(3, false);
        Waited limited;
        QVERIFY(engine.submit(request(1), limited.sink()).has_value());
        gate.open();
        QVERIFY(limited.result().has_value());
        QCOMPARE(int(QuickEngine::s_threads), 3);
        QVERIFY(!QuickEngine::s_previews);
        engine.setLimits(0, true);
        FillRequest own = request(2);
        own.threads = 2;
        Waited free;
        QVERIFY(engine.submit(own, free.sink()).has_value());
        QVERIFY(free.result().has_value());
        QCOMPARE(int(QuickEngine::s_threads), 2);
        QVERIFY(QuickEngine::s_previews);
    }

    void aWaitingRequestIsCancelledBeforeTheEngineIsThere()
    {
        Gate gate;
        Waited waited;
        LazyEngine engine(gate.opener());
        const auto job = engine.submit(request(1), waited.sink());
        engine.cancel(*job);
        const auto result = waited.result(); // the gate is still closed
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
        gate.open();
    }

    void anEngineThatCannotBeOpenedFailsWhatWaitsAndWhatComes()
    {
        Gate gate;
        Waited waited;
        LazyEngine engine(gate.opener());
        QVERIFY(engine.submit(request(1), waited.sink()));
        gate.openWithFailure();
        const auto result = waited.result();
        QVERIFY(!result && result.error().code == ErrorCode::NotFound);
        QVERIFY(!engine.modelInfo(""));
        QVERIFY(engine.schedulers().empty());
        Waited late;
        const auto refused = engine.submit(request(2), late.sink());
        QVERIFY(!refused || !late.result());
    }

    void aRequestTheEngineRefusesFailsThroughDone()
    {
        Gate gate;
        Waited waited;
        LazyEngine engine(gate.opener());
        QVERIFY(engine.submit(request(1, "refuse"), waited.sink()));
        gate.open();
        const auto result = waited.result();
        QVERIFY(!result && result.error().code == ErrorCode::InvalidArgument);
    }

    void closingWhileRequestsWaitCancelsThem()
    {
        Gate gate;
        Waited waited;
        {
            LazyEngine engine(gate.opener());
            QVERIFY(engine.submit(request(1), waited.sink()));
            gate.open();
        }
        const auto result = waited.result();
        QVERIFY(result || result.error().code == ErrorCode::Cancelled);
    }

    void listenersHearTheOutcomeOnce()
    {
        Gate gate;
        std::promise<bool> early;
        LazyEngine engine(gate.opener());
        engine.whenReady([&](core::Status status) { early.set_value(status.has_value()); });
        gate.open();
        QVERIFY(early.get_future().get());
        QVERIFY(engine.modelInfo("x")->title == "quick x");
        bool late = false;
        engine.whenReady([&](core::Status status) { late = status.has_value(); });
        QVERIFY(late);
    }
};

QTEST_GUILESS_MAIN(TestLazyEngine)
#include "tst_lazy_engine.moc"
