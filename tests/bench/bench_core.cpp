/// Times of the document library at photo sizes. Prints one line for each case; no argument = all.
///
///     bench_core            24 and 100 megapixels
///     bench_core 24         one size

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "core/commands/set_mask.h"
#include "core/document/compositor.h"
#include "core/document/document.h"
#include "core/fill/fill_job.h"
#include "core/image/pyramid.h"

using namespace core;

namespace {

/// What one piece of work took. Processor time is what a machine with nothing else to do would
/// need.
struct Cost {
    double wall = 0.0;
    double processor = 0.0;
};

Cost cost(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t ticks = std::clock();
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
            double(std::clock() - ticks) / CLOCKS_PER_SEC};
}

void report(const char* name, double megapixels, double mebibytes)
{
    std::printf("%-34s %4.0f MP %9.1f MiB\n", name, megapixels, mebibytes);
    std::fflush(stdout);
}

/// Median and 95th percentile, milliseconds, wall and processor.
void report(const char* name, double megapixels, const std::vector<Cost>& samples)
{
    const auto at = [&](double Cost::*kind, std::size_t percent) {
        std::vector<double> sorted;
        for (const Cost& sample : samples) {
            sorted.push_back(1e3 * (sample.*kind));
        }
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
    };
    std::printf("%-34s %4.0f MP %9.2f ms p50 %9.2f ms p95 | processor %9.2f p50 %9.2f p95\n", name,
                megapixels, at(&Cost::wall, 50), at(&Cost::wall, 95), at(&Cost::processor, 50),
                at(&Cost::processor, 95));
    std::fflush(stdout);
}

void report(const char* name, double megapixels, const Cost& sample)
{
    report(name, megapixels, std::vector<Cost>{sample});
}

double residentMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) {
            return std::atof(line.c_str() + 6) / 1024.0;
        }
    }
    return 0.0;
}

/// A picture that is nowhere uniform, opaque.
TiledImage photo(Size size)
{
    TiledImage out(size, PixelFormat::Rgba8);
    std::vector<std::uint32_t> row(static_cast<std::size_t>(size.width));
    std::uint32_t state = 1;
    for (int y = 0; y < size.height; ++y) {
        for (std::uint32_t& pixel : row) {
            state = state * 1664525U + 1013904223U;
            pixel = 0xFF000000U | (state >> 8U);
        }
        out.writeRow(0, y, size.width, row.data());
    }
    return out;
}

void benchmarkDrawing(const Document& document, double megapixels)
{
    const Size size = document.size();
    std::vector<std::uint8_t> view(std::size_t{1920} * 1080 * 4);
    std::vector<Cost> frames;
    for (int i = 0; i < 40; ++i) {
        const Rect area{(size.width - 1920) * i / 40, (size.height - 1080) * i / 40, 1920, 1080};
        const DocumentSnapshot snapshot = document.snapshot();
        frames.push_back(cost([&] {
            compositeRgba8(snapshot, area, view.data(), 1920 * 4, AlphaMode::Premultiplied);
        }));
    }
    report("composite of a 1920x1080 view", megapixels, frames);

    Pyramid pyramid(size);
    const RegionReader reader = compositeReader(document.snapshot());
    const int top = pyramid.levels() - 1;
    const Cost all = cost([&] { pyramid.ensure(reader, top, 0, 0); });
    report("pyramid, all levels", megapixels, all);
    report("pyramid, memory", megapixels, double(pyramid.byteSize()) / 1048576.0);
    std::vector<Cost> updates;
    for (int i = 0; i < 40; ++i) {
        const Rect dirty{(size.width - 300) * i / 40, (size.height - 300) * i / 40, 300, 300};
        pyramid.invalidate(dirty);
        updates.push_back(cost([&] { pyramid.ensure(reader, top, 0, 0); }));
    }
    report("pyramid after a 300x300 change", megapixels, updates);
}

void benchmarkBrush(Document& document, double megapixels)
{
    std::vector<Cost> events;
    std::vector<DocumentSnapshot> held; // a reader that keeps the state before each event
    const Mask before = document.mask();
    const auto width = static_cast<float>(document.size().width);
    const auto height = static_cast<float>(document.size().height);
    for (int i = 0; i < 200; ++i) {
        const float t = static_cast<float>(i) / 200.0F;
        const BrushDab from{t * width, (0.2F + 0.6F * t) * height, 150, 0.5F, 1.0F};
        const BrushDab to{from.x + width / 200.0F, from.y + 0.6F * height / 200.0F, 150, 0.5F,
                          1.0F};
        held.assign(1, document.snapshot());
        events.push_back(cost([&] {
            document.editMask(
                [&](Mask& mask) { return mask.paintSegment(from, to, BrushMode::Add); });
        }));
    }
    report("brush event, 300 px", megapixels, events);
    const Cost stroke = cost([&] { SetMask(before, document.mask(), "Stroke"); });
    report("undo step of the stroke", megapixels, stroke);
    report("bounds of the mask", megapixels,
           cost([&] { static_cast<void>(document.mask().bounds()); }));
    Mask grown = document.mask();
    report("grow by 20 px", megapixels, cost([&] { grown.grow(20); }));
}

void benchmarkFill(Document& document, double megapixels)
{
    const Size size = document.size();
    document.setMask(Mask(size), document.rect());
    document.editMask([&](Mask& mask) {
        return mask.paintDab({float(size.width) / 2, float(size.height) / 2, 400}, BrushMode::Add);
    });
    Result<PreparedFill> job = fail(ErrorCode::Internal, "");
    const Cost prepare = cost([&] { job = prepareFill(document.snapshot(), {8, 256, 512, 0}); });
    report("prepareFill, hole of 800 px", megapixels, prepare);
    if (job.has_value()) {
        const Cost finish = cost([&] { finishFill(*job, job->image, "Fill").has_value(); });
        report("finishFill, hole of 800 px", megapixels, finish);
    }
}

void benchmark(Size size)
{
    const double megapixels = double(size.area()) / 1e6;
    const double base = residentMegabytes();
    const auto document = Document::fromImage(photo(size), "Background");
    report("memory of the document", megapixels, residentMegabytes() - base);
    benchmarkDrawing(*document, megapixels);
    benchmarkBrush(*document, megapixels);
    benchmarkFill(*document, megapixels);
    const Cost flat = cost([&] { static_cast<void>(flatten(document->snapshot())); });
    report("flatten, one layer", megapixels, flat);
}

} // namespace

int main(int argc, char** argv)
{
    const int only = argc > 1 ? std::atoi(argv[1]) : 0;
    if (only == 0 || only == 24) {
        benchmark({6000, 4000});
    }
    if (only == 0 || only == 100) {
        benchmark({11600, 8700});
    }
    return 0;
}
