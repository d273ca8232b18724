#include "ui/tools/expand_tool.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "ui/generate/expand_settings.h"
#include "ui/theme/theme_colors.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {

constexpr double kReach = 12;     // logical pixels around a handle or a side
constexpr double kHandleSide = 9; // of a handle's square
constexpr int kShade = 70;        // alpha of the part to be painted

} // namespace

std::optional<ExpandTool::Handle> ExpandTool::handleAt(QPointF view) const
{
    const ExpandSettings* settings = host().settings().expand;
    if (settings == nullptr || settings->picture().isEmpty()) {
        return std::nullopt;
    }
    // In the pixels of the picture, so that a turned view works as well.
    const Viewport& viewport = host().viewport();
    const QPointF at = viewport.toImage(view);
    const core::Rect canvas = settings->canvas();
    const double reach = kReach / (viewport.zoom() / viewport.devicePixelRatio());
    const bool near = at.x() > canvas.x - reach && at.x() < canvas.right() + reach &&
                      at.y() > canvas.y - reach && at.y() < canvas.bottom() + reach;
    const auto side = [reach](double value, int low, int high) {
        return std::abs(value - low) <= reach ? -1 : std::abs(value - high) <= reach ? 1 : 0;
    };
    const Handle found{side(at.x(), canvas.x, canvas.right()),
                       side(at.y(), canvas.y, canvas.bottom())};
    return near && (found.x != 0 || found.y != 0) ? std::optional<Handle>(found) : std::nullopt;
}

void ExpandTool::press(const PointerEvent& event)
{
    m_dragged = handleAt(event.view);
    m_pressed = event.image;
    if (ExpandSettings* settings = host().settings().expand) {
        m_before = settings->canvas();
    }
}

void ExpandTool::move(const PointerEvent& event)
{
    ExpandSettings* settings = host().settings().expand;
    if (!m_dragged || settings == nullptr) {
        return;
    }
    const auto dx = static_cast<int>(std::lround(event.image.x() - m_pressed.x()));
    const auto dy = static_cast<int>(std::lround(event.image.y() - m_pressed.y()));
    const bool both = event.modifiers.testFlag(Qt::AltModifier);
    const int left = m_dragged->x < 0 ? dx : both && m_dragged->x > 0 ? -dx : 0;
    const int right = m_dragged->x > 0 ? dx : both && m_dragged->x < 0 ? -dx : 0;
    const int top = m_dragged->y < 0 ? dy : both && m_dragged->y > 0 ? -dy : 0;
    const int bottom = m_dragged->y > 0 ? dy : both && m_dragged->y < 0 ? -dy : 0;
    const core::Size picture = settings->picture();
    settings->setCanvas(
        core::Rect::fromEdges(std::min(0, m_before.x + left), std::min(0, m_before.y + top),
                              std::max(picture.width, m_before.right() + right),
                              std::max(picture.height, m_before.bottom() + bottom)));
    host().overlayChanged();
}

void ExpandTool::release(const PointerEvent& event)
{
    move(event);
    m_dragged.reset();
    host().overlayChanged();
}

void ExpandTool::cancel()
{
    if (m_dragged && host().settings().expand != nullptr) {
        host().settings().expand->setCanvas(m_before);
    }
    m_dragged.reset();
}

void ExpandTool::hover(const PointerEvent& event)
{
    m_hovered = handleAt(event.view);
    host().overlayChanged();
}

QCursor ExpandTool::cursor() const
{
    const std::optional<Handle> handle = m_dragged ? m_dragged : m_hovered;
    if (!handle) {
        return QCursor(Qt::ArrowCursor);
    }
    if (handle->x == 0) {
        return QCursor(Qt::SizeVerCursor);
    }
    if (handle->y == 0) {
        return QCursor(Qt::SizeHorCursor);
    }
    return QCursor(handle->x == handle->y ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor);
}

void ExpandTool::paint(QPainter& painter)
{
    const ExpandSettings* settings = host().settings().expand;
    if (settings == nullptr || settings->picture().isEmpty()) {
        return;
    }
    const core::Rect canvas = settings->canvas();
    const core::Size picture = settings->picture();
    const QTransform toView = host().viewport().transform();
    const QColor accent = ThemeColors::dark().accent;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath border;
    border.addRect(QRectF(canvas.x, canvas.y, canvas.width, canvas.height));
    QPainterPath inner;
    inner.addRect(QRectF(0, 0, picture.width, picture.height));
    QColor shade = accent;
    shade.setAlpha(kShade);
    painter.fillPath(toView.map(border.subtracted(inner)), shade);
    painter.setPen(QPen(accent, 1.5));
    painter.drawPath(toView.map(border));
    painter.setBrush(ThemeColors::dark().text);
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 3; ++x) {
            if (x != 1 || y != 1) {
                const QPointF at = toView.map(
                    QPointF(canvas.x + canvas.width * x / 2.0, canvas.y + canvas.height * y / 2.0));
                painter.drawRect(QRectF(at.x() - kHandleSide / 2, at.y() - kHandleSide / 2,
                                        kHandleSide, kHandleSide));
            }
        }
    }
    painter.restore();
}

bool ExpandTool::key(int key)
{
    ExpandSettings* settings = host().settings().expand;
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && settings != nullptr) {
        Q_EMIT settings->wanted();
        return true;
    }
    return false;
}

} // namespace ui
