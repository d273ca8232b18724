/// Time of one pointer event of a 300-px paint brush on a photo of 24 megapixels: coverage, ink and
/// telling the document. Prints median and 95th percentile in milliseconds, soft and hard, 8 and 16
/// bits.
///
///     bench_paint

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/document/document.h"
#include "core/paint/ink.h"

namespace {

constexpr core::Size kPhoto{6000, 4000};
constexpr int kEvents = 200;

void run(core::PixelFormat format, float hardness)
{
    core::TiledImage pixels(kPhoto, format);
    const float grey[4] = {0.4F, 0.5F, 0.6F, 1};
    pixels.fill(pixels.rect(), grey);
    auto document = core::Document::fromImage(pixels, "Photo");
    const core::LayerRef before = document->layers().front();
    core::Mask stroke(kPhoto);
    core::InkCoverage coverage;
    coverage.stroke = &stroke;
    coverage.opacity = 0.8F;
    const core::ColorInk ink{{1, 0, 0, 1}};
    core::BrushDab last{500, 2000, 150, hardness, 1};
    std::vector<double> times;
    for (int i = 0; i < kEvents; ++i) {
        core::BrushDab next = last;
        next.x += 20;
        next.y += 12 * std::sin(static_cast<float>(i) / 5);
        QElapsedTimer clock;
        clock.start();
        const core::Rect dirty = stroke.paintSegment(last, next, core::BrushMode::Add);
        document->editLayer(before->id, [&](core::TiledImage& target, std::optional<core::Mask>&) {
            core::layInk(target, before->pixels, dirty, ink, coverage);
            return dirty;
        });
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        last = next;
    }
    std::sort(times.begin(), times.end());
    std::printf("%s, hardness %.1f: median %.2f ms, p95 %.2f ms\n",
                format == core::PixelFormat::Rgba8 ? " 8 bits" : "16 bits",
                static_cast<double>(hardness), times[kEvents / 2], times[kEvents * 95 / 100]);
}

} // namespace

int main()
{
    for (const core::PixelFormat format : {core::PixelFormat::Rgba8, core::PixelFormat::Rgba16}) {
        run(format, 1.0F);
        run(format, 0.0F);
    }
    return 0;
}
