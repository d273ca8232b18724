#pragma once

/// Draws a layer's row: eye, thumbnail, name and opacity. A click on the eye shows or hides.
/// GUI thread only.

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
    /// Where the eye is in a row that takes `row`.
    [[nodiscard]] static QRect eyeRect(const QRect& row);
};

} // namespace ui
