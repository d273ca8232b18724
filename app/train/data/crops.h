#pragma once

/// Square crops from the packed set, as training wants them. Any thread.

#include <vector>

#include "app/train/data/photo_set.h"
#include "app/train/data/random.h"
#include "core/base/pixel_buffer.h"

namespace train {

struct Crop {
    core::PixelBuffer pixels; ///< (side, side, 3), [0, 1]
    std::size_t photo = 0;    ///< index into the set
};

/// Draws crops from the pictures of a set with three channels: photographs four times as often as
/// textures, any scale from the picture's own pixels to its whole short side, mirrored in half
/// of the cases. Crops that are almost flat come up, but four in five of them are drawn again.
class CropSampler {
public:
    explicit CropSampler(const std::vector<PackedPhoto>& photos);

    [[nodiscard]] bool isEmpty() const { return m_choice.empty(); }
    [[nodiscard]] Crop draw(int side, Random& random) const;

private:
    const std::vector<PackedPhoto>& m_photos;
    std::vector<std::size_t> m_choice; ///< indices, repeated by weight
};

/// Standard deviation of all samples, a measure of how flat a crop is.
[[nodiscard]] double contrast(const core::PixelBuffer& pixels);

} // namespace train
