#include "ui/panels/layer_delegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "ui/panels/blend_mode_text.h"
#include "ui/panels/layer_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kRowHeight = 44;
constexpr int kThumbnail = 36;
constexpr int kEye = 18;
constexpr int kLock = 14;
constexpr int kArrow = 14;
constexpr int kFolder = 20;
constexpr int kIndent = 2 * kGap;

int depthOf(const QModelIndex& index)
{
    return index.data(LayerListModel::DepthRole).toInt();
}

QRect nameRect(const QModelIndex& index, const QRect& row)
{
    QRect rect = row;
    const int depth = depthOf(index);
    const bool masked = !index.data(LayerListModel::MaskThumbnailRole).isNull();
    rect.setLeft(
        (masked ? LayerDelegate::maskRect(row, depth) : LayerDelegate::pictureRect(row, depth))
            .right() +
        1 + kGap);
    rect.setRight(row.right() - kGap);
    return rect;
}

/// Round what painting tools work on.
void drawTargetFrame(QPainter& painter, const QRectF& shown, const ThemeColors& c)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.accent, 2));
    painter.drawRoundedRect(shown.adjusted(-2, -2, 2, 2), 2, 2);
    painter.restore();
}

/// Over a mask that is switched off.
void drawCross(QPainter& painter, const QRectF& shown, const ThemeColors& c)
{
    painter.save();
    painter.setPen(QPen(c.danger, 2));
    painter.drawLine(shown.topLeft(), shown.bottomRight());
    painter.drawLine(shown.topRight(), shown.bottomLeft());
    painter.restore();
}

} // namespace

int LayerDelegate::contentLeft(const QRect& row, int depth)
{
    return eyeRect(row).right() + 1 + kGap + depth * kIndent;
}

int LayerDelegate::depthAt(const QRect& row, int x)
{
    return std::max(0, (x - contentLeft(row, 0)) / kIndent);
}

QRect LayerDelegate::pictureRect(const QRect& row, int depth)
{
    return {contentLeft(row, depth), row.center().y() - kThumbnail / 2 + 1, kThumbnail, kThumbnail};
}

QRect LayerDelegate::maskRect(const QRect& row, int depth)
{
    return pictureRect(row, depth).translated(kThumbnail + kGap, 0);
}

QRect LayerDelegate::foldRect(const QRect& row, int depth)
{
    return {contentLeft(row, depth), row.center().y() - kArrow / 2 + 1, kArrow, kArrow};
}

QRect LayerDelegate::eyeRect(const QRect& row)
{
    return {row.left() + kGap, row.center().y() - kEye / 2 + 1, kEye, kEye};
}

QSize LayerDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, kRowHeight};
}

void LayerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const ThemeColors c = ThemeColors::current();
    QStyleOptionViewItem blank = option;
    initStyleOption(&blank, index);
    blank.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &blank, painter, option.widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const bool visible = index.data(LayerListModel::VisibleRole).toBool();
    const bool shown = index.data(LayerListModel::ShownRole).toBool();
    icon(visible ? "eye" : "eye-off", shown ? c.text : c.textDisabled)
        .paint(painter, eyeRect(option.rect));
    if (index.data(LayerListModel::GroupRole).toBool()) {
        paintGroup(*painter, option.rect, index);
    } else {
        paintPictures(*painter, option, index);
    }
    paintText(*painter, option, index);
    painter->restore();
}

void LayerDelegate::paintGroup(QPainter& painter, const QRect& row, const QModelIndex& index)
{
    const ThemeColors c = ThemeColors::current();
    const bool folded = index.data(LayerListModel::FoldedRole).toBool();
    const QRect arrow = foldRect(row, depthOf(index));
    icon(folded ? "chevron-right" : "chevron-down", c.textSecondary).paint(&painter, arrow);
    const QRect folder(arrow.right() + 1 + 2, row.center().y() - kFolder / 2 + 1, kFolder, kFolder);
    const bool shown = index.data(LayerListModel::ShownRole).toBool();
    icon("folder", shown ? c.text : c.textDisabled).paint(&painter, folder);
}

