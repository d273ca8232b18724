/// How much fills show at their edges: bench_seams PHOTO... fills six holes in each photo from
/// their surroundings, as they come and with the colour shift and softness that an autoencoder
/// adds, and prints the seam metric (differences across the edge over differences beside it; 1 = as
/// smooth as the picture) of pasting the result and of blending it, and of the photo itself at the
/// same place.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

#include "core/document/compositor.h"
#include "core/exemplar/exemplar_fill.h"
#include "core/fill/fill_job.h"
#include "core/fill/seam_metric.h"
#include "core/io/document_io.h"

namespace {

using namespace core;

constexpr int kHoles = 6;

struct Column {
    const char* name;
    std::vector<double> ratios;
};

PixelBuffer colours(const PixelBuffer& rgba)
{
    PixelBuffer out(rgba.width(), rgba.height(), 3);
    for (std::size_t i = 0; i < rgba.count() / 4; ++i) {
        std::copy_n(rgba.data() + i * 4, 3, out.data() + i * 3);
    }
    return out;
}

PixelBuffer cut(const PixelBuffer& in, Size size)
{
    PixelBuffer out(size.width, size.height, in.channels());
    for (int y = 0; y < size.height; ++y) {
        std::copy_n(in.row(y),
                    static_cast<std::size_t>(size.width) * static_cast<std::size_t>(in.channels()),
                    out.row(y));
    }
    return out;
}

/// What an autoencoder does to colours and detail, roughly: 4 % brighter, 3 x 3 mean.
PixelBuffer asDecoded(const PixelBuffer& in)
{
    PixelBuffer out = in;
    for (int y = 0; y < in.height(); ++y) {
        for (int x = 0; x < in.width(); ++x) {
            for (int c = 0; c < 3; ++c) {
                float sum = 0;
                for (int k = 0; k < 9; ++k) {
                    sum += in.at(std::clamp(x + k % 3 - 1, 0, in.width() - 1),
                                 std::clamp(y + k / 3 - 1, 0, in.height() - 1))[c];
                }
                out.at(x, y)[c] = std::clamp(sum / 9.0F * 1.02F + 0.02F, 0.0F, 1.0F);
            }
        }
    }
    return out;
}

PixelBuffer pasted(const PixelBuffer& photo, const PixelBuffer& made, const PixelBuffer& hole)
{
    PixelBuffer out = photo;
    for (std::size_t i = 0; i < hole.count(); ++i) {
        if (hole.data()[i] > 0.0F) {
            std::copy_n(made.data() + i * 3, 3, out.data() + i * 3);
        }
    }
    return out;
}

/// A wobbly disc somewhere in the middle of the canvas.
Mask randomHole(Size canvas, std::mt19937& random)
{
    const auto in = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    const double radius = in(0.03, 0.08) * std::min(canvas.width, canvas.height);
    Mask out(canvas);
    BrushDab dab;
    dab.hardness = 1.0F;
    dab.x = static_cast<float>(in(0.2, 0.8) * canvas.width);
    dab.y = static_cast<float>(in(0.2, 0.8) * canvas.height);
    for (int k = 0; k < 5; ++k) {
        dab.radius = static_cast<float>(radius * in(0.5, 1.0));
        out.paintDab(dab, BrushMode::Add);
        dab.x += static_cast<float>(radius * in(-0.7, 0.7));
        dab.y += static_cast<float>(radius * in(-0.7, 0.7));
    }
    return out;
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void measure(Document& document, const PreparedFill& prepared, const PixelBuffer& made,
             Column& paste, Column& blend)
{
    const Rect context = prepared.plan.context;
    const PixelBuffer photo = colours(composite(document.snapshot(), context));
    const PixelBuffer hole = cut(prepared.mask, context.size());
    paste.ratios.push_back(
        measureSeam(pasted(photo, cut(made, context.size()), hole), hole).ratio());
    auto layer = finishFill(prepared, made, "fill");
    if (layer) {
        const LayerId id = document.insertLayer(1, std::move(*layer));
        blend.ratios.push_back(
            measureSeam(colours(composite(document.snapshot(), context)), hole).ratio());
        static_cast<void>(document.removeLayer(id));
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: bench_seams PHOTO...\n", stderr);
        return 2;
    }
    const auto codec = createImageCodec();
    std::vector<Column> columns = {{"photo itself", {}},
                                   {"copied, pasted", {}},
                                   {"copied, blended", {}},
                                   {"decoded, pasted", {}},
                                   {"decoded, blended", {}}};
    for (int i = 1; i < argc; ++i) {
        auto opened = openDocument(argv[i], *codec);
        if (!opened) {
            std::fprintf(stderr, "%s\n", opened.error().message.c_str());
            return 1;
        }
        Document& document = *opened->document;
        std::mt19937 random(static_cast<unsigned>(i));
        for (int k = 0; k < kHoles; ++k) {
            document.setMask(randomHole(document.size(), random), document.rect());
            FillConstraints constraints;
            constraints.nativeSide = 256;
            constraints.maxSide = 512;
            constraints.padding = 1.0;
            auto prepared = prepareFill(document.snapshot(), constraints);
            if (!prepared) {
                continue;
            }
            PixelBuffer made = prepared->image;
            ExemplarOptions options;
            options.removing = true;
            if (!exemplarFill(made, prepared->mask, options)) {
                continue;
            }
            columns[0].ratios.push_back(measureSeam(prepared->image, prepared->mask).ratio());
            measure(document, *prepared, made, columns[1], columns[2]);
            measure(document, *prepared, asDecoded(made), columns[3], columns[4]);
        }
    }
    std::printf("%-18s %6s %8s %8s %8s\n", "seam", "holes", "median", "90 %", "worst");
    for (const Column& column : columns) {
        std::printf("%-18s %6zu %8.3f %8.3f %8.3f\n", column.name, column.ratios.size(),
                    quantile(column.ratios, 0.5), quantile(column.ratios, 0.9),
                    quantile(column.ratios, 1.0));
    }
    return 0;
}
