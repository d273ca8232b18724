#pragma once

/// A ForegroundCut that opens its module when it is first used, and keeps it. Any thread.

#include <functional>
#include <memory>
#include <mutex>

#include "core/selection/foreground_cut.h"

namespace app {

using CutOpener = std::function<core::Result<std::unique_ptr<core::ForegroundCut>>()>;

class LazyCut final : public core::ForegroundCut {
public:
    explicit LazyCut(CutOpener open) : m_open(std::move(open)) {}

    /// Also the errors of opening.
    [[nodiscard]] core::Status cut(core::CutField& field,
                                   const std::stop_token& stop) const override;

private:
    CutOpener m_open;
    mutable std::mutex m_openMutex; ///< of m_cut while it is being opened
    mutable std::unique_ptr<core::ForegroundCut> m_cut;
};

} // namespace app
