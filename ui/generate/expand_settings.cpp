#include "ui/generate/expand_settings.h"

#include <algorithm>

namespace ui {

core::Margins ExpandSettings::margins() const
{
    return {-m_canvas.x, -m_canvas.y, m_canvas.right() - m_picture.width,
            m_canvas.bottom() - m_picture.height};
}

void ExpandSettings::setPicture(core::Size size)
{
    if (size != m_picture) {
        m_picture = size;
        m_canvas = core::Rect::fromSize(size);
        Q_EMIT changed();
    }
}

void ExpandSettings::setCanvas(const core::Rect& canvas)
{
    const core::Rect held = canvas.united(core::Rect::fromSize(m_picture));
    const int left = std::max(held.x, m_picture.width - core::kMaxExpandedSide);
    const int top = std::max(held.y, m_picture.height - core::kMaxExpandedSide);
    const core::Rect limited =
        core::Rect::fromEdges(left, top, std::min(held.right(), left + core::kMaxExpandedSide),
                              std::min(held.bottom(), top + core::kMaxExpandedSide));
    if (limited != m_canvas) {
        m_canvas = limited;
        Q_EMIT changed();
    }
}

} // namespace ui
