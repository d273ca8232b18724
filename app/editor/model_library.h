#pragma once

/// What the window may know of model files, from the engine's catalogue. Any thread.

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "ui/models/model_library.h"

namespace app {

/// Folders that people named beside the program's own. Any thread.
class ModelFolders {
public:
    [[nodiscard]] std::vector<std::string> get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_folders;
    }
    void set(std::vector<std::string> folders)
    {
        const std::lock_guard lock(m_mutex);
        m_folders = std::move(folders);
    }

private:
    mutable std::mutex m_mutex; ///< guards the one below
    std::vector<std::string> m_folders;
};

/// The catalogue is opened when it is first asked, by the thread that asks; `more` is looked into
/// whenever models are looked for.
[[nodiscard]] ui::ModelLibrary modelLibrary(std::shared_ptr<const ModelFolders> more);

} // namespace app
