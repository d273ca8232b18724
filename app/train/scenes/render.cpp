#include "app/train/scenes/render.h"

#include <algorithm>
#include <numeric>

#include "app/train/scenes/layers.h"

namespace train::scenes {

namespace {

core::PixelBuffer halved(const core::PixelBuffer& big)
{
    core::PixelBuffer small(big.width() / 2, big.height() / 2, 3);
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x) {
            const float* a = big.at(2 * x, 2 * y);
            const float* b = big.at(2 * x, 2 * y + 1);
            for (int c = 0; c < 3; ++c) {
                const float mean = 0.25F * (a[c] + a[c + 3] + b[c] + b[c + 3]);
                small.at(x, y)[c] = std::clamp(mean, 0.0F, 1.0F);
            }
        }
    }
    return small;
}

/// What a picture's brightness does to the colours of a thing that is put into it.
float lightOf(const core::PixelBuffer& picture)
{
    constexpr float kWellLit = 0.42F; // mean of a photograph taken by day
    const float mean = std::accumulate(picture.data(), picture.data() + picture.count(), 0.0F) /
                       static_cast<float>(picture.count());
    return std::clamp(mean / kWellLit, 0.45F, 1.1F);
}

} // namespace

core::PixelBuffer render(const SceneSpec& spec, int side)
{
    core::PixelBuffer picture(2 * side, 2 * side, 3);
    const Palette palette = paletteFor(spec);
    const Frame frame{spec, palette, picture};
    paintSky(frame);
    paintDistance(frame);
    paintGround(frame);
    paintWater(frame);
    paintObjects(frame);
    paintWeather(frame);
    return halved(picture);
}

void renderThings(const SceneSpec& spec, core::PixelBuffer& picture)
{
    SceneSpec plain = spec;
    plain.time = TimeOfDay::Day;
    plain.weather = Weather::Clear;
    plain.ground = Ground::Meadow;
    Palette palette = paletteFor(plain);
    palette.hazeAmount = 0.0F;
    palette.light = palette.light * lightOf(picture);
    paintObjects({plain, palette, picture});
}

} // namespace train::scenes
