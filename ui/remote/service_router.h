#pragma once

/// Two services as one: models "remote:..." go to the servers, all others to the engine here. Any
/// thread.

#include "diffusion/fill_service.h"

namespace ui {

class ServiceRouter final : public diffusion::FillService {
public:
    /// Both must outlive this.
    ServiceRouter(diffusion::FillService& here, diffusion::FillService& remote)
        : m_here(here), m_remote(remote)
    {
    }

    [[nodiscard]] core::Result<diffusion::JobId> submit(diffusion::FillRequest request,
                                                        diffusion::FillSink sink) override;
    void cancel(diffusion::JobId job) override;
    [[nodiscard]] core::Result<diffusion::ModelInfo>
    modelInfo(const std::string& path) const override;
    [[nodiscard]] std::vector<diffusion::SchedulerInfo> schedulers() const override;
    [[nodiscard]] core::Result<diffusion::PromptTokens>
    promptTokens(const std::string& model, const std::string& prompt) const override;

private:
    [[nodiscard]] diffusion::FillService& serviceFor(const std::string& model) const;

    diffusion::FillService& m_here;
    diffusion::FillService& m_remote;
};

} // namespace ui
