#pragma once

/// A FillService whose jobs do what the test says, on a thread of their own like the real one's.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "diffusion/fill_service.h"

namespace support {

class FakeFillService final : public diffusion::FillService {
public:
    /// Steps are handed out one by one by step(); with `runAlone` they come by themselves.
    enum class Pace { OnDemand, RunAlone };
    explicit FakeFillService(Pace pace = Pace::RunAlone) : m_pace(pace) {}

    ~FakeFillService() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closing = true;
        }
        m_changed.notify_all();
        m_threads.clear(); // joins
    }

    core::Result<diffusion::JobId> submit(diffusion::FillRequest request,
                                          diffusion::FillSink sink) override
    {
        const std::lock_guard lock(m_mutex);
        if (refuse) {
            return core::fail(*refuse);
        }
        const diffusion::JobId id = ++m_lastJob;
        requests.push_back(request);
        m_threads.emplace_back([this, id, request = std::move(request), sink = std::move(sink)] {
            run(id, request, sink);
        });
        return id;
    }

    void cancel(diffusion::JobId job) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_cancelled[job] = true;
        }
        m_changed.notify_all();
    }

    core::Result<diffusion::ModelInfo> modelInfo(const std::string& path) const override
    {
        if (path == "broken") {
            return core::fail(core::ErrorCode::BadWeights, "broken: a tensor is missing");
        }
        diffusion::ModelInfo info;
        info.path = path;
        info.title = "Fake model";
        info.limits = "It paints one colour.";
        info.nativeSide = 64;
        info.maxSide = 128;
        return info;
    }

    std::vector<diffusion::SchedulerInfo> schedulers() const override
    {
        return {{"ddim", "DDIM"}};
    }

    /// Words count as tokens, four fit into a chunk.
    core::Result<diffusion::PromptTokens> promptTokens(const std::string&,
                                                       const std::string& prompt) const override
    {
        diffusion::PromptTokens out;
        std::istringstream words(prompt);
        out.tokens = static_cast<int>(
            std::distance(std::istream_iterator<std::string>(words), {}));
        out.chunk = 4;
        out.chunks = std::max(1, (out.tokens + 3) / 4);
        return out;
    }

    /// For steps still to come.
    void setPace(Pace pace)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_pace = pace;
        }
        m_changed.notify_all();
    }

    /// Lets the running job make one step.
    void step()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_allowed;
        }
        m_changed.notify_all();
    }

    [[nodiscard]] int submitted() const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(requests.size());
    }

    int steps = 4;
    bool colourBySeed = false; ///< the red of a result is a fifth of its seed's remainder
    float colour[3] = {0.0F, 1.0F, 0.0F};
    std::optional<core::Error> refuse; ///< of submit()
    std::optional<core::Error> failure; ///< of every job, at its end
    std::vector<diffusion::FillRequest> requests;

private:
    static diffusion::LatentRef latentsOf(float value)
    {
        auto out = std::make_shared<diffusion::LatentPicture>();
        out->channels = 1;
        out->height = out->width = 2;
        out->values = {value, 1.0F, -value, 1.0F};
        return out;
    }

    void run(diffusion::JobId id, const diffusion::FillRequest& request,
             const diffusion::FillSink& sink)
    {
        core::PixelBuffer image = request.image;
        const bool copied = request.strength.value_or(1.0F) <= 0.0F;
        for (std::size_t i = 0; i < image.count(); ++i) {
            image.data()[i] = copied ? 0.25F : colour[i % 3];
        }
        if (colourBySeed) {
            for (std::size_t i = 0; i < image.count() && !copied; i += 3) {
                image.data()[i] = static_cast<float>(request.seed % 5) / 4.0F;
            }
        }
        auto state = std::make_shared<diffusion::GenerationState>();
        state->key = 1;
        int begin = 0;
        if (request.state && !request.moreSteps) {
            state->outputs = request.state->outputs;
            begin = static_cast<int>(state->outputs.size());
        }
        for (int done = begin; done <= steps; ++done) {
            if (!mayGoOn(id, done)) {
                sink.done(core::fail(core::ErrorCode::Cancelled, {}));
                return;
            }
            diffusion::FillProgress progress;
            progress.job = id;
            progress.stage = diffusion::Stage::Denoising;
            progress.step = done;
            progress.steps = steps;
            progress.fraction = static_cast<double>(done) / steps;
            progress.remainingSeconds = steps - done;
            progress.preview = std::make_shared<core::PixelBuffer>(image);
            if (request.keepState && done > begin) {
                state->outputs.push_back(latentsOf(static_cast<float>(done)));
                progress.state = std::make_shared<diffusion::GenerationState>(*state);
            }
            if (sink.progress) {
                sink.progress(progress);
            }
        }
        if (failure) {
            sink.done(core::fail(*failure));
            return;
        }
        diffusion::FillResult result;
        result.image = std::move(image);
        result.parameters.modelTitle = "Fake model";
        result.parameters.scheduler = "ddim";
        result.parameters.steps = steps;
        result.parameters.seed = request.seed;
        result.parameters.stepCache = request.stepCache;
        result.parameters.clipSkip = request.clipSkip;
        if (request.keepState) {
            state->latents = request.moreSteps == 0 && request.state
                                 ? request.state->latents
                                 : latentsOf(static_cast<float>(request.seed));
            result.state = state;
        }
        if (request.wordMaps) {
            std::istringstream words(request.prompt);
            for (std::string word; words >> word;) {
                diffusion::WordMap map{word, core::PixelBuffer(4, 4, 1)};
                map.map.at(1, 1)[0] = map.map.at(2, 1)[0] = 1.0F;
                map.map.at(1, 2)[0] = map.map.at(2, 2)[0] = 1.0F;
                result.wordMaps.push_back(std::move(map));
            }
        }
        sink.done(std::move(result));
    }

    bool mayGoOn(diffusion::JobId id, int done)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] {
            return m_closing || m_cancelled[id] || m_pace == Pace::RunAlone || m_allowed > done;
        });
        return !m_closing && !m_cancelled[id];
    }

    Pace m_pace;
    mutable std::mutex m_mutex; ///< guards all below and `requests`
    std::condition_variable m_changed;
    std::map<diffusion::JobId, bool> m_cancelled;
    diffusion::JobId m_lastJob = 0;
    int m_allowed = 0;
    bool m_closing = false;
    std::vector<std::jthread> m_threads;
};

} // namespace support
