#include "diffusion/engine/schedulers/registry.h"

#include <algorithm>

namespace diffusion {

std::unique_ptr<Scheduler> makeDdimScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeDdpmScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makePndmScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeLcmScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeTcdScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeEulerScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeEulerAncestralScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeHeunScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeLmsScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeKdpm2Scheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeKdpm2AncestralScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeDpmSolverMultistepScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeDpmSolverSinglestepScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeUniPcScheduler(const SchedulerConfig&);
std::unique_ptr<Scheduler> makeDeisScheduler(const SchedulerConfig&);

namespace {

constexpr const char* kMultistep = "DPMSolverMultistepScheduler";

constexpr SchedulerEntry kSchedulers[] = {
    {"ddim", "DDIM (Song et al. 2020)", "DDIMScheduler", "{}", &makeDdimScheduler},
    {"euler", "Euler (Karras et al. 2022)", "EulerDiscreteScheduler", "{}", &makeEulerScheduler},
    {"dpmpp-2m", "DPM-Solver++ 2M (Lu et al. 2022)", kMultistep,
     R"({"algorithm_type": "dpmsolver++"})", &makeDpmSolverMultistepScheduler},
    {"dpmpp-2m-karras", "DPM-Solver++ 2M, Karras noise levels", kMultistep,
     R"({"algorithm_type": "dpmsolver++", "use_karras_sigmas": true})",
     &makeDpmSolverMultistepScheduler},
    {"dpmpp-2m-sde", "DPM-Solver++ 2M SDE", kMultistep,
     R"({"algorithm_type": "sde-dpmsolver++"})", &makeDpmSolverMultistepScheduler},
    {"dpmpp-2m-sde-karras", "DPM-Solver++ 2M SDE, Karras noise levels", kMultistep,
     R"({"algorithm_type": "sde-dpmsolver++", "use_karras_sigmas": true})",
     &makeDpmSolverMultistepScheduler},
    {"dpmpp-2s", "DPM-Solver++ 2S (Lu et al. 2022)", "DPMSolverSinglestepScheduler", "{}",
     &makeDpmSolverSinglestepScheduler},
    {"unipc", "UniPC (Zhao et al. 2023)", "UniPCMultistepScheduler", "{}", &makeUniPcScheduler},
    {"deis", "DEIS (Zhang and Chen 2022)", "DEISMultistepScheduler", "{}", &makeDeisScheduler},
    {"euler-a", "Euler ancestral", "EulerAncestralDiscreteScheduler", "{}",
     &makeEulerAncestralScheduler},
    {"heun", "Heun (Karras et al. 2022)", "HeunDiscreteScheduler", "{}", &makeHeunScheduler},
    {"lms", "Linear multistep", "LMSDiscreteScheduler", "{}", &makeLmsScheduler},
    {"kdpm2", "DPM2", "KDPM2DiscreteScheduler", "{}", &makeKdpm2Scheduler},
    {"kdpm2-a", "DPM2 ancestral", "KDPM2AncestralDiscreteScheduler", "{}",
     &makeKdpm2AncestralScheduler},
    {"ddpm", "DDPM (Ho et al. 2020)", "DDPMScheduler", "{}", &makeDdpmScheduler},
    {"pndm", "PNDM (Liu et al. 2022)", "PNDMScheduler", R"({"skip_prk_steps": true})",
     &makePndmScheduler},
    {"lcm", "LCM (Luo et al. 2023)", "LCMScheduler", "{}", &makeLcmScheduler},
    {"tcd", "TCD (Zheng et al. 2024)", "TCDScheduler", "{}", &makeTcdScheduler},
};

/// How many overrides `config` has already; -1 if it says otherwise about one of them.
int agreement(const SchedulerEntry& entry, const SchedulerConfig& config)
{
    int count = 0;
    const auto overrides = nlohmann::json::parse(entry.overrides);
    for (const auto& [key, value] : overrides.items()) {
        const auto it = config.values().find(key);
        if (it == config.values().end()) {
            return -1;
        }
        count = *it == value ? count + 1 : -1;
        if (count < 0) {
            return -1;
        }
    }
    return count;
}

} // namespace

std::span<const SchedulerEntry> schedulerRegistry()
{
    return kSchedulers;
}

const SchedulerEntry* findScheduler(std::string_view id)
{
    const auto* const it = std::find_if(std::begin(kSchedulers), std::end(kSchedulers),
                                        [id](const SchedulerEntry& e) { return id == e.id; });
    return it == std::end(kSchedulers) ? nullptr : it;
}

const SchedulerEntry* findSchedulerOfClass(std::string_view className, const SchedulerConfig& config)
{
    const SchedulerEntry* best = nullptr;
    int bestAgreement = -1;
    for (const SchedulerEntry& entry : kSchedulers) {
        if (className != entry.className) {
            continue;
        }
        const int agreed = agreement(entry, config);
        if (best == nullptr || agreed > bestAgreement) {
            best = &entry;
            bestAgreement = agreed;
        }
    }
    return best;
}

std::unique_ptr<Scheduler> makeScheduler(const SchedulerEntry& entry,
                                         const SchedulerConfig& modelConfig)
{
    return entry.make(modelConfig.with(nlohmann::json::parse(entry.overrides)));
}

} // namespace diffusion
