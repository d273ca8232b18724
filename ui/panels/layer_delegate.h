#pragma once

/// Draws a layer's row: eye, picture, mask, name and opacity. A click on the eye shows or hides; on
/// the picture or the mask it says what is painted on, with Alt on the mask it shows the mask
/// alone, with Shift it switches the mask off. GUI thread only.

#include <QStyledItemDelegate>

namespace ui {

class LayerDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    /// Where picture and mask are in a row that takes `row`.
    [[nodiscard]] static QRect pictureRect(const QRect& row);
    [[nodiscard]] static QRect maskRect(const QRect& row);
    /// Where the eye is in a row that takes `row`.
    [[nodiscard]] static QRect eyeRect(const QRect& row);

private:
    static bool pressMask(Qt::KeyboardModifiers modifiers, QAbstractItemModel& model,
                          const QModelIndex& index);
};

} // namespace ui
