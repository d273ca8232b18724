#include "core/selection/object_select.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/selection/refine_edges.h"

namespace core {

namespace {

constexpr int kSearchSide = 288; // pixels the whole picture is looked at with, for a scribble
constexpr int kCutSide = 384;    // pixels of the region that is parted
constexpr int kLeastSide = 3;
constexpr double kMargin = 0.22;    // of the box, what is seen around it
constexpr double kLeastPart = 0.04; // of the largest part; smaller ones are specks

/// A region of the canvas at a reduced size.
struct Reduction {
    Rect region;
    CutField field;

    [[nodiscard]] double across() const
    {
        return static_cast<double>(field.size.width) / region.width;
    }
    [[nodiscard]] double down() const
    {
        return static_cast<double>(field.size.height) / region.height;
    }
    [[nodiscard]] std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(field.size.width) +
               static_cast<std::size_t>(x);
    }
};

/// Each pixel the mean of those it stands for; colours of transparent ones lie on black.
Reduction reduced(const RegionReader& picture, const Rect& region, int longSide)
{
    const double factor =
        std::min(1.0, static_cast<double>(longSide) / std::max(region.width, region.height));
    Reduction out{region, {}};
    Size& size = out.field.size;
    size = {std::max(1, static_cast<int>(std::lround(region.width * factor))),
            std::max(1, static_cast<int>(std::lround(region.height * factor)))};
    const auto count = static_cast<std::size_t>(size.area());
    out.field.rgb.resize(count * 3);
    out.field.labels.assign(count, CutLabel::MaybeBackground);
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(size.width) * 4);
    std::vector<std::uint8_t> rows;
    for (int y = 0; y < size.height; ++y) {
        const int top = static_cast<int>(std::int64_t{y} * region.height / size.height);
        const int bottom = static_cast<int>((std::int64_t{y} + 1) * region.height / size.height);
        const Rect strip{region.x, region.y + top, region.width, std::max(1, bottom - top)};
        const auto stride = static_cast<std::size_t>(strip.width) * 4;
        rows.resize(stride * static_cast<std::size_t>(strip.height));
        picture(strip, rows.data(), static_cast<std::ptrdiff_t>(stride));
        std::fill(sums.begin(), sums.end(), 0U);
        for (int v = 0; v < strip.height; ++v) {
            const std::uint8_t* in = rows.data() + stride * static_cast<std::size_t>(v);
            for (int x = 0; x < strip.width; ++x, in += 4) {
                const auto to =
                    static_cast<std::size_t>(std::int64_t{x} * size.width / strip.width);
                sums[to * 4] += in[0];
                sums[to * 4 + 1] += in[1];
                sums[to * 4 + 2] += in[2];
                ++sums[to * 4 + 3];
            }
        }
        for (int x = 0; x < size.width; ++x) {
            const std::uint32_t* sum = sums.data() + static_cast<std::size_t>(x) * 4;
            for (std::size_t c = 0; c < 3; ++c) {
                out.field.rgb[out.index(x, y) * 3 + c] =
                    static_cast<std::uint8_t>(sum[c] / std::max(1U, sum[3]));
            }
        }
    }
    return out;
}

/// Labels pixels within `radius` of the stroke; returns how many.
int labelStroke(Reduction& to, const ObjectHint& hint)
{
    const double radius = std::max(0.75, hint.strokeRadius * to.across());
    int labelled = 0;
    const auto dab = [&](double cx, double cy) {
        const int fromY = std::max(0, static_cast<int>(std::floor(cy - radius)));
        const int fromX = std::max(0, static_cast<int>(std::floor(cx - radius)));
        for (int y = fromY; y <= cy + radius && y < to.field.size.height; ++y) {
            for (int x = fromX; x <= cx + radius && x < to.field.size.width; ++x) {
                if (std::hypot(x + 0.5 - cx, y + 0.5 - cy) <= radius) {
                    to.field.labels[to.index(x, y)] = CutLabel::Foreground;
                    ++labelled;
                }
            }
        }
    };
    PointF last = hint.stroke.front();
    for (const PointF& point : hint.stroke) {
        const double length = std::hypot(point.x - last.x, point.y - last.y) * to.across();
        const int steps = std::max(1, static_cast<int>(std::ceil(length)));
        for (int i = 1; i <= steps; ++i) {
            const double t = static_cast<double>(i) / steps;
            dab((last.x + (point.x - last.x) * t - to.region.x) * to.across(),
                (last.y + (point.y - last.y) * t - to.region.y) * to.down());
        }
        last = point;
    }
    return labelled;
}

/// The connected parts of the foreground, and what is kept of them: with a stroke those it
/// touches, else the largest and what is not much smaller. Small holes close.
class Parts {
public:
    explicit Parts(CutField& field) : m_field(field), m_part(field.labels.size(), -1) {}

