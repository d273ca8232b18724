#include "app/common/lazy_cut.h"

#include <utility>

namespace app {

core::Status LazyCut::cut(core::CutField& field, const std::stop_token& stop) const
{
    const core::ForegroundCut* opened = nullptr;
    {
        const std::lock_guard lock(m_openMutex);
        if (!m_cut) {
            auto module = m_open();
            if (!module) {
                return core::fail(module.error());
            }
            m_cut = std::move(*module);
        }
        opened = m_cut.get();
    }
    return opened->cut(field, stop);
}

} // namespace app
