#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "core/image/mask.h"

namespace core {

namespace {

/// A brush swept from one dab to another; gives its coverage at any point.
class Sweep {
public:
    Sweep(const BrushDab& from, const BrushDab& to) : m_from(from)
    {
        m_dx = to.x - from.x;
        m_dy = to.y - from.y;
        const float length = m_dx * m_dx + m_dy * m_dy;
        m_perLength = length > 0.0F ? 1.0F / length : 0.0F;
        m_radiusChange = to.radius - from.radius;
        m_opacityChange = to.opacity - from.opacity;
        m_softness = 1.0F - std::clamp(from.hardness, 0.0F, 1.0F);
        const float reach = std::max(from.radius, to.radius) + 1.0F;
        m_bounds = Rect::fromEdges(static_cast<int>(std::floor(std::min(from.x, to.x) - reach)),
                                   static_cast<int>(std::floor(std::min(from.y, to.y) - reach)),
                                   static_cast<int>(std::ceil(std::max(from.x, to.x) + reach)),
                                   static_cast<int>(std::ceil(std::max(from.y, to.y) + reach)));
    }

    [[nodiscard]] const Rect& bounds() const { return m_bounds; }

    /// Coverage in [0, 255] at the centre of pixel (px, py).
    [[nodiscard]] std::uint8_t at(int px, int py) const
    {
        const float x = static_cast<float>(px) + 0.5F - m_from.x;
        const float y = static_cast<float>(py) + 0.5F - m_from.y;
        const float along = std::clamp((x * m_dx + y * m_dy) * m_perLength, 0.0F, 1.0F);
        const float awayX = x - along * m_dx;
        const float awayY = y - along * m_dy;
        const float squared = awayX * awayX + awayY * awayY;
        const float outer = m_from.radius + along * m_radiusChange + 0.5F;
        if (squared >= outer * outer) {
            return 0;
        }
        const float ramp = std::max(1.0F, outer * m_softness);
        const float peak = 255.0F * (m_from.opacity + along * m_opacityChange);
        const float inner = outer - ramp;
        if (inner > 0.0F && squared <= inner * inner) {
            return static_cast<std::uint8_t>(peak + 0.5F);
        }
        const float t = std::min(1.0F, (outer - std::sqrt(squared)) / ramp);
        const float smooth = ramp > 1.0F ? t * t * (3.0F - 2.0F * t) : t;
        return static_cast<std::uint8_t>(peak * smooth + 0.5F);
    }

private:
    BrushDab m_from;
    float m_dx = 0.0F;
    float m_dy = 0.0F;
    float m_perLength = 0.0F;
    float m_radiusChange = 0.0F;
    float m_opacityChange = 0.0F;
    float m_softness = 0.0F;
    Rect m_bounds;
};

} // namespace

Rect Mask::paintDab(const BrushDab& dab, BrushMode mode)
{
    return paintSegment(dab, dab, mode);
}

Rect Mask::paintSegment(const BrushDab& from, const BrushDab& to, BrushMode mode)
{
    assert(from.radius > 0.0F && to.radius > 0.0F);
    const Sweep sweep(from, to);
    const Rect area = sweep.bounds().intersected(m_coverage.rect());
    std::array<std::uint8_t, kTileSide> values{};
    for (const int index : tilesTouching(area, m_coverage.columns())) {
        const Rect part = m_coverage.tileRect(index).intersected(area);
        if (mode == BrushMode::Erase && !m_coverage.tile(index)) {
            continue;
        }
        for (int y = part.y; y < part.bottom(); ++y) {
            std::uint8_t any = 0;
            for (int x = 0; x < part.width; ++x) {
                const std::uint8_t value = sweep.at(part.x + x, y);
                values[static_cast<std::size_t>(x)] = value;
                any = static_cast<std::uint8_t>(any | value);
            }
            if (any == 0) {
                continue;
            }
            auto* row = reinterpret_cast<std::uint8_t*>(m_coverage.pixelForWrite(part.x, y));
            for (int x = 0; x < part.width; ++x) {
                const std::uint8_t value = values[static_cast<std::size_t>(x)];
                row[x] = mode == BrushMode::Add
                             ? std::max(row[x], value)
                             : std::min(row[x], static_cast<std::uint8_t>(255 - value));
            }
        }
    }
    return area;
}

} // namespace core
