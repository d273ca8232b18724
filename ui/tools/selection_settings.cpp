#include "ui/tools/selection_settings.h"

#include <algorithm>

namespace ui {

void SelectionSettings::setMode(core::SelectionMode mode)
{
    if (mode != m_mode) {
        m_mode = mode;
        Q_EMIT changed();
    }
}

void SelectionSettings::setFeather(double px)
{
    const double value = std::clamp(px, 0.0, kMaxFeather);
    if (value != m_feather) {
        m_feather = value;
        Q_EMIT changed();
    }
}

void SelectionSettings::setTolerance(int levels)
{
    const int value = std::clamp(levels, 0, 255);
    if (value != m_tolerance) {
        m_tolerance = value;
        Q_EMIT changed();
    }
}

void SelectionSettings::setObjectHint(ObjectHint hint)
{
    if (hint != m_objectHint) {
        m_objectHint = hint;
        Q_EMIT changed();
    }
}

core::SelectionMode SelectionSettings::modeFor(Qt::KeyboardModifiers modifiers) const
{
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    const bool alt = modifiers.testFlag(Qt::AltModifier);
    if (shift && alt) {
        return core::SelectionMode::Intersect;
    }
    if (shift) {
        return core::SelectionMode::Add;
    }
    return alt ? core::SelectionMode::Subtract : m_mode;
}

} // namespace ui
