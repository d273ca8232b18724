#include "ui/tools/crop_settings.h"

#include <algorithm>

namespace ui {

void CropSettings::setRatio(QSizeF ratio)
{
    if (ratio != m_ratio) {
        m_ratio = ratio;
        Q_EMIT changed();
    }
}

void CropSettings::setAngle(double degrees)
{
    const double value = std::clamp(degrees, -kMostDegrees, kMostDegrees);
    if (value != m_angle) {
        m_angle = value;
        Q_EMIT changed();
    }
}

void CropSettings::setDeletesOutside(bool on)
{
    if (on != m_deletes) {
        m_deletes = on;
        Q_EMIT changed();
    }
}

} // namespace ui
