#include "ui/tools/paint_settings.h"

#include "core/io/color_transform.h"
#include "ui/document_session.h"

#include <algorithm>
#include <utility>

namespace ui {

void PaintSettings::setForeground(const QColor& color)
{
    set(m_foreground, color);
}

void PaintSettings::setBackground(const QColor& color)
{
    set(m_background, color);
}

void PaintSettings::swapColors()
{
    std::swap(m_foreground, m_background);
    Q_EMIT changed();
}

void PaintSettings::resetColors()
{
    m_foreground = Qt::black;
    m_background = Qt::white;
    Q_EMIT changed();
}

void PaintSettings::setOpacity(double opacity)
{
    set(m_opacity, std::clamp(opacity, 0.01, 1.0));
}

void PaintSettings::setPressureSetsOpacity(bool on)
{
    set(m_pressureSetsOpacity, on);
}

void PaintSettings::setSamplesAllLayers(bool on)
{
    set(m_samplesAllLayers, on);
}

void PaintSettings::setRadial(bool on)
{
    set(m_radial, on);
}

std::array<float, 4> inkColor(const QColor& color, const DocumentSession& session)
{
    const std::array<float, 4> chosen{color.redF(), color.greenF(), color.blueF(), color.alphaF()};
    const std::vector<std::uint8_t>& profile = session.document().info().iccProfile;
    return profile.empty() || session.paintsMask() ? chosen
                                                   : core::colorBetween(chosen, {}, profile);
}

} // namespace ui
