#include "diffusion/engine/adapters/lora_set.h"

#include "diffusion/engine/adapters/adapter_file.h"

namespace diffusion {
namespace {

/// The same values in the smallest of float16, bfloat16 and their own type that holds all of them:
/// most checkpoints were stored in half precision.
at::Tensor exactCopy(const at::Tensor& weight)
{
    if (weight.scalar_type() == at::kFloat) {
        for (const at::ScalarType small : {at::kHalf, at::kBFloat16}) {
            const at::Tensor copy = weight.to(small);
            if (copy.to(at::kFloat).equal(weight)) {
                return copy;
            }
        }
    }
    return weight.clone();
}

/// Another tensor's values, in its precision, for the tensor that a network holds.
void replaceValues(const at::Tensor& held, const at::Tensor& values)
{
    held.set_data(values);
    held.unsafeGetTensorImpl()->bump_version(); // copies in other layouts follow
}

} // namespace

bool LoraSet::use(const std::vector<LoraUse>& loras, const RunContext& context)
{
    std::vector<std::string> keys;
    for (const LoraUse& lora : loras) {
        keys.push_back(adapterFingerprint(lora.path) + '\n' + std::to_string(lora.weight));
    }
    if (keys == m_keys) {
        return false;
    }
    takeOff();
    if (!m_targets) {
        m_targets.emplace(m_model);
    }
    for (const LoraUse& lora : loras) {
        for (auto& [target, factors] : m_targets->read(lora.path, context).updates) {
            m_updates[target].emplace_back(lora.weight, std::move(factors));
        }
    }
    try {
        apply(context);
    } catch (...) {
        takeOff();
        throw;
    }
    m_keys = std::move(keys);
    return true;
}

at::Tensor LoraSet::totalDelta(std::size_t target) const
{
    at::Tensor sum;
    for (const auto& [weight, factors] : m_updates.at(target)) {
        const at::Tensor delta =
            factors.delta(m_targets->weight(target).sizes()) * static_cast<double>(weight);
        sum = sum.defined() ? sum.add_(delta) : delta;
    }
    return sum;
}

void LoraSet::apply(const RunContext& context)
{
    std::int64_t bytes = 0;
    for (const auto& entry : m_updates) {
        context.checkpoint();
        at::Tensor weight = m_targets->weight(entry.first);
        const at::Tensor delta = totalDelta(entry.first);
        if (m_targets->isKeptAsStored(entry.first)) { // the sum would not fit that precision
            m_applied.push_back({entry.first, weight.detach()});
            replaceValues(weight, weight.to(at::kFloat).add_(delta));
            continue;
        }
        // Half precision cannot get back by subtraction.
        at::Tensor original;
        if (weight.scalar_type() != at::kFloat || bytes < m_copyBudget) {
            original = exactCopy(weight);
            bytes += static_cast<std::int64_t>(original.nbytes());
        }
        m_applied.push_back({entry.first, original});
        weight.copy_(weight.to(at::kFloat) + delta);
    }
}

void LoraSet::takeOff()
{
    for (const Applied& applied : m_applied) {
        at::Tensor weight = m_targets->weight(applied.target);
        if (m_targets->isKeptAsStored(applied.target)) {
            replaceValues(weight, applied.original);
        } else if (applied.original.defined()) {
            weight.copy_(applied.original);
        } else {
            weight.sub_(totalDelta(applied.target));
        }
    }
    m_applied.clear();
    m_updates.clear();
    m_keys.clear();
}

} // namespace diffusion
