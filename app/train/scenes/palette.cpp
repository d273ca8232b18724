#include "app/train/scenes/palette.h"

#include "app/train/scenes/noise2d.h"

namespace train::scenes {

namespace {

Palette byTime(TimeOfDay time)
{
    switch (time) {
    case TimeOfDay::Dawn:
        return {{0.42F, 0.53F, 0.72F},
                {0.97F, 0.78F, 0.66F},
                {1.0F, 0.86F, 0.66F},
                {1.0F, 0.86F, 0.78F},
                {0.62F, 0.58F, 0.68F},
                {0.80F, 0.74F, 0.76F},
                {0.92F, 0.83F, 0.80F},
                0.45F,
                0.0F};
    case TimeOfDay::Sunset:
        return {{0.28F, 0.30F, 0.52F},
                {0.98F, 0.58F, 0.28F},
                {1.0F, 0.80F, 0.42F},
                {1.0F, 0.62F, 0.40F},
                {0.42F, 0.30F, 0.42F},
                {0.72F, 0.48F, 0.42F},
                {0.80F, 0.58F, 0.46F},
                0.35F,
                0.0F};
    case TimeOfDay::Night:
        return {{0.03F, 0.05F, 0.16F},
                {0.13F, 0.19F, 0.36F},
                {0.42F, 0.46F, 0.58F},
                {0.24F, 0.27F, 0.38F},
                {0.09F, 0.11F, 0.19F},
                {0.12F, 0.16F, 0.29F},
                {0.38F, 0.43F, 0.62F},
                0.35F,
                0.0F};
    case TimeOfDay::Day:
        break;
    }
    return {{0.20F, 0.43F, 0.80F},
            {0.72F, 0.85F, 0.96F},
            {1.0F, 0.98F, 0.90F},
            {0.98F, 0.98F, 0.98F},
            {0.66F, 0.71F, 0.78F},
            {0.72F, 0.81F, 0.90F},
            {1.0F, 0.98F, 0.94F},
            0.28F,
            0.0F};
}

/// Pulls a colour towards its own grey.
Rgb muted(Rgb c, float amount)
{
    const float grey = 0.3F * c.r + 0.59F * c.g + 0.11F * c.b;
    return mix(c, {grey, grey, grey}, amount);
}

} // namespace

Palette paletteFor(const SceneSpec& spec)
{
    Palette p = byTime(spec.time);
    const float vary = uniform2d(1, 2, spec.seed);
    float dim = 1.0F;
    switch (spec.weather) {
    case Weather::Clear:
        p.cloudCover = 0.0F;
        break;
    case Weather::Cloudy:
        p.cloudCover = 0.42F + 0.2F * vary;
        break;
    case Weather::Overcast:
    case Weather::Rain:
        p.cloudCover = 0.95F;
        dim = spec.time == TimeOfDay::Night ? 1.15F : 0.86F; // a covered night is grey, not black
        p.zenith = muted(p.zenith, 0.8F) * dim;
        p.horizonSky = muted(p.horizonSky, 0.7F) * dim;
        p.cloudLit = muted(p.cloudLit, 0.8F) * dim;
        p.cloudShade = muted(p.cloudShade, 0.8F) * dim;
        p.light = muted(p.light, 0.6F) * (spec.weather == Weather::Rain ? dim - 0.12F : dim);
        p.haze = muted(p.haze, 0.7F) * 0.9F;
        p.hazeAmount += 0.12F;
        break;
    case Weather::Fog:
    case Weather::Snowfall:
        p.cloudCover = 0.6F;
        p.zenith = mix(muted(p.zenith, 0.7F), p.haze, 0.6F);
        p.horizonSky = mix(muted(p.horizonSky, 0.5F), p.haze, 0.6F);
        p.light = muted(p.light, 0.5F) * 0.88F;
        p.hazeAmount = 0.72F;
        break;
    }
    return p;
}

Rgb paint(Colour colour, Rgb natural)
{
    switch (colour) {
    case Colour::Natural:
        return natural;
    case Colour::Red:
        return {0.82F, 0.12F, 0.11F};
    case Colour::Orange:
        return {0.95F, 0.50F, 0.10F};
    case Colour::Yellow:
        return {0.96F, 0.83F, 0.15F};
    case Colour::Green:
        return {0.16F, 0.52F, 0.20F};
    case Colour::Blue:
        return {0.14F, 0.32F, 0.78F};
    case Colour::Purple:
        return {0.48F, 0.22F, 0.66F};
    case Colour::Pink:
        return {0.95F, 0.52F, 0.70F};
    case Colour::White:
        return {0.96F, 0.95F, 0.93F};
    case Colour::Brown:
        return {0.43F, 0.27F, 0.15F};
    case Colour::Black:
        return {0.10F, 0.10F, 0.11F};
    }
    return natural;
}

} // namespace train::scenes
