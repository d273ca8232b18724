#include "ui/tools/brush_settings.h"

#include <algorithm>
#include <cmath>

namespace ui {

void BrushSettings::setDiameter(double diameter)
{
    const double value = std::clamp(std::round(diameter), kMinDiameter, kMaxDiameter);
    if (value != m_diameter) {
        m_diameter = value;
        Q_EMIT changed();
    }
}

void BrushSettings::setHardness(double hardness)
{
    const double value = std::clamp(hardness, 0.0, 1.0);
    if (value != m_hardness) {
        m_hardness = value;
        Q_EMIT changed();
    }
}

void BrushSettings::setPressureSetsSize(bool on)
{
    if (on != m_pressureSetsSize) {
        m_pressureSetsSize = on;
        Q_EMIT changed();
    }
}

void BrushSettings::stepDiameter(int direction)
{
    const double step = std::max(1.0, std::round(m_diameter * 0.2));
    setDiameter(direction > 0 ? m_diameter + step : m_diameter - step);
}

} // namespace ui
