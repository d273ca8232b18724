#include "diffusion/engine/model_loader.h"

#include <algorithm>
#include <mutex>
#include <thread>

#include <ATen/Parallel.h>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/kept_memory.h"
#include "diffusion/engine/latent_fill.h"
#include "diffusion/engine/latent_upscale.h"
#include "diffusion/engine/prompts/prompt_chunks.h"
#include "diffusion/engine/schedulers/registry.h"
#include "diffusion/models/memory/tensor_memory.h"

namespace diffusion {
namespace {

ModelInfo describeFiles(const ModelFiles& files, const ModelFamily& family,
                        const ComputeChoice& compute)
{
    ModelInfo info = family.describe(files);
    info.weightBytes = files.weightBytes;
    info.keptBytes = keptBytesOf(files, info.nativeSide, chooseCompute(compute, files.weightBytes));
    return info;
}

class ModelLoader final : public PipelineLoader {
public:
    ModelLoader(std::filesystem::path moduleFolder, ComputeChoice compute)
        : m_modules(std::move(moduleFolder)), m_compute(std::move(compute))
    {
        installTensorMemory();
    }

    ModelInfo describe(const std::string& path) const override
    {
        const ModelFiles files = readModelFiles(path);
        return describeFiles(files, familyOf(files), m_compute);
    }

    std::unique_ptr<FillPipeline> load(const std::string& path, std::stop_token stop) override
    {
        const at::NoGradGuard inference;
        const ModelFiles files = readModelFiles(path);
        const ModelFamily& family = familyOf(files);
        std::unique_ptr<LoadedModel> model = family.load(
            files, {m_modules, RunContext{stop}, chooseCompute(m_compute, files.weightBytes)});
        model->info = describeFiles(files, family, m_compute);
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

    PromptTokens countTokens(const std::string& path, const std::string& prompt) const override
    {
        const Counter counter = counterOf(path);
        const std::vector<WeighedToken> tokens = tokensOfPrompt(prompt, *counter.tokenizer);
        PromptTokens out;
        out.tokens = static_cast<int>(tokens.size());
        out.chunk = static_cast<int>(counter.tokenizer->textCapacity(counter.length));
        out.chunks =
            static_cast<int>(chunkTokens(tokens, *counter.tokenizer, counter.length).size());
        return out;
    }

    void setThreads(int threads) override
    {
        const int all = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        at::set_num_threads(threads > 0 ? threads : all);
    }

    void rest() override { releaseTensorMemory(); }

private:
    struct Counter {
        std::shared_ptr<const Tokenizer> tokenizer;
        std::int64_t length = 0; ///< ids that the text encoder takes at once
    };

    /// Reading a vocabulary takes a tenth of a second, and prompts are counted while they are
    /// typed.
    Counter counterOf(const std::string& path) const
    {
        const std::lock_guard lock(m_counterMutex);
        if (!m_counter.tokenizer || path != m_counterPath) {
            const ModelFiles files = readModelFiles(path);
            const ModelFamily& family = familyOf(files);
            m_counter.tokenizer = files.source->tokenizer("tokenizer", m_modules);
            const nlohmann::json config = files.source->config("text_encoder");
            m_counter.length = family.promptLength != nullptr ? family.promptLength(files)
                                                              : m_counter.tokenizer->maxLength();
            if (config.is_object() && config.contains("max_position_embeddings")) {
                m_counter.length = std::min(m_counter.length,
                                            config["max_position_embeddings"].get<std::int64_t>());
            }
            m_counterPath = path;
        }
        return m_counter;
    }

    std::filesystem::path m_modules;
    ComputeChoice m_compute;
    mutable std::mutex m_counterMutex; ///< guards the two below
    mutable Counter m_counter;
    mutable std::string m_counterPath;
};

} // namespace

std::unique_ptr<PipelineLoader> makeModelLoader(std::filesystem::path moduleFolder,
                                                ComputeChoice compute)
{
    return std::make_unique<ModelLoader>(std::move(moduleFolder), std::move(compute));
}

} // namespace diffusion