    void keepFitting(bool touchedOnly)
    {
        number(true);
        std::int64_t largest = 0;
        for (const Part& part : m_parts) {
            largest = std::max(largest, part.pixels);
        }
        relabel(
            [&](const Part& part) {
                return touchedOnly ? part.sure > 0
                                   : static_cast<double>(part.pixels) >=
                                         kLeastPart * static_cast<double>(largest);
            },
            CutLabel::MaybeBackground);
        number(false);
        relabel(
            [&](const Part& part) {
                return part.sure > 0 || part.atBorder ||
                       static_cast<double>(part.pixels) > 0.01 * static_cast<double>(largest);
            },
            CutLabel::MaybeForeground);
    }

private:
    struct Part {
        std::int64_t pixels = 0;
        std::int64_t sure = 0; ///< labelled for certain, not by the cut
        bool atBorder = false;
    };

    void number(bool foreground)
    {
        m_parts.clear();
        std::fill(m_part.begin(), m_part.end(), -1);
        std::vector<std::size_t> open;
        for (std::size_t seed = 0; seed < m_part.size(); ++seed) {
            if (m_part[seed] >= 0 || isForeground(m_field.labels[seed]) != foreground) {
                continue;
            }
            const auto number = static_cast<int>(m_parts.size());
            m_parts.emplace_back();
            m_part[seed] = number;
            open.assign(1, seed);
            while (!open.empty()) {
                const std::size_t at = open.back();
                open.pop_back();
                visit(at, number, foreground, open);
            }
        }
    }

    void visit(std::size_t at, int number, bool foreground, std::vector<std::size_t>& open)
    {
        Part& part = m_parts[static_cast<std::size_t>(number)];
        ++part.pixels;
        part.sure +=
            m_field.labels[at] == CutLabel::Foreground || m_field.labels[at] == CutLabel::Background
                ? 1
                : 0;
        const auto width = static_cast<std::size_t>(m_field.size.width);
        const std::size_t x = at % width;
        const std::size_t y = at / width;
        const auto look = [&](bool inside, std::size_t next) {
            if (!inside) {
                part.atBorder = true;
            } else if (m_part[next] < 0 && isForeground(m_field.labels[next]) == foreground) {
                m_part[next] = number;
                open.push_back(next);
            }
        };
        look(x > 0, at - 1);
        look(x + 1 < width, at + 1);
        look(y > 0, at - width);
        look(y + 1 < static_cast<std::size_t>(m_field.size.height), at + width);
    }

    template <class Keep> void relabel(const Keep& keep, CutLabel otherwise)
    {
        for (std::size_t i = 0; i < m_part.size(); ++i) {
            if (m_part[i] >= 0 && !keep(m_parts[static_cast<std::size_t>(m_part[i])])) {
                m_field.labels[i] = otherwise;
            }
        }
    }

    CutField& m_field;
    std::vector<int> m_part;
    std::vector<Part> m_parts;
};

/// Of the foreground, in canvas pixels; empty if there is none.
Rect foundBounds(const Reduction& in)
{
    Rect found;
    for (int y = 0; y < in.field.size.height; ++y) {
        for (int x = 0; x < in.field.size.width; ++x) {
            if (isForeground(in.field.labels[in.index(x, y)])) {
                found = found.united({x, y, 1, 1});
            }
        }
    }
    if (found.isEmpty()) {
        return {};
    }
    return Rect::fromEdges(in.region.x + static_cast<int>(found.x / in.across()),
                           in.region.y + static_cast<int>(found.y / in.down()),
                           in.region.x + static_cast<int>(std::ceil(found.right() / in.across())),
                           in.region.y + static_cast<int>(std::ceil(found.bottom() / in.down())));
}

/// 1 in the foreground, between pixel centres a mean.
double foregroundAt(const Reduction& in, double x, double y)
{
    const auto label = [&](int u, int v) {
        u = std::clamp(u, 0, in.field.size.width - 1);
        v = std::clamp(v, 0, in.field.size.height - 1);
        return isForeground(in.field.labels[in.index(u, v)]) ? 1.0 : 0.0;
    };
    const double u = (x - in.region.x) * in.across() - 0.5;
    const double v = (y - in.region.y) * in.down() - 0.5;
    const int u0 = static_cast<int>(std::floor(u));
    const int v0 = static_cast<int>(std::floor(v));
    const double fu = u - u0;
    const double fv = v - v0;
    return (label(u0, v0) * (1 - fu) + label(u0 + 1, v0) * fu) * (1 - fv) +
           (label(u0, v0 + 1) * (1 - fu) + label(u0 + 1, v0 + 1) * fu) * fv;
}

/// The labels at the size of the canvas, and their edge found again in the picture.
Mask enlarged(const RegionReader& picture, Size size, const Reduction& in,
              const std::stop_token& stop)
{
    Mask out(size);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(in.region.width));
    for (int y = in.region.y; y < in.region.bottom() && !stop.stop_requested(); ++y) {
        for (int x = 0; x < in.region.width; ++x) {
            row[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(
                std::lround(255 * foregroundAt(in, in.region.x + x + 0.5, y + 0.5)));
        }
        out.coverage().writeRow(in.region.x, y, in.region.width, row.data());
    }
    EdgeRefinement edge;
    edge.radius = static_cast<float>(std::clamp(1.5 / in.across() + 1.0, 2.0, 48.0));
    edge.contrast = 2.0F;
    edge.smoothness = 1e-4F;
    return refinedEdges(picture, out, edge, stop);
}

