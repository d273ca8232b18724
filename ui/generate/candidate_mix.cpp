#include "ui/generate/candidate_mix.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

constexpr std::size_t kMostUndo = 32;
constexpr int kRowsAtOnce = 256; ///< of a large result, so that it needs little memory

core::Rect unitedBounds(const std::vector<FillCandidate>& candidates, std::size_t part)
{
    core::Rect out;
    for (const FillCandidate& one : candidates) {
        if (part < one.layers.size()) {
            out = out.united(one.layers[part].bounds());
        }
    }
    return out;
}

/// (h, w, 4) of the layer over `area` of the canvas, alpha times mask.
core::PixelBuffer pixelsOf(const core::Layer& layer, const core::Rect& area)
{
    const core::Rect local = area.translated(-layer.offset.x, -layer.offset.y);
    core::PixelBuffer out = layer.pixels.read(local);
    if (layer.mask) {
        const core::PixelBuffer covered = layer.mask->toBuffer(local);
        for (std::size_t i = 0; i < covered.count(); ++i) {
            out.data()[4 * i + 3] *= covered.data()[i];
        }
    }
    return out;
}

} // namespace

void CandidateMix::begin(const OutcomeRef& outcome, int shown)
{
    end();
    const auto count = outcome ? static_cast<int>(outcome->candidates.size()) : 0;
    if (shown < 0 || shown >= count || count < 2 ||
        outcome->candidates[static_cast<std::size_t>(shown)].pictures.empty()) {
        return;
    }
    m_outcome = outcome;
    m_base = shown;
    m_brush = shown;
    m_weights.assign(static_cast<std::size_t>(count), core::Mask(outcome->canvas.size()));
    m_pictures = outcome->candidates[static_cast<std::size_t>(shown)].pictures;
    for (PlacedPicture& picture : m_pictures) {
        picture.image = picture.image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    }
    Q_EMIT changed();
}

void CandidateMix::end()
{
    if (!m_outcome) {
        return;
    }
    m_outcome.reset();
    m_weights.clear();
    m_before.clear();
    m_pictures.clear();
    m_painted = m_stroking = false;
    Q_EMIT changed();
}

void CandidateMix::press(core::BrushDab dab)
{
    if (!isActive()) {
        return;
    }
    // What has come since the last stroke can be painted too.
    m_weights.resize(m_outcome->candidates.size(), core::Mask(m_outcome->canvas.size()));
    m_atPress = m_weights;
    m_stroke = core::Mask(m_outcome->canvas.size());
    m_stroking = true;
    sweep(dab, dab, true);
}

void CandidateMix::move(core::BrushDab dab)
{
    if (m_stroking) {
        sweep(m_last, dab, false);
    }
}

void CandidateMix::sweep(const core::BrushDab& from, const core::BrushDab& to, bool first)
{
    const auto local = [this](core::BrushDab dab) {
        dab.x -= static_cast<float>(m_outcome->canvas.x);
        dab.y -= static_cast<float>(m_outcome->canvas.y);
        return dab;
    };
    const core::Rect area =
        first ? m_stroke.paintDab(local(to), core::BrushMode::Add)
              : m_stroke.paintSegment(local(from), local(to), core::BrushMode::Add);
    m_last = to;
    reweigh(area);
    redraw(area);
    Q_EMIT changed();
}

/// The brush's candidate gains what all others lose, from the weights at the press.
void CandidateMix::reweigh(const core::Rect& area)
{
    const core::Rect inside = area.intersected(core::Rect::fromSize(m_stroke.size()));
    if (inside.isEmpty()) {
        return;
    }
    const auto width = static_cast<std::size_t>(inside.width);
    std::vector<std::uint8_t> stroke(width), before(width), after(width);
    for (int y = inside.y; y < inside.bottom(); ++y) {
        m_stroke.coverage().readRow(inside.x, y, inside.width, stroke.data());
        for (std::size_t k = 0; k < m_weights.size(); ++k) {
            if (static_cast<int>(k) == m_base) {
                continue; // it has the rest
            }
            m_atPress[k].coverage().readRow(inside.x, y, inside.width, before.data());
            const bool gains = static_cast<int>(k) == m_brush;
            for (std::size_t x = 0; x < width; ++x) {
                const int s = stroke[x], b = before[x];
                after[x] = static_cast<std::uint8_t>(
                    gains ? b + (s * (255 - b) + 127) / 255 : (b * (255 - s) + 127) / 255);
            }
            m_weights[k].coverage().writeRow(inside.x, y, inside.width, after.data());
        }
    }
}

std::vector<float> CandidateMix::weightsAt(int x, int y) const
{
    std::vector<float> out(m_weights.size());
    float rest = 1.0F;
    for (std::size_t k = 0; k < m_weights.size(); ++k) {
        if (static_cast<int>(k) != m_base) {
            out[k] = static_cast<float>(m_weights[k].at(x, y)) / 255.0F;
            rest -= out[k];
        }
    }
    out[static_cast<std::size_t>(m_base)] = std::max(0.0F, rest);
    return out;
}

double CandidateMix::weight(int candidate, int x, int y) const
{
    if (!isActive() || candidate < 0 || candidate >= static_cast<int>(m_weights.size())) {
        return 0;
    }
    return static_cast<double>(weightsAt(x - m_outcome->canvas.x,
                                         y - m_outcome->canvas.y)[static_cast<std::size_t>(candidate)]);
}

