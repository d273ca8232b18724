#include "ui/generate/fill_run.h"

#include <utility>

namespace ui {

core::Result<PreparedPass> preparePass(const diffusion::FillService& service, const FillJob& job,
                                       std::shared_ptr<const FillScene> scene, std::size_t pass,
                                       const std::vector<core::Layer>& before)
{
    if (!scene) {
        core::Result<FillScene> made = makeScene(service, job.params, job.snapshot);
        if (!made) {
            return core::fail(made.error());
        }
        scene = std::make_shared<const FillScene>(std::move(*made));
    }
    core::Result<std::vector<FillPart>> parts = makeParts(*scene, pass, before);
    if (!parts) {
        return core::fail(parts.error());
    }
    return PreparedPass{std::move(scene),
                        std::make_shared<std::vector<FillPart>>(std::move(*parts))};
}

} // namespace ui
