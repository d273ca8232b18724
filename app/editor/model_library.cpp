#include "app/editor/model_library.h"

#include <memory>
#include <mutex>

#include "app/common/modules.h"
#include "app/editor/logging.h"

namespace app {

namespace {

/// One catalogue for all that ask.
struct Shared {
    std::mutex mutex; ///< guards the one below
    std::shared_ptr<const diffusion::ModelCatalogue> catalogue;

    core::Result<std::shared_ptr<const diffusion::ModelCatalogue>> get()
    {
        const std::lock_guard lock(mutex);
        if (!catalogue) {
            auto opened = openCatalogue(locations(), &logMessage);
            if (!opened) {
                return core::fail(opened.error());
            }
            catalogue = std::move(*opened);
        }
        return catalogue;
    }
};

ui::LibraryEntry entryOf(const diffusion::ModelCatalogue& catalogue,
                         const diffusion::CatalogueEntry& found)
{
    ui::LibraryEntry out;
    out.path = found.path;
    out.title = found.title;
    out.kind = found.kind;
    out.family = found.family;
    out.problem = found.problem;
    out.bytes = found.bytes;
    if (found.kind == "model" && found.problem.empty()) {
        if (const auto details = catalogue.details(found.path)) {
            out.title = details->info.title;
            out.licence = details->info.licence;
        }
    }
    return out;
}

} // namespace

ui::ModelLibrary modelLibrary(std::shared_ptr<const ModelFolders> more)
{
    const auto shared = std::make_shared<Shared>();
    ui::ModelLibrary out;
    out.folder = QString::fromStdString(userModelFolder());
    out.find = [shared,
                more](std::vector<std::string> folders,
                      const std::stop_token& stop) -> core::Result<std::vector<ui::LibraryEntry>> {
        for (std::string& folder : more->get()) {
            folders.push_back(std::move(folder));
        }
        const auto catalogue = shared->get();
        if (!catalogue) {
            return core::fail(catalogue.error());
        }
        std::vector<ui::LibraryEntry> entries;
        for (const diffusion::CatalogueEntry& found : (*catalogue)->find(folders)) {
            if (stop.stop_requested()) {
                return core::fail(core::ErrorCode::Cancelled, "cancelled");
            }
            entries.push_back(entryOf(**catalogue, found));
        }
        return entries;
    };
    out.verify = [shared](const std::string& path,
                          const std::stop_token& stop) -> core::Result<std::vector<std::string>> {
        const auto catalogue = shared->get();
        if (!catalogue) {
            return core::fail(catalogue.error());
        }
        const auto report = (*catalogue)->verify(path, stop);
        return report ? core::Result<std::vector<std::string>>(report->problems)
                      : core::fail(report.error());
    };
    return out;
}

} // namespace app
