#include "ui/panels/layer_list.h"

#include <QDragMoveEvent>
#include <QPainter>

#include "ui/panels/layer_delegate.h"
#include "ui/theme/theme.h"

namespace ui {

LayerList::LayerList(LayerListModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new LayerDelegate(this));
    setEditTriggers(DoubleClicked | EditKeyPressed);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(false); // it draws its own, which knows depths
}

LayerList::Target LayerList::targetAt(QPoint at) const
{
    const QModelIndex under = indexAt(at);
    const QRect row = visualRect(under);
    const int third = row.height() / 3;
    const bool middle =
        under.isValid() && at.y() > row.top() + third && at.y() < row.bottom() - third;
    if (middle && under.data(LayerListModel::GroupRole).toBool()) {
        return {m_model.placeIn(under).place, row, true};
    }
    const bool upper = under.isValid() && at.y() < row.center().y();
    const int gap = !under.isValid() ? m_model.rowCount() : under.row() + (upper ? 0 : 1);
    const int wanted = LayerDelegate::depthAt(row.isValid() ? row : viewport()->rect(), at.x());
    const LayerListModel::DropPlace found = m_model.placeBetween(gap, wanted);
    const QRect above = visualRect(m_model.index(gap - 1));
    const int y = gap == 0 ? visualRect(m_model.index(0)).top() : above.bottom() + 1;
    const int left = LayerDelegate::contentLeft(viewport()->rect(), found.depth);
    return {found.place, QRect(left, y - 1, viewport()->width() - left - kHalfGap, 2), false};
}

void LayerList::setTarget(std::optional<Target> target)
{
    m_target = target;
    viewport()->update();
}

void LayerList::dragMoveEvent(QDragMoveEvent* event)
{
    QListView::dragMoveEvent(event); // scrolls at the edges
    const Target target = targetAt(event->position().toPoint());
    if (m_model.canDrop(*event->mimeData(), target.place)) {
        setTarget(target);
        event->acceptProposedAction();
    } else {
        setTarget(std::nullopt);
        event->ignore();
    }
}

void LayerList::dragLeaveEvent(QDragLeaveEvent* event)
{
    QListView::dragLeaveEvent(event);
    setTarget(std::nullopt);
}

void LayerList::dropEvent(QDropEvent* event)
{
    const Target target = targetAt(event->position().toPoint());
    setTarget(std::nullopt);
    if (m_model.canDrop(*event->mimeData(), target.place)) {
        event->setDropAction(Qt::CopyAction); // or the view would take the rows away itself
        event->accept();
        m_model.drop(*event->mimeData(), target.place);
    } else {
        event->ignore();
    }
    stopAutoScroll();
    setState(NoState);
}

void LayerList::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (!m_target) {
        return;
    }
    QPainter painter(viewport());
    const QColor accent = ThemeColors::current().accent;
    if (m_target->inGroup) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(accent, 2));
        painter.drawRoundedRect(QRectF(m_target->mark).adjusted(1, 1, -1, -1), 6, 6);
    } else {
        painter.fillRect(m_target->mark, accent);
    }
}

} // namespace ui
