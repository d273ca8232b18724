#include "ui/remote/service_router.h"

#include <utility>

#include "ui/remote/remote_server.h"

namespace ui {

namespace {

/// Jobs of servers are told from those of the engine by their numbers: odd and even.
diffusion::JobId outer(diffusion::JobId inner, bool remote)
{
    return 2 * inner + (remote ? 1 : 0);
}

} // namespace

diffusion::FillService& ServiceRouter::serviceFor(const std::string& model) const
{
    return remoteIdOf(model).isEmpty() ? m_here : m_remote;
}

core::Result<diffusion::JobId> ServiceRouter::submit(diffusion::FillRequest request,
                                                     diffusion::FillSink sink)
{
    diffusion::FillService& service = serviceFor(request.model);
    const bool remote = &service == &m_remote;
    if (sink.progress) {
        sink.progress = [remote, told = std::move(sink.progress)](
                            const diffusion::FillProgress& progress) {
            diffusion::FillProgress renamed = progress;
            renamed.job = outer(progress.job, remote);
            told(renamed);
        };
    }
    const core::Result<diffusion::JobId> id = service.submit(std::move(request), std::move(sink));
    return id ? core::Result<diffusion::JobId>(outer(*id, remote)) : id;
}

void ServiceRouter::cancel(diffusion::JobId job)
{
    (job % 2 == 1 ? m_remote : m_here).cancel(job / 2);
}

core::Result<diffusion::ModelInfo> ServiceRouter::modelInfo(const std::string& path) const
{
    return serviceFor(path).modelInfo(path);
}

std::vector<diffusion::SchedulerInfo> ServiceRouter::schedulers() const
{
    return m_here.schedulers();
}

core::Result<diffusion::PromptTokens>
ServiceRouter::promptTokens(const std::string& model, const std::string& prompt) const
{
    return serviceFor(model).promptTokens(model, prompt);
}

} // namespace ui
