#pragma once

/// A server in the engine's place, for this run only: what `--remote` names. Nothing is sent before
/// a request is submitted. Main thread only.

#include <memory>
#include <string>

#include "app/cli/arguments.h"
#include "core/base/result.h"
#include "diffusion/fill_service.h"

namespace app {

/// Whether nothing may go over the network: STILLWATER_OFFLINE, or the window's switch.
[[nodiscard]] bool isOffline();

class RemoteEngine {
public:
    /// Reads the key's file. Errors: InvalidArgument for an address, a size or a key that cannot be
    /// used; NotFound, Unreadable for its file; Unsupported while working offline.
    [[nodiscard]] static core::Result<std::unique_ptr<RemoteEngine>>
    create(const RemoteArguments& arguments);
    ~RemoteEngine();
    RemoteEngine(const RemoteEngine&) = delete;
    RemoteEngine& operator=(const RemoteEngine&) = delete;

    [[nodiscard]] diffusion::FillService& service();
    /// What requests name it as.
    [[nodiscard]] const std::string& model() const;

private:
    struct Parts;
    explicit RemoteEngine(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace app
