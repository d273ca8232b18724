#pragma once

/// The LoRAs that lie over a model now. Worker thread only.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diffusion/engine/adapters/lora.h"
#include "diffusion/fill_request.h"

namespace diffusion {

class LoraSet {
public:
    /// Copies of changed weights, kept to take LoRAs off exactly, may have up to this many bytes. Beyond
    /// it the update is computed again and subtracted, which leaves float32 rounding (below 1e-5).
    static constexpr std::int64_t kCopyBudget = std::int64_t{3} << 30;

    /// `model` must outlive this.
    explicit LoraSet(const LoadedModel& model, std::int64_t copyBudget = kCopyBudget)
        : m_model(model), m_copyBudget(copyBudget)
    {
    }

    /// Makes `loras` the ones in use: takes the others off, reads what is new, adds the sum of all
    /// updates to each weight. The base model's files are not read. Returns whether anything changed.
    /// Throws LoadError and Cancelled; then the model is without any.
    bool use(const std::vector<LoraUse>& loras, const RunContext& context);

private:
    struct Applied {
        std::size_t target;
        /// In the smallest precision that holds it exactly; undefined where it is to be computed. Of
        /// weights kept as stored the stored values themselves.
        at::Tensor original;
    };

    void takeOff();
    void apply(const RunContext& context);
    [[nodiscard]] at::Tensor totalDelta(std::size_t target) const;

    const LoadedModel& m_model;
    std::int64_t m_copyBudget;
    std::optional<LoraTargets> m_targets; ///< made on first use
    std::vector<std::string> m_keys;      ///< what is in use, with what tells that files changed
    /// Of each weight the factors of all files, with the weights asked for.
    std::map<std::size_t, std::vector<std::pair<float, LoraFactors>>> m_updates;
    std::vector<Applied> m_applied;
};

} // namespace diffusion
