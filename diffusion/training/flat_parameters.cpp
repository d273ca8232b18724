#include "diffusion/training/flat_parameters.h"

#include <algorithm>

namespace diffusion::training {

FlatParameters::FlatParameters(const std::vector<Part>& parts, std::uint64_t seed,
                               const std::vector<std::string>& zeroed, int replicas,
                               const TrainingCompute& compute)
{
    std::vector<at::Tensor> initial;
    std::int64_t total = 0;
    for (const Part& part : parts) {
        const Weights probe = Weights::random(seed);
        part.build(probe, 0);
        for (const auto& [name, tensor] : probe.parameters()) {
            m_entries.push_back({part.scope + name, tensor.sizes().vec(), total, tensor.numel()});
            initial.push_back(tensor);
            total += (tensor.numel() + 15) / 16 * 16; // each tensor on a cache line of its own
        }
    }
    m_values = at::zeros({total}, at::kFloat);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries[i];
        const bool zero = std::any_of(zeroed.begin(), zeroed.end(), [&](const std::string& end) {
            return entry.name.ends_with(end);
        });
        if (!zero) {
            m_values.narrow(0, entry.offset, entry.count).copy_(initial[i].flatten());
        }
    }
    initial.clear();
    m_values = compute.toDevice(m_values);
    m_held = compute.toNetwork(m_values); // the same tensor on the CPU in float32
    for (int r = 0; r < replicas; ++r) {
        m_gradients.push_back(at::zeros_like(m_held));
        for (const Part& part : parts) {
            bindReplica(part, r);
        }
    }
}

void FlatParameters::bindReplica(const Part& part, int replica)
{
    std::map<std::string, at::Tensor> views;
    for (auto& [name, view] : named(m_held, part.scope)) {
        views.emplace(name, view.detach().requires_grad_());
    }
    const Weights weights(makeMapSource(std::move(views), "parameters in training"),
                          m_held.scalar_type(), m_held.device());
    part.build(weights, replica);
    std::map<std::string, at::Tensor> gradients;
    for (auto& [name, view] : named(m_gradients.back(), part.scope)) {
        gradients.emplace(name, view);
    }
    for (const auto& [name, tensor] : weights.parameters()) {
        at::Tensor leaf = tensor;
        leaf.mutable_grad() = gradients.at(name);
    }
}

void FlatParameters::publish()
{
    if (!m_held.is_same(m_values)) {
        m_held.copy_(m_values);
    }
}

void FlatParameters::clearGradients()
{
    for (at::Tensor& gradient : m_gradients) {
        gradient.zero_();
    }
}

void FlatParameters::sumGradients()
{
    m_sum = m_gradients.front().to(at::kFloat); // the same tensor in float32
    for (std::size_t r = 1; r < m_gradients.size(); ++r) {
        m_sum.add_(m_gradients[r]);
    }
}

std::vector<std::pair<std::string, at::Tensor>>
FlatParameters::named(const at::Tensor& flat, const std::string& scope) const
{
    std::vector<std::pair<std::string, at::Tensor>> result;
    for (const Entry& entry : m_entries) {
        if (entry.name.starts_with(scope)) {
            result.emplace_back(entry.name.substr(scope.size()),
                                flat.narrow(0, entry.offset, entry.count).view(entry.shape));
        }
    }
    return result;
}

} // namespace diffusion::training
