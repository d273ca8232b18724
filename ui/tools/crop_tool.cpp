#include "ui/tools/crop_tool.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "core/commands/set_state.h"
#include "core/edit/geometry.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/tool_settings.h"

namespace ui {

CropTool::CropTool(ToolHost& host) : Tool(host)
{
    reset();
    QObject::connect(&host.settings().crop, &CropSettings::changed, &m_context,
                     [this] { followSettings(); });
}

TurnedBox CropTool::whole() const
{
    TurnedBox out;
    if (const DocumentSession* session = host().session()) {
        const core::Size size = session->document().size();
        out.size = QSizeF(size.width, size.height);
        out.centre = QPointF(size.width / 2.0, size.height / 2.0);
    }
    return out;
}

void CropTool::reset()
{
    m_box = whole();
    m_canvas = host().session() != nullptr ? host().session()->document().size() : core::Size{};
    host().settings().crop.setAngle(0);
}

void CropTool::followSettings()
{
    m_box.degrees = host().settings().crop.angle();
    if (!m_dragging) {
        m_box.size = withRatio(m_box.size);
    }
    host().overlayChanged();
}

QSizeF CropTool::withRatio(QSizeF size) const
{
    const QSizeF ratio = host().settings().crop.ratio();
    return ratio.isEmpty() ? size : ratio.scaled(size, Qt::KeepAspectRatio);
}

void CropTool::press(const PointerEvent& event)
{
    m_from = event.image;
    m_atPress = m_box;
    m_part = boxPartAt(m_box, host().viewport(), event.view);
    // The whole picture is there to begin with: a press within it draws a frame.
    if (m_part == BoxPart::Inside && !isPending()) {
        m_part = BoxPart::None;
    }
    m_dragging = true;
}

void CropTool::move(const PointerEvent& event)
{
    if (!m_dragging) {
        return;
    }
    if (m_part == BoxPart::Inside) {
        m_box.centre = m_atPress.centre + event.image - m_from;
    } else if (m_part == BoxPart::None) {
        drawNew(event.image);
    } else {
        resize(event.image);
    }
    host().overlayChanged();
}

void CropTool::drawNew(QPointF image)
{
    const QPointF span = image - m_from;
    if (QLineF(m_from, image).length() * host().viewport().zoom() < 4) {
        return; // a click, not a frame
    }
    const QSizeF size = withRatio(QSizeF(std::abs(span.x()), std::abs(span.y())));
    const QPointF way(span.x() < 0 ? -size.width() : size.width(),
                      span.y() < 0 ? -size.height() : size.height());
    m_box = {m_from + way / 2, size, 0};
    host().settings().crop.setAngle(0);
}

void CropTool::resize(QPointF image)
{
    const QPointF side = directionOf(m_part);
    const QTransform toImage = m_atPress.toImage();
    const QPointF own = toImage.inverted().map(image);
    // The opposite side or corner stays where it is.
    const QPointF fixed(-side.x() * m_atPress.size.width() / 2,
                        -side.y() * m_atPress.size.height() / 2);
    QSizeF size = m_atPress.size;
    if (side.x() != 0) {
        size.setWidth(std::max(1.0, (own.x() - fixed.x()) * side.x()));
    }
    if (side.y() != 0) {
        size.setHeight(std::max(1.0, (own.y() - fixed.y()) * side.y()));
    }
    const QSizeF ratio = host().settings().crop.ratio();
    if (!ratio.isEmpty()) {
        if (side.x() == 0) {
            size.setWidth(size.height() * ratio.width() / ratio.height());
        } else if (side.y() == 0) {
            size.setHeight(size.width() * ratio.height() / ratio.width());
        } else {
            size = ratio.scaled(size, Qt::KeepAspectRatioByExpanding);
        }
    }
    const QPointF middle(fixed.x() + side.x() * size.width() / 2,
                         fixed.y() + side.y() * size.height() / 2);
    m_box.size = size;
    m_box.centre = toImage.map(middle);
}

void CropTool::release(const PointerEvent& event)
{
    move(event);
    m_dragging = false;
    // Whole pixels, so that the frame is what will be cut.
    const core::Rect cut = area();
    m_box.size = QSizeF(cut.width, cut.height);
    m_box.centre = QPointF(cut.x + cut.width / 2.0, cut.y + cut.height / 2.0);
    host().overlayChanged();
}

void CropTool::cancel()
{
    m_dragging = false;
    reset();
    host().overlayChanged();
}

void CropTool::documentChanged()
{
    if (host().session() != nullptr && host().session()->document().size() != m_canvas) {
        cancel();
    }
}

bool CropTool::isPending() const
{
    const TurnedBox all = whole();
    return m_dragging || m_box.size != all.size || m_box.centre != all.centre || m_box.degrees != 0;
}

core::Rect CropTool::area() const
{
    const double left = m_box.centre.x() - m_box.size.width() / 2;
    const double top = m_box.centre.y() - m_box.size.height() / 2;
    return {static_cast<int>(std::lround(left)), static_cast<int>(std::lround(top)),
            std::max(1, static_cast<int>(std::lround(m_box.size.width()))),
            std::max(1, static_cast<int>(std::lround(m_box.size.height())))};
}

void CropTool::apply()
{
    if (!isPending() || host().session() == nullptr) {
        return;
    }
    const core::Outside outside =
        host().settings().crop.deletesOutside() ? core::Outside::Delete : core::Outside::Keep;
    host().jobs().run(*host().session(),
                      [cut = area(), degrees = m_box.degrees,
                       outside](const core::DocumentSnapshot& before, const std::stop_token& stop)
                          -> core::Result<std::unique_ptr<core::Command>> {
                          // The frame was turned; the picture turns the other way to make it
                          // upright.
                          return std::make_unique<core::SetState>(
                              before, core::straightened(before, -degrees, cut, outside, stop),
                              QT_TRANSLATE_NOOP("History", "Crop"));
                      });
}

bool CropTool::key(int key)
{
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        apply();
        return true;
    }
    const QPointF step = key == Qt::Key_Left    ? QPointF(-1, 0)
                         : key == Qt::Key_Right ? QPointF(1, 0)
                         : key == Qt::Key_Up    ? QPointF(0, -1)
                         : key == Qt::Key_Down  ? QPointF(0, 1)
                                                : QPointF();
    if (step.isNull() || !isPending()) {
        return false;
    }
    m_box.centre += step;
    host().overlayChanged();
    return true;
}

