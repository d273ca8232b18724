#include "ui/panels/layer_delegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

#include "ui/panels/blend_mode_text.h"
#include "ui/panels/layer_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kRowHeight = 48;
constexpr int kThumbnail = 36;
constexpr int kEye = 18;
constexpr int kLock = 14;

QRect nameRect(const QModelIndex& index, const QRect& row)
{
    QRect rect = row;
    const bool masked = !index.data(LayerListModel::MaskThumbnailRole).isNull();
    rect.setLeft((masked ? LayerDelegate::maskRect(row) : LayerDelegate::pictureRect(row)).right() +
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

QRect LayerDelegate::pictureRect(const QRect& row)
{
    return {eyeRect(row).right() + 1 + kGap, row.center().y() - kThumbnail / 2 + 1, kThumbnail,
            kThumbnail};
}

QRect LayerDelegate::maskRect(const QRect& row)
{
    return pictureRect(row).translated(kThumbnail + kGap, 0);
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
    icon(visible ? "eye" : "eye-off", visible ? c.text : c.textDisabled)
        .paint(painter, eyeRect(option.rect));

    const QRect frame = pictureRect(option.rect);
    const QImage image = index.data(LayerListModel::ThumbnailRole).value<QImage>();
    QRectF inner(QPointF(0, 0), QSizeF(image.size()).scaled(frame.size(), Qt::KeepAspectRatio));
    inner.moveCenter(QRectF(frame).center());
    painter->fillRect(inner, c.checkerDark);
    painter->setOpacity(visible ? 1.0 : 0.4);
    painter->drawImage(inner, image);
    painter->setOpacity(1.0);
    painter->setPen(c.border);
    painter->drawRect(inner);

    const QVariant mask = index.data(LayerListModel::MaskThumbnailRole);
    if (!mask.isNull()) {
        const QImage grey = mask.value<QImage>();
        const QRect place = maskRect(option.rect);
        QRectF shown(QPointF(0, 0), QSizeF(grey.size()).scaled(place.size(), Qt::KeepAspectRatio));
        shown.moveCenter(QRectF(place).center());
        painter->drawImage(shown, grey);
        painter->drawRect(shown);
        if (index.data(LayerListModel::MaskDisabledRole).toBool()) {
            drawCross(*painter, shown, c);
        }
        if (option.state.testFlag(QStyle::State_Selected)) {
            const bool onMask = index.data(LayerListModel::PaintsMaskRole).toBool();
            drawTargetFrame(*painter, onMask ? shown : inner, c);
        }
    }

    QRect text = nameRect(index, option.rect);
    if (index.data(LayerListModel::LockedRole).toBool()) {
        const QRect lock(text.right() - kLock, option.rect.center().y() - kLock / 2 + 1, kLock,
                         kLock);
        icon("lock", c.textSecondary).paint(painter, lock);
        text.setRight(lock.left() - kHalfGap);
    }
    const auto mode = static_cast<core::BlendMode>(index.data(LayerListModel::BlendRole).toInt());
    QString name = index.data().toString();
    if (mode != core::BlendMode::Normal) {
        name = tr("%1 (%2)").arg(name, blendModeText(mode));
    }
    const int percent =
        static_cast<int>(std::lround(index.data(LayerListModel::OpacityRole).toDouble() * 100));
    if (percent < 100) {
        const QString opacity = tr("%1 %").arg(percent);
        painter->setPen(c.textSecondary);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, opacity);
        text.setRight(text.right() - option.fontMetrics.horizontalAdvance(opacity) - kGap);
    }
    painter->setPen(visible ? c.text : c.textSecondary);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(name, Qt::ElideRight, text.width()));
    painter->restore();
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
        const bool masked = !index.data(LayerListModel::MaskThumbnailRole).isNull();
        if (mouse->button() == Qt::LeftButton && masked) {
            const QPoint at = mouse->position().toPoint();
            if (maskRect(option.rect).adjusted(-2, -2, 2, 2).contains(at)) {
                return pressMask(mouse->modifiers(), *model, index);
            }
            if (pictureRect(option.rect).contains(at)) {
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
