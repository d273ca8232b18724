#include "core/commands/resize_canvas.h"

namespace core {

void ResizeCanvas::apply(Document& document)
{
    if (!m_known) {
        m_known = true;
        m_sizeBefore = document.size();
        m_maskBefore = document.mask();
        m_maskAfter = Mask::fromImage(m_maskBefore.coverage().cropped(m_area));
    }
    document.setCanvas(m_area.size(), {-m_area.x, -m_area.y}, m_maskAfter);
}

void ResizeCanvas::revert(Document& document)
{
    document.setCanvas(m_sizeBefore, {m_area.x, m_area.y}, m_maskBefore);
}

} // namespace core
