#pragma once

/// Generations on servers: one job at a time, over HTTP, on a thread of its own. Any thread.

#include <QThread>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "diffusion/fill_service.h"
#include "ui/remote/remote_server.h"

namespace ui {

class RemoteService final : public diffusion::FillService {
public:
    RemoteService();
    /// Cancels what runs and waits.
    ~RemoteService() override;
    RemoteService(const RemoteService&) = delete;
    RemoteService& operator=(const RemoteService&) = delete;

    /// What may be used from now on, and with which keys. Offline stops what is on its way.
    struct Access {
        std::vector<RemoteServer> servers;
        std::map<QString, QString> keys;
        bool offline = false;
    };
    void setAccess(Access access);
    [[nodiscard]] static Access accessOf(const RemoteServers& servers);

    /// For models "remote:<id>" of a known server. Nothing is sent before this.
    [[nodiscard]] core::Result<diffusion::JobId> submit(diffusion::FillRequest request,
                                                        diffusion::FillSink sink) override;
    void cancel(diffusion::JobId job) override;
    /// From the list alone: no server is asked.
    [[nodiscard]] core::Result<diffusion::ModelInfo>
    modelInfo(const std::string& path) const override;
    [[nodiscard]] std::vector<diffusion::SchedulerInfo> schedulers() const override;

private:
    class Worker;

    [[nodiscard]] core::Result<RemoteServer> serverFor(const std::string& model) const;

    mutable std::mutex m_accessMutex; ///< guards the two below
    Access m_access;
    diffusion::JobId m_lastJob = 0;
    QThread m_thread;
    Worker* m_worker; ///< lives on m_thread
};

} // namespace ui