Rect withMargin(const Rect& box, Size size)
{
    const int margin = 8 + static_cast<int>(kMargin * std::max(box.width, box.height));
    return box.expanded(margin).intersected(Rect::fromSize(size));
}

/// Outside the box nothing belongs to the thing.
void labelBox(Reduction& to, const Rect& box)
{
    bool anyOutside = false;
    for (int y = 0; y < to.field.size.height; ++y) {
        for (int x = 0; x < to.field.size.width; ++x) {
            const Point at{to.region.x + static_cast<int>((x + 0.5) / to.across()),
                           to.region.y + static_cast<int>((y + 0.5) / to.down())};
            const bool inside = box.contains(at);
            anyOutside = anyOutside || !inside;
            to.field.labels[to.index(x, y)] =
                inside ? CutLabel::MaybeForeground : CutLabel::Background;
        }
    }
    if (anyOutside) {
        return;
    }
    // A box round everything: what lies along its sides is taken for the background.
    for (int y = 0; y < to.field.size.height; ++y) {
        for (int x = 0; x < to.field.size.width; ++x) {
            if (x == 0 || y == 0 || x + 1 == to.field.size.width || y + 1 == to.field.size.height) {
                to.field.labels[to.index(x, y)] = CutLabel::Background;
            }
        }
    }
}

/// The second look at what the first found, closer: beyond a band round it all is background.
void labelFromFound(Reduction& to, const Reduction& found, const ObjectHint& hint)
{
    const int band = std::max(4, std::max(to.field.size.width, to.field.size.height) / 16);
    std::vector<std::uint8_t> inside(to.field.labels.size());
    for (int y = 0; y < to.field.size.height; ++y) {
        for (int x = 0; x < to.field.size.width; ++x) {
            inside[to.index(x, y)] = foregroundAt(found, to.region.x + (x + 0.5) / to.across(),
                                                  to.region.y + (y + 0.5) / to.down()) >= 0.5
                                         ? 1
                                         : 0;
        }
    }
    const auto limit = static_cast<float>(band);
    const std::vector<float> far = distanceTo(inside, to.field.size, limit);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        to.field.labels[i] = inside[i] != 0    ? CutLabel::MaybeForeground
                             : far[i] >= limit ? CutLabel::Background
                                               : CutLabel::MaybeBackground;
    }
    labelStroke(to, hint);
}

Status cancelled()
{
    return fail(ErrorCode::Cancelled, "stopped");
}

Status nothingFound()
{
    return fail(ErrorCode::NotFound, "Nothing stands out there. Try a box closer to its edge, or "
                                     "draw along more of it.");
}

Result<Reduction> cutByBox(const RegionReader& picture, Size size, const Rect& box,
                           const ForegroundCut& cut, const std::stop_token& stop)
{
    Reduction work = reduced(picture, withMargin(box, size), kCutSide);
    labelBox(work, box);
    if (const Status done = cut.cut(work.field, stop); !done) {
        return fail(done.error());
    }
    Parts(work.field).keepFitting(false);
    return work;
}

Result<Reduction> cutByStroke(const RegionReader& picture, Size size, const ObjectHint& hint,
                              const ForegroundCut& cut, const std::stop_token& stop)
{
    Reduction whole = reduced(picture, Rect::fromSize(size), kSearchSide);
    if (labelStroke(whole, hint) == 0) {
        return fail(ErrorCode::InvalidArgument, "The stroke lies outside the picture.");
    }
    if (const Status done = cut.cut(whole.field, stop); !done) {
        return fail(done.error());
    }
    Parts(whole.field).keepFitting(true);
    const Rect found = foundBounds(whole);
    if (stop.stop_requested() || found.isEmpty()) {
        return fail(found.isEmpty() ? nothingFound().error() : cancelled().error());
    }
    Reduction closer = reduced(picture, withMargin(found, size), kCutSide);
    labelFromFound(closer, whole, hint);
    if (const Status done = cut.cut(closer.field, stop); !done) {
        return fail(done.error());
    }
    Parts(closer.field).keepFitting(true);
    return closer;
}

} // namespace

Result<Mask> selectObject(const RegionReader& picture, Size size, const ObjectHint& hint,
                          const ForegroundCut& cut, const std::stop_token& stop)
{
    const Rect box = hint.box.intersected(Rect::fromSize(size));
    const bool byStroke = !hint.stroke.empty();
    if (!byStroke && (box.width < kLeastSide || box.height < kLeastSide)) {
        return fail(ErrorCode::InvalidArgument,
                    "The box is too small. Drag it round the whole thing.");
    }
    const Result<Reduction> work = byStroke ? cutByStroke(picture, size, hint, cut, stop)
                                            : cutByBox(picture, size, box, cut, stop);
    if (!work) {
        return fail(work.error());
    }
    if (foundBounds(*work).isEmpty()) {
        return fail(nothingFound().error());
    }
    Mask out = enlarged(picture, size, *work, stop);
    if (stop.stop_requested()) {
        return fail(cancelled().error());
    }
    return out;
}

} // namespace core
