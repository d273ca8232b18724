#include "diffusion/models/networks/position_embedding.h"

#include <cmath>
#include <vector>

namespace diffusion {
namespace {

constexpr double kMaxPeriod = 10000.0;

/// (count, width) float32: sines of all frequencies, then cosines.
at::Tensor alongOneAxis(std::int64_t count, const PositionGrid& grid, std::int64_t width)
{
    const std::int64_t frequencies = width / 2;
    // float32 up to here and float64 from here on, like the reference
    const auto spacing =
        static_cast<float>(static_cast<double>(count) / static_cast<double>(grid.trainedSide));
    const auto scale = static_cast<float>(grid.interpolation);
    std::vector<float> out(static_cast<std::size_t>(count * width));
    for (std::int64_t i = 0; i < count; ++i) {
        const double place = static_cast<float>(i) / spacing / scale;
        float* row = out.data() + i * width;
        for (std::int64_t f = 0; f < frequencies; ++f) {
            const double exponent = static_cast<double>(f) / static_cast<double>(frequencies);
            const double angle = place / std::pow(kMaxPeriod, exponent);
            row[f] = static_cast<float>(std::sin(angle));
            row[frequencies + f] = static_cast<float>(std::cos(angle));
        }
    }
    return at::tensor(out, at::kFloat).view({count, width});
}

} // namespace

at::Tensor gridPositions(const PositionGrid& grid, std::int64_t width)
{
    const at::Tensor columns = alongOneAxis(grid.columns, grid, width / 2).unsqueeze(0);
    const at::Tensor rows = alongOneAxis(grid.rows, grid, width / 2).unsqueeze(1);
    return at::cat({columns.expand({grid.rows, grid.columns, width / 2}),
                    rows.expand({grid.rows, grid.columns, width / 2})},
                   -1)
        .view({grid.rows * grid.columns, width});
}

} // namespace diffusion