void CropTool::hover(const PointerEvent& event)
{
    m_hovered = boxPartAt(m_box, host().viewport(), event.view);
}

QCursor CropTool::cursor() const
{
    BoxPart part = m_dragging ? m_part : m_hovered;
    if (part == BoxPart::Inside && !isPending()) {
        part = BoxPart::None;
    }
    return QCursor(cursorFor(part, m_box, host().viewport()));
}

void CropTool::paint(QPainter& painter)
{
    const Viewport& view = host().viewport();
    QPolygonF frame;
    for (const QPointF& corner : m_box.corners()) {
        frame << view.toView(corner);
    }
    QPainterPath dark;
    dark.addRect(QRectF(QPointF(0, 0), view.viewSize()));
    QPainterPath hole;
    hole.addPolygon(frame);
    hole.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(dark.subtracted(hole), QColor(0, 0, 0, 150));
    painter.setPen(QPen(QColor(255, 255, 255, 90), 1));
    if (isPending()) {
        for (int third = 1; third <= 2; ++third) {
            const double t = third / 3.0;
            const auto between = [t](QPointF a, QPointF b) { return a + (b - a) * t; };
            painter.drawLine(between(frame[0], frame[1]), between(frame[3], frame[2]));
            painter.drawLine(between(frame[0], frame[3]), between(frame[1], frame[2]));
        }
    }
    drawHandles(painter, m_box, view);
    if (isPending()) {
        const core::Rect cut = area();
        const QString text = QStringLiteral("%1 \u00d7 %2").arg(cut.width).arg(cut.height);
        QRectF box = painter.fontMetrics().boundingRect(text);
        box = box.adjusted(-6, -3, 6, 3);
        box.moveCenter(frame.boundingRect().center());
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, 170));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(Qt::white);
        painter.drawText(box, Qt::AlignCenter, text);
    }
    painter.restore();
}

} // namespace ui
