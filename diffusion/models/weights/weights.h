#pragma once

/// How a network's constructor gets its tensors: by name, with the shape it needs.
///
///     explicit Conv(Weights w) : weight(w.take("weight", {320, 4, 3, 3})) {}
///     Conv conv_in(weights / "conv_in");
///
/// A missing or misshapen tensor throws LoadError(BadWeights) naming file, tensor and both shapes.
/// Cheap to copy; all copies share one record of what was taken. One thread at a time.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

class Weights {
public:
    /// Every tensor taken is converted to `dtype` (float32, bfloat16, float64...) on `device`.
    explicit Weights(std::shared_ptr<TensorSource> source, at::ScalarType dtype = at::kFloat,
                     at::Device device = at::kCPU);

    /// Weights::random(seed): see makeRandomSource.
    [[nodiscard]] static Weights random(std::uint64_t seed, at::ScalarType dtype = at::kFloat);

    /// The names below `scope`: (w / "mid_block" / "resnets.0").take("conv1.weight", ...).
    [[nodiscard]] Weights operator/(std::string_view scope) const;
    [[nodiscard]] Weights operator/(std::int64_t index) const;

    /// The tensor `scope.leaf`, contiguous, checked against `shape`.
    [[nodiscard]] at::Tensor take(std::string_view leaf, at::IntArrayRef shape) const;

    /// From now on takeLarge() gives narrow tensors as they are stored: they keep lying in the file, and
    /// layers convert them as they read them. On the CPU; in bfloat16 only filters, which get packed.
    void keepStored();

    /// As take, for the large weights of layers that read any precision: see keepStored(). Those of
    /// fewer than 100,000 numbers are converted all the same. `squeeze`: as takeSqueezed.
    [[nodiscard]] at::Tensor takeLarge(std::string_view leaf, at::IntArrayRef shape,
                                       bool squeeze = false) const;

    /// As take, but an absent tensor gives an undefined one. Random sources have every tensor.
    [[nodiscard]] at::Tensor takeOptional(std::string_view leaf, at::IntArrayRef shape) const;

    /// As take, but a stored shape with extra trailing ones ([512, 512, 1, 1] for [512, 512]) is
    /// accepted too: old files keep linears as 1x1 convolutions.
    [[nodiscard]] at::Tensor takeSqueezed(std::string_view leaf, at::IntArrayRef shape) const;

    [[nodiscard]] bool has(std::string_view leaf) const;

    /// Declares a tensor as known and not needed ("position_ids").
    void ignore(std::string_view leaf) const;

    /// Names in this scope that nobody took: what a file has too much. Call after construction.
    [[nodiscard]] std::vector<std::string> finish() const;

    /// Logs a warning if finish() has any names; loaders call it last.
    void warnAboutUnused() const;

    /// Full name and tensor of everything taken through this object and its scopes, in order of
    /// taking. The tensors are the very ones the networks hold, so a trainer may set
    /// requires_grad on them and update them in place.
    [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> parameters() const;

    [[nodiscard]] at::ScalarType dtype() const;
    [[nodiscard]] std::string description() const; ///< of the source, for messages
    [[nodiscard]] const std::string& scope() const { return m_scope; } ///< "" or "a.b."

private:
    struct State;
    Weights(std::shared_ptr<State> state, std::string scope);
    struct Wish {
        bool squeeze = false; ///< see takeSqueezed
        bool large = false;   ///< see takeLarge
    };
    [[nodiscard]] at::Tensor fetch(const std::string& name, at::IntArrayRef shape, Wish wish) const;
    [[nodiscard]] at::Tensor takeAs(std::string_view leaf, at::IntArrayRef shape, Wish wish) const;

    std::shared_ptr<State> m_state;
    std::string m_scope;
};

} // namespace diffusion
