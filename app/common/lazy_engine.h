#pragma once

/// A FillService that opens the engine's module on a thread of its own as soon as it is made, and
/// keeps what is submitted until it is there. Any thread.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "diffusion/fill_service.h"

namespace app {

using EngineOpener = std::function<core::Result<std::unique_ptr<diffusion::FillService>>()>;

class LazyEngine final : public diffusion::FillService {
public:
    explicit LazyEngine(EngineOpener open);

    /// Cancels what waits or runs, and waits for the opening thread.
    ~LazyEngine() override;

    /// Before the engine is open every request is accepted; what the engine would have refused, and
    /// a module that cannot be opened, come through `sink.done` instead.
    [[nodiscard]] core::Result<diffusion::JobId> submit(diffusion::FillRequest request,
                                                        diffusion::FillSink sink) override;
    void cancel(diffusion::JobId job) override;

    /// For requests from now on: cores (0 = all; a request that names a number keeps it), and
    /// whether steps are shown.
    void setLimits(int threads, bool previews);

    /// These three wait for the engine to be open; ask isReady() first on a GUI thread.
    [[nodiscard]] core::Result<diffusion::ModelInfo>
    modelInfo(const std::string& path) const override;
    [[nodiscard]] std::vector<diffusion::SchedulerInfo> schedulers() const override;
    [[nodiscard]] core::Result<diffusion::PromptTokens>
    promptTokens(const std::string& model, const std::string& prompt) const override;

    /// True once the engine is open or has failed to open.
    [[nodiscard]] bool isReady() const;

    /// Calls `ready` with the outcome once it is known, on the opening thread (or here, if it is
    /// known already).
    void whenReady(std::function<void(core::Status)> ready);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace app
