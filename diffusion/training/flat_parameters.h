#pragma once

/// All parameters of one or more networks side by side in one array, gradients in a second one.
/// The networks hold views into the first, or into a copy of it in another precision; autograd
/// writes into views of the second. So the optimiser, the average and a checkpoint each see one
/// long float32 vector. Internal: includes ATen.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/weights.h"
#include "diffusion/training/training_compute.h"

namespace diffusion::training {

class FlatParameters {
public:
    /// Constructs the network of replica `replica` from the weights it is given. Called once more
    /// for replica 0, at first, to learn names and shapes; the last network made is the one to
    /// keep.
    using Build = std::function<void(const Weights&, int replica)>;
    struct Part {
        std::string scope; ///< "unet."
        Build build;
    };

    /// Initial values are those of makeRandomSource(seed), but tensors whose name ends in one of
    /// `zeroed` start at 0. Replicas share values and have gradients of their own, so that several
    /// threads can each run a part of a batch.
    FlatParameters(const std::vector<Part>& parts, std::uint64_t seed,
                   const std::vector<std::string>& zeroed, int replicas,
                   const TrainingCompute& compute = {});

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_values.numel()); }
    /// (P), float32, on the device. Whoever writes into it calls publish() afterwards.
    [[nodiscard]] const at::Tensor& valueTensor() const { return m_values; }
    /// Shows the networks what the values have become.
    void publish();
    /// (P), float32: the sum over the replicas, formed by sumGradients().
    [[nodiscard]] const at::Tensor& gradientTensor() const { return m_sum; }
    void clearGradients();
    void sumGradients();

    /// Views of `flat` (as long as this set) under the parameters' names, with `scope` removed.
    [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>>
    named(const at::Tensor& flat, const std::string& scope) const;

private:
    void bindReplica(const Part& part, int replica);

    struct Entry {
        std::string name;
        std::vector<std::int64_t> shape;
        std::int64_t offset = 0;
        std::int64_t count = 0;
    };
    std::vector<Entry> m_entries;
    at::Tensor m_values;                 ///< (P), float32
    at::Tensor m_held;                   ///< (P), what the networks hold: the values or a copy
    at::Tensor m_sum;                    ///< (P), float32
    std::vector<at::Tensor> m_gradients; ///< (P) for each replica, in the networks' precision
};

} // namespace diffusion::training
