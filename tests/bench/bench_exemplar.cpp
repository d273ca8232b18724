// Time and memory of the exemplar fill at the sizes that matter: training crops, a screenful, a
// large context. Prints wall and processor time; the best of a few runs, for other work disturbs.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

#include <sys/resource.h>

#include "core/exemplar/exemplar_fill.h"
#include "core/exemplar/random.h"

namespace {

struct Scene {
    const char* name;
    int width, height;
    core::Rect hole;
    core::ExemplarPreset preset;
    int threads;
    int runs;
};

/// Grain over soft bands: work for the search, nothing that can be copied exactly.
core::PixelBuffer picture(int width, int height)
{
    core::exemplar::Random random(7);
    core::PixelBuffer image(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const float band = 0.3F + 0.3F * static_cast<float>((y / 40 + x / 90) % 3) / 2.0F;
            for (int c = 0; c < 3; ++c) {
                image.at(x, y)[c] = band + 0.15F * static_cast<float>(random.below(1024)) / 1024.0F;
            }
        }
    }
    return image;
}

void measure(const Scene& scene)
{
    const core::PixelBuffer image = picture(scene.width, scene.height);
    core::PixelBuffer mask(scene.width, scene.height, 1);
    for (int y = scene.hole.y; y < scene.hole.bottom(); ++y) {
        std::fill_n(mask.at(scene.hole.x, y), scene.hole.width, 1.0F);
    }
    core::ExemplarOptions options;
    options.preset = scene.preset;
    options.threads = scene.threads;
    double bestWall = 1e9;
    double bestCpu = 1e9;
    for (int run = 0; run < scene.runs; ++run) {
        core::PixelBuffer copy = image;
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t cpu = std::clock();
        if (!core::exemplarFill(copy, mask, options)) {
            std::printf("%s failed\n", scene.name);
            return;
        }
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
        bestWall = std::min(bestWall, wall.count());
        bestCpu = std::min(bestCpu, static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%-44s wall %8.1f ms  cpu %8.1f ms  peak %5ld MB\n", scene.name, bestWall * 1e3,
                bestCpu * 1e3, usage.ru_maxrss / 1024);
}

} // namespace

int main()
{
    using core::ExemplarPreset;
    const Scene scenes[] = {
        {"128x128, hole 50x50, fast, 1 thread",
         128,
         128,
         {40, 40, 50, 50},
         ExemplarPreset::Fast,
         1,
         20},
        {"512x512, hole 150x150", 512, 512, {180, 180, 150, 150}, ExemplarPreset::Quality, 0, 5},
        {"1500x1000, hole 600x400",
         1500,
         1000,
         {450, 300, 600, 400},
         ExemplarPreset::Quality,
         0,
         2},
    };
    for (const Scene& scene : scenes) {
        measure(scene);
    }
    return 0;
}
