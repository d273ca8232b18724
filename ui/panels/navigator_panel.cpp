#include "ui/panels/navigator_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <cmath>

#include "ui/canvas/canvas_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kStepsPerDoubling = 100;
constexpr int kPercentWidth = 56;
constexpr int kWheelNotch = 120;

int toSlider(double zoom)
{
    return static_cast<int>(std::lround(std::log2(zoom) * kStepsPerDoubling));
}

} // namespace

NavigatorMap::NavigatorMap(CanvasView& canvas, QWidget* parent) : QWidget(parent), m_canvas(canvas)
{
    setObjectName(QStringLiteral("navigatorMap"));
    setAccessibleName(tr("The whole picture"));
    setMinimumHeight(96);
    setCursor(Qt::PointingHandCursor);
    connect(&canvas, &CanvasView::viewChanged, this, qOverload<>(&QWidget::update));
}

void NavigatorMap::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

QRectF NavigatorMap::pictureRect() const
{
    const core::Size size = m_canvas.view().imageSize();
    const QSizeF room = QSizeF(this->size()) - QSizeF(2 * kGap, 2 * kGap);
    QRectF out(QPointF(0, 0), QSizeF(size.width, size.height).scaled(room, Qt::KeepAspectRatio));
    out.moveCenter(QRectF(rect()).center());
    return out;
}

QPointF NavigatorMap::toMap(QPointF pixel) const
{
    const core::Size size = m_canvas.view().imageSize();
    const QRectF shown = pictureRect();
    return {shown.x() + pixel.x() * shown.width() / size.width,
            shown.y() + pixel.y() * shown.height() / size.height};
}

void NavigatorMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors c = ThemeColors::current();
    if (m_canvas.view().imageSize().isEmpty()) {
        painter.setPen(c.textSecondary);
        painter.drawText(rect(), Qt::AlignCenter, tr("No picture"));
        return;
    }
    const QRectF shown = pictureRect();
    painter.fillRect(shown, c.checkerDark);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(shown, m_picture);
    QPolygonF frame;
    const QRectF view(QPointF(0, 0), m_canvas.view().viewSize());
    for (const QPointF& corner :
         {view.topLeft(), view.topRight(), view.bottomRight(), view.bottomLeft()}) {
        frame << toMap(m_canvas.view().toImage(corner));
    }
    painter.setClipRect(shown.adjusted(-1, -1, 1, 1));
    QPolygonF clipped = frame.intersected(QPolygonF(shown));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3));
    painter.drawPolygon(clipped);
    painter.setPen(QPen(c.accent, 1.5));
    painter.drawPolygon(clipped);
}

void NavigatorMap::goTo(QPointF place)
{
    const core::Size size = m_canvas.view().imageSize();
    const QRectF shown = pictureRect();
    if (!size.isEmpty() && !shown.isEmpty()) {
        m_canvas.centreOn({(place.x() - shown.x()) * size.width / shown.width(),
                           (place.y() - shown.y()) * size.height / shown.height()});
    }
}

void NavigatorMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        goTo(event->position());
    }
}

void NavigatorMap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        goTo(event->position());
    }
}

void NavigatorMap::wheelEvent(QWheelEvent* event)
{
    const double turned = event->angleDelta().y() / static_cast<double>(kWheelNotch);
    if (turned != 0 && !m_canvas.view().imageSize().isEmpty()) {
        m_canvas.setZoom(m_canvas.view().zoom() * std::pow(1.25, turned));
    }
    event->accept();
}

NavigatorPanel::NavigatorPanel(CanvasView& canvas, QWidget* parent)
    : QWidget(parent), m_canvas(canvas), m_map(new NavigatorMap(canvas, this)),
      m_zoom(new QSlider(Qt::Horizontal, this)), m_percent(new QLabel(this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_zoom->setObjectName(QStringLiteral("navigatorZoom"));
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(tr("Zoom"));
    m_zoom->setRange(toSlider(Viewport::kMinZoom), toSlider(Viewport::kMaxZoom));
    m_zoom->setPageStep(kStepsPerDoubling);
    m_percent->setFixedWidth(kPercentWidth);
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(2 * kGap, 0, 2 * kGap, kGap);
    row->setSpacing(kGap);
    const auto step = [this, row](const char* name, const QString& words, int direction) {
        auto* button = new QToolButton(this);
        button->setIcon(icon(name));
        button->setToolTip(words);
        button->setAccessibleName(words);
        connect(button, &QToolButton::clicked, &m_canvas,
                [this, direction] { m_canvas.zoomStep(direction); });
        row->addWidget(button);
    };
    step("zoom-out", tr("Zoom out"), -1);
    row->addWidget(m_zoom, 1);
    step("zoom-in", tr("Zoom in"), 1);
    row->addWidget(m_percent);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, kGap, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_map, 1);
    layout->addLayout(row);
    connect(m_zoom, &QSlider::valueChanged, &canvas,
            [this](int value) { m_canvas.setZoom(std::exp2(value / double(kStepsPerDoubling))); });
    connect(&canvas, &CanvasView::viewChanged, this, &NavigatorPanel::refreshZoom);
    refreshZoom();
}

void NavigatorPanel::refreshZoom()
{
    const bool open = !m_canvas.view().imageSize().isEmpty();
    const QSignalBlocker block(m_zoom);
    m_zoom->setEnabled(open);
    m_zoom->setValue(toSlider(m_canvas.view().zoom()));
    m_percent->setText(open ? tr("%1 %").arg(m_canvas.view().zoom() * 100, 0, 'f', 1) : QString());
    if (!open) {
        m_map->setPicture({});
    }
}

} // namespace ui