void CandidateMix::redraw(const core::Rect& area)
{
    const core::Rect& canvas = m_outcome->canvas;
    for (std::size_t part = 0; part < m_pictures.size(); ++part) {
        PlacedPicture& shown = m_pictures[part];
        const core::Rect dirty = area.translated(canvas.x, canvas.y).intersected(shown.area);
        if (dirty.isEmpty() || shown.image.isNull()) {
            continue;
        }
        const double sx = static_cast<double>(shown.image.width()) / shown.area.width;
        const double sy = static_cast<double>(shown.image.height()) / shown.area.height;
        const int left = static_cast<int>((dirty.x - shown.area.x) * sx);
        const int top = static_cast<int>((dirty.y - shown.area.y) * sy);
        const int right = std::min(shown.image.width(),
                                   static_cast<int>((dirty.right() - shown.area.x) * sx) + 1);
        const int bottom = std::min(shown.image.height(),
                                    static_cast<int>((dirty.bottom() - shown.area.y) * sy) + 1);
        for (int y = top; y < bottom; ++y) {
            auto* row = reinterpret_cast<QRgb*>(shown.image.scanLine(y));
            const int cy = static_cast<int>((y + 0.5) / sy) + shown.area.y - canvas.y;
            for (int x = left; x < right; ++x) {
                const int cx = static_cast<int>((x + 0.5) / sx) + shown.area.x - canvas.x;
                const std::vector<float> weights = weightsAt(cx, cy);
                float sum[4] = {0, 0, 0, 0};
                for (std::size_t k = 0; k < weights.size(); ++k) {
                    const auto& pictures = m_outcome->candidates[k].pictures;
                    if (weights[k] <= 0.0F || part >= pictures.size() ||
                        pictures[part].image.size() != shown.image.size()) {
                        continue;
                    }
                    const QRgb pixel = reinterpret_cast<const QRgb*>(
                        pictures[part].image.constScanLine(y))[x];
                    sum[0] += weights[k] * static_cast<float>(qRed(pixel));
                    sum[1] += weights[k] * static_cast<float>(qGreen(pixel));
                    sum[2] += weights[k] * static_cast<float>(qBlue(pixel));
                    sum[3] += weights[k] * static_cast<float>(qAlpha(pixel));
                }
                const auto byte = [](float v) { return static_cast<int>(std::lround(v)); };
                row[x] = qRgba(byte(sum[0]), byte(sum[1]), byte(sum[2]), byte(sum[3]));
            }
        }
    }
}

void CandidateMix::release()
{
    if (!m_stroking) {
        return;
    }
    m_stroking = false;
    m_painted = true;
    m_before.push_back(std::exchange(m_atPress, {}));
    if (m_before.size() > kMostUndo) {
        m_before.erase(m_before.begin());
    }
    m_stroke = {};
    Q_EMIT changed();
}

void CandidateMix::cancel()
{
    if (m_stroking) {
        m_stroking = false;
        m_weights = std::exchange(m_atPress, {});
        redraw(core::Rect::fromSize(m_outcome->canvas.size()));
        Q_EMIT changed();
    }
}

void CandidateMix::undo()
{
    if (!m_stroking && canUndo()) {
        m_weights = std::move(m_before.back());
        m_before.pop_back();
        m_painted = canUndo();
        redraw(core::Rect::fromSize(m_outcome->canvas.size()));
        Q_EMIT changed();
    }
}

FillCandidate CandidateMix::result(const QString& name) const
{
    const std::vector<FillCandidate>& all = m_outcome->candidates;
    const FillCandidate& base = all[static_cast<std::size_t>(m_base)];
    FillCandidate out;
    out.used = base.used;
    out.pictures = m_pictures;
    out.thumbnail = base.thumbnail;
    for (std::size_t part = 0; part < base.layers.size(); ++part) {
        const core::Rect bounds = unitedBounds(all, part);
        core::Layer layer = base.layers[part];
        layer.properties.name = name.toStdString();
        layer.offset = {bounds.x, bounds.y};
        layer.mask.reset();
        layer.pixels = core::TiledImage(bounds.size(), base.layers[part].pixels.format());
        for (int top = 0; top < bounds.height; top += kRowsAtOnce) {
            const core::Rect rows{bounds.x, bounds.y + top, bounds.width,
                                  std::min(kRowsAtOnce, bounds.height - top)};
            std::vector<core::PixelBuffer> each;
            for (const FillCandidate& one : all) {
                each.push_back(part < one.layers.size() ? pixelsOf(one.layers[part], rows)
                                                        : core::PixelBuffer());
            }
            core::PixelBuffer mixed(rows.width, rows.height, 4);
            for (int y = 0; y < rows.height; ++y) {
                for (int x = 0; x < rows.width; ++x) {
                    const std::vector<float> weights = weightsAt(rows.x + x, rows.y + y);
                    float* to = mixed.at(x, y);
                    for (std::size_t k = 0; k < weights.size() && k < each.size(); ++k) {
                        if (weights[k] > 0.0F && !each[k].isEmpty()) {
                            const float* from = each[k].at(x, y);
                            const float alpha = weights[k] * from[3];
                            for (int c = 0; c < 3; ++c) {
                                to[c] += alpha * from[c];
                            }
                            to[3] += alpha;
                        }
                    }
                    for (int c = 0; c < 3 && to[3] > 0.0F; ++c) {
                        to[c] /= to[3];
                    }
                }
            }
            layer.pixels.write({0, top}, mixed);
        }
        out.layers.push_back(std::move(layer));
    }
    return out;
}

} // namespace ui
