#pragma once

/// The first stage of the latent: principal components of 8 x 8 RGB blocks. It is linear, fixed
/// once it has been fitted, and can be written exactly as the encoder of an AutoencoderTiny, so the
/// denoiser can be trained before any decoder exists. Any thread.
///
/// A block is 192 numbers in [0, 1], ordered (row, column, channel) with 8 rows, 8 columns, RGB.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"

namespace diffusion::training {

inline constexpr int kBlockSide = 8;
inline constexpr int kBlockValues = kBlockSide * kBlockSide * 3;

struct BlockPca {
    int components = 0;
    std::vector<float> mean;      ///< (192)
    std::vector<float> basis;     ///< (components, 192), orthonormal rows, largest variance first
    std::vector<float> deviation; ///< (components), standard deviation of each over the data

    /// image: (H, W, 3) in [0, 1], H and W multiples of 8 -> (components, H / 8, W / 8) in rows of
    /// one plane after the other; each channel has mean 0 and standard deviation 1 over the data.
    [[nodiscard]] std::vector<float> encode(const core::PixelBuffer& image) const;

    /// The inverse of encode on the space the components span: what is lost is lost. Not clamped.
    [[nodiscard]] core::PixelBuffer decode(const std::vector<float>& latent, int rows,
                                           int columns) const;

    [[nodiscard]] core::Status save(const std::string& path) const;
    [[nodiscard]] static core::Result<BlockPca> load(const std::string& path);
};

/// Collects second moments of blocks and finds their principal axes.
class BlockPcaFitter {
public:
    BlockPcaFitter();

    /// All 8 x 8 blocks of the picture (H, W, 3) that fit, in [0, 1].
    void add(const core::PixelBuffer& image);

    [[nodiscard]] std::int64_t blocks() const { return m_blocks; }

    /// Errors: InvalidArgument when fewer blocks than values were added.
    [[nodiscard]] core::Result<BlockPca> fit(int components) const;

private:
    std::int64_t m_blocks = 0;
    std::vector<double> m_sum;     ///< (192)
    std::vector<double> m_product; ///< (192, 192), lower triangle
};

} // namespace diffusion::training
