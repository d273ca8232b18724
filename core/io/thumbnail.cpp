#include "core/io/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace core {

namespace {

constexpr int kSamplesPerSide = 8; // of each box; more changes nothing one could see at this size

struct Box {
    int from = 0;
    int to = 0;
    int step = 1;
};

Box boxFor(int index, int count, int source)
{
    Box box;
    box.from = static_cast<int>(static_cast<std::int64_t>(index) * source / count);
    box.to = std::max(box.from + 1,
                      static_cast<int>(static_cast<std::int64_t>(index + 1) * source / count));
    box.step = std::max(1, (box.to - box.from) / kSamplesPerSide);
    return box;
}

/// Adds one row of premultiplied pixels to the sums of the output row: r, g, b, a, count.
void accumulate(const std::vector<std::uint8_t>& line, int source, std::vector<std::uint32_t>& sums)
{
    const int count = static_cast<int>(sums.size() / 5);
    for (int x = 0; x < count; ++x) {
        const Box box = boxFor(x, count, source);
        for (int i = box.from; i < box.to; i += box.step) {
            for (std::size_t c = 0; c < 4; ++c) {
                sums[static_cast<std::size_t>(x) * 5 + c] +=
                    line[static_cast<std::size_t>(i) * 4 + c];
            }
            ++sums[static_cast<std::size_t>(x) * 5 + 4];
        }
    }
}

std::vector<std::uint8_t> averaged(const std::vector<std::uint32_t>& sums)
{
    std::vector<std::uint8_t> out(sums.size() / 5 * 4);
    for (std::size_t i = 0; i < sums.size() / 5; ++i) {
        const std::uint32_t* sum = &sums[i * 5];
        for (std::size_t c = 0; c < 3; ++c) {
            out[i * 4 + c] = static_cast<std::uint8_t>(
                sum[3] == 0 ? 0 : std::min(255U, (sum[c] * 255U + sum[3] / 2) / sum[3]));
        }
        out[i * 4 + 3] = static_cast<std::uint8_t>((sum[3] + sum[4] / 2) / std::max(1U, sum[4]));
    }
    return out;
}

} // namespace

TiledImage makeThumbnail(const TiledImage& image, int maxSide)
{
    const Size source = image.size();
    if (source.isEmpty() || maxSide <= 0) {
        return {};
    }
    const double scale =
        std::min(1.0, static_cast<double>(maxSide) / std::max(source.width, source.height));
    const Size size{std::max(1, static_cast<int>(std::lround(source.width * scale))),
                    std::max(1, static_cast<int>(std::lround(source.height * scale)))};
    TiledImage out(size, PixelFormat::Rgba8);
    std::vector<std::uint8_t> line(static_cast<std::size_t>(source.width) * 4);
    for (int y = 0; y < size.height; ++y) {
        std::vector<std::uint32_t> sums(static_cast<std::size_t>(size.width) * 5);
        const Box box = boxFor(y, size.height, source.height);
        for (int row = box.from; row < box.to; row += box.step) {
            image.readRgba8({0, row, source.width, 1}, line.data(),
                            static_cast<std::ptrdiff_t>(line.size()), AlphaMode::Premultiplied);
            accumulate(line, source.width, sums);
        }
        out.writeRow(0, y, size.width, averaged(sums).data());
    }
    return out;
}

} // namespace core
