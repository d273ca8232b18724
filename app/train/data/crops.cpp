#include "app/train/data/crops.h"

#include <algorithm>
#include <cmath>

namespace train {

namespace {

constexpr double kFlat = 0.03;  ///< contrast below which a crop teaches little
constexpr int kPhotoWeight = 4; ///< against 1 for a texture
constexpr double kMaxEnlarge = 1.25;

} // namespace

double contrast(const core::PixelBuffer& pixels)
{
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < pixels.count(); ++i) {
        sum += pixels.data()[i];
        squares += static_cast<double>(pixels.data()[i]) * pixels.data()[i];
    }
    const auto n = static_cast<double>(std::max<std::size_t>(1, pixels.count()));
    return std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)));
}

CropSampler::CropSampler(const std::vector<PackedPhoto>& photos) : m_photos(photos)
{
    for (std::size_t i = 0; i < photos.size(); ++i) {
        if (photos[i].image.channels != 3 || photos[i].image.isEmpty()) {
            continue;
        }
        m_choice.insert(m_choice.end(), photos[i].kind == "photo" ? kPhotoWeight : 1, i);
    }
}

Crop CropSampler::draw(int side, Random& random) const
{
    for (int attempt = 0;; ++attempt) {
        const std::size_t photo = m_choice[static_cast<std::size_t>(
            random.integer(0, static_cast<int>(m_choice.size())))];
        const ByteImage& image = m_photos[photo].image;
        const int shortest = std::min(image.width, image.height);
        const int least = std::min(shortest, static_cast<int>(side / kMaxEnlarge));
        // Squared, so that fine scales come up more often than whole pictures.
        const double share = random.unit();
        const int window = least + static_cast<int>(share * share * (shortest - least));
        const int x = random.integer(0, image.width - window + 1);
        const int y = random.integer(0, image.height - window + 1);
        Crop crop{resampled(image, {x, y, window, window}, side, side, random.chance(0.5)), photo};
        if (contrast(crop.pixels) >= kFlat || random.chance(0.2) || attempt > 20) {
            return crop;
        }
    }
}

} // namespace train
