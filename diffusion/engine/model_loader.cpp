#include "diffusion/engine/model_loader.h"

#include <algorithm>
#include <thread>

#include <ATen/Parallel.h>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/latent_fill.h"
#include "diffusion/engine/latent_upscale.h"
#include "diffusion/engine/schedulers/registry.h"

namespace diffusion {
namespace {

ModelInfo describeFiles(const ModelFiles& files, const ModelFamily& family)
{
    ModelInfo info = family.describe(files);
    info.weightBytes = files.weightBytes;
    return info;
}

class ModelLoader final : public PipelineLoader {
public:
    explicit ModelLoader(std::filesystem::path moduleFolder) : m_modules(std::move(moduleFolder)) {}

    ModelInfo describe(const std::string& path) const override
    {
        const ModelFiles files = readModelFiles(path);
        return describeFiles(files, familyOf(files));
    }

    std::unique_ptr<FillPipeline> load(const std::string& path, std::stop_token stop) override
    {
        const at::NoGradGuard inference;
        const ModelFiles files = readModelFiles(path);
        const ModelFamily& family = familyOf(files);
        std::unique_ptr<LoadedModel> model = family.load(files, {m_modules, RunContext{stop}});
        model->info = describeFiles(files, family);
        if (model->lowResolution) {
            return std::make_unique<LatentUpscale>(std::move(model));
        }
        return std::make_unique<LatentFill>(std::move(model));
    }

    std::string fingerprint(const std::string& path) const override
    {
        return modelFingerprint(path);
    }

    std::vector<SchedulerInfo> schedulers() const override
    {
        std::vector<SchedulerInfo> out;
        for (const SchedulerEntry& entry : schedulerRegistry()) {
            out.push_back({entry.id, entry.title});
        }
        return out;
    }

    void setThreads(int threads) override
    {
        const int all = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        at::set_num_threads(threads > 0 ? threads : all);
    }

private:
    std::filesystem::path m_modules;
};

} // namespace

std::unique_ptr<PipelineLoader> makeModelLoader(std::filesystem::path moduleFolder)
{
    return std::make_unique<ModelLoader>(std::move(moduleFolder));
}

} // namespace diffusion
