#pragma once

/// The filters of 3 x 3 convolutions in Winograd's transformed form: all of a layer for as long as
/// they fit a fixed amount of memory, and else a part at a time, made anew for each use. Any thread
/// for transformPanel; one thread at a time for each KeptFilters.
///
/// Letters: O I channels in and out, m side of a tile, P = (m + 2)^2 places of a transformed
/// filter.

#include <cstdint>
#include <vector>

#include "diffusion/models/layers/weight_rows.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

constexpr std::int64_t kFewChannels = 16; ///< below: another way is as fast
constexpr std::int64_t kSmallMap = 8;     ///< likewise, of the shorter side

/// Some inputs of at most MatrixKernel::panel outputs.
struct FilterPart {
    std::int64_t output = 0; ///< the first one
    std::int64_t outputs = 0;
    std::int64_t input = 0;
    std::int64_t inputs = 0;
};

/// To `target`, for each place a panel as MatrixKernel::pack makes it, `placeStride` floats apart.
void transformPanel(const WeightRows& weight, int m, const FilterPart& part, float* target,
                    std::int64_t placeStride);

/// What KeptFilters takes for a convolution of this shape, (O, I, k, k), on maps of side x side; 0
/// where it is not done this way.
[[nodiscard]] std::int64_t keptFilterBytes(const std::vector<std::int64_t>& shape,
                                           std::int64_t side);

/// All filters of a layer.
class KeptFilters {
public:
    KeptFilters() = default;
    ~KeptFilters() { drop(); }
    KeptFilters(const KeptFilters&) = delete;
    KeptFilters& operator=(const KeptFilters&) = delete;

    /// Of `weight` (O, I, 3, 3), made anew unless those are already there, or drop() was called.
    /// False where other layers have the memory already.
    [[nodiscard]] bool keep(const at::Tensor& weight, int m);
    void drop();

    /// (P, floats of one place): see MatrixKernel::pack.
    [[nodiscard]] const at::Tensor& packed() const { return m_packed; }

private:
    at::Tensor m_packed;
    int m_side = 0;
    std::int64_t m_taken = 0; ///< bytes
};

} // namespace diffusion