void LayerDelegate::paintPictures(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index)
{
    const ThemeColors c = ThemeColors::current();
    const QRect frame = pictureRect(option.rect, depthOf(index));
    const QImage image = index.data(LayerListModel::ThumbnailRole).value<QImage>();
    QRectF inner(QPointF(0, 0), QSizeF(image.size()).scaled(frame.size(), Qt::KeepAspectRatio));
    inner.moveCenter(QRectF(frame).center());
    painter.fillRect(inner, c.checkerDark);
    painter.setOpacity(index.data(LayerListModel::ShownRole).toBool() ? 1.0 : 0.4);
    painter.drawImage(inner, image);
    painter.setOpacity(1.0);
    painter.setPen(c.border);
    painter.drawRect(inner);

    const QVariant mask = index.data(LayerListModel::MaskThumbnailRole);
    if (mask.isNull()) {
        return;
    }
    const QImage grey = mask.value<QImage>();
    const QRect place = maskRect(option.rect, depthOf(index));
    QRectF shown(QPointF(0, 0), QSizeF(grey.size()).scaled(place.size(), Qt::KeepAspectRatio));
    shown.moveCenter(QRectF(place).center());
    painter.drawImage(shown, grey);
    painter.drawRect(shown);
    if (index.data(LayerListModel::MaskDisabledRole).toBool()) {
        drawCross(painter, shown, c);
    }
    if (option.state.testFlag(QStyle::State_Selected)) {
        const bool onMask = index.data(LayerListModel::PaintsMaskRole).toBool();
        drawTargetFrame(painter, onMask ? shown : inner, c);
    }
}

void LayerDelegate::paintText(QPainter& painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index)
{
    const ThemeColors c = ThemeColors::current();
    QRect text = nameRect(index, option.rect);
    if (index.data(LayerListModel::LockedRole).toBool()) {
        const QRect lock(text.right() - kLock, option.rect.center().y() - kLock / 2 + 1, kLock,
                         kLock);
        icon("lock", c.textSecondary).paint(&painter, lock);
        text.setRight(lock.left() - kHalfGap);
    }
    const int blend = index.data(LayerListModel::BlendRole).toInt();
    QString name = index.data().toString();
    if (blend != LayerListModel::kPassThrough &&
        static_cast<core::BlendMode>(blend) != core::BlendMode::Normal) {
        name = tr("%1 (%2)").arg(name, blendModeText(static_cast<core::BlendMode>(blend)));
    }
    const int percent =
        static_cast<int>(std::lround(index.data(LayerListModel::OpacityRole).toDouble() * 100));
    if (percent < 100) {
        const QString opacity = tr("%1 %").arg(percent);
        painter.setPen(c.textSecondary);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, opacity);
        text.setRight(text.right() - option.fontMetrics.horizontalAdvance(opacity) - kGap);
    }
    painter.setPen(index.data(LayerListModel::ShownRole).toBool() ? c.text : c.textSecondary);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     option.fontMetrics.elidedText(name, Qt::ElideRight, text.width()));
}

bool LayerDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QRect target = eyeRect(option.rect).adjusted(-kGap, -kGap, kHalfGap, kGap);
        if (mouse->button() == Qt::LeftButton && target.contains(mouse->position().toPoint())) {
            const bool visible = index.data(LayerListModel::VisibleRole).toBool();
            return model->setData(index, !visible, LayerListModel::VisibleRole);
        }
        const QPoint at = mouse->position().toPoint();
        const int depth = depthOf(index);
        const bool isGroup = index.data(LayerListModel::GroupRole).toBool();
        if (mouse->button() == Qt::LeftButton && isGroup &&
            foldRect(option.rect, depth).adjusted(-kHalfGap, -kGap, 2, kGap).contains(at)) {
            const bool folded = index.data(LayerListModel::FoldedRole).toBool();
            return model->setData(index, !folded, LayerListModel::FoldedRole);
        }
        const bool masked = !index.data(LayerListModel::MaskThumbnailRole).isNull();
        if (mouse->button() == Qt::LeftButton && masked) {
            if (maskRect(option.rect, depth).adjusted(-2, -2, 2, 2).contains(at)) {
                return pressMask(mouse->modifiers(), *model, index);
            }
            if (pictureRect(option.rect, depth).contains(at)) {
                model->setData(index, false, LayerListModel::PaintsMaskRole);
            }
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

bool LayerDelegate::pressMask(Qt::KeyboardModifiers modifiers, QAbstractItemModel& model,
                              const QModelIndex& index)
{
    if (modifiers.testFlag(Qt::ShiftModifier)) {
        const bool off = index.data(LayerListModel::MaskDisabledRole).toBool();
        return model.setData(index, !off, LayerListModel::MaskDisabledRole);
    }
    if (modifiers.testFlag(Qt::AltModifier)) {
        const bool alone = index.data(LayerListModel::MaskAloneRole).toBool();
        return model.setData(index, !alone, LayerListModel::MaskAloneRole);
    }
    return model.setData(index, true, LayerListModel::PaintsMaskRole);
}

void LayerDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                         const QModelIndex& index) const
{
    const QRect rect = nameRect(index, option.rect);
    const int height = editor->sizeHint().height();
    editor->setGeometry(rect.left() - kHalfGap, option.rect.center().y() - height / 2,
                        rect.width() + kHalfGap, height);
}

} // namespace ui
