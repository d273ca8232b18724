#pragma once

/// Group norms of a network that sees a large picture a part at a time: the parts share statistics,
/// or each would have colours and contrasts of its own. One thread at a time for each object.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "diffusion/models/layers/layers.h"
#include "diffusion/models/networks/crops.h"

namespace diffusion {

/// How the group norms of a network are done.
class GroupNorms {
public:
    virtual ~GroupNorms() = default;

    /// As GroupNorm::activated. x: (B, C, H, W) -> the same shape
    [[nodiscard]] virtual at::Tensor activated(const GroupNorm& norm, const at::Tensor& x,
                                               Activation activation,
                                               const RunContext& context) = 0;
};

/// Each map has its own statistics, as in the papers.
class OwnNorms final : public GroupNorms {
public:
    [[nodiscard]] at::Tensor activated(const GroupNorm& norm, const at::Tensor& x,
                                       Activation activation, const RunContext& context) override
    {
        return norm.activated(x, activation, context);
    }
};

/// What a norm with settled statistics does to each channel: x * scale + shift, (1, C, 1, 1) each.
struct ChannelMap {
    at::Tensor scale;
    at::Tensor shift;
};
using NormTable = std::unordered_map<const GroupNorm*, ChannelMap>;

/// Sums over parts of a picture, group by group: (G) each, float64.
struct GroupSums {
    at::Tensor sum;
    at::Tensor squares;
    double count = 0.0;

    /// part: (C, h, w)
    void add(const at::Tensor& part, std::int64_t groups);
    [[nodiscard]] ChannelMap map(const GroupNorm& norm, at::ScalarType dtype) const;
};

/// Takes the statistics from samples of a picture that are together in one batch, leaving out their
/// margins, and keeps them.
class SampledNorms final : public GroupNorms {
public:
    /// `samples` are alike in size; the batch has them in this order.
    explicit SampledNorms(std::vector<Crop> samples) : m_samples(std::move(samples)) {}

    [[nodiscard]] at::Tensor activated(const GroupNorm& norm, const at::Tensor& x,
                                       Activation activation, const RunContext& context) override;
    [[nodiscard]] NormTable take() { return std::move(m_table); }

private:
    std::vector<Crop> m_samples;
    NormTable m_table;
};

/// Uses statistics that are known: `known` has every norm of the network.
class KnownNorms final : public GroupNorms {
public:
    explicit KnownNorms(NormTable known) : m_known(std::move(known)) {}

    [[nodiscard]] at::Tensor activated(const GroupNorm& norm, const at::Tensor& x,
                                       Activation activation, const RunContext& context) override;

private:
    NormTable m_known;
};

} // namespace diffusion
