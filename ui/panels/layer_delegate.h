#pragma once

/// Draws a layer's row: eye, picture, mask, name and opacity; for a group an arrow and a folder.
/// What lies in groups is indented. A click on the eye shows or hides, one on the arrow folds; on
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
    /// Where picture and mask are in a row that takes `row`, `depth` groups deep.
    [[nodiscard]] static QRect pictureRect(const QRect& row, int depth = 0);
    [[nodiscard]] static QRect maskRect(const QRect& row, int depth = 0);
    /// Where a group's arrow is.
    [[nodiscard]] static QRect foldRect(const QRect& row, int depth = 0);
    /// Where a row of this depth begins, right of its eye, and what depth a place there stands for.
    [[nodiscard]] static int contentLeft(const QRect& row, int depth);
    [[nodiscard]] static int depthAt(const QRect& row, int x);
    /// Where the eye is in a row that takes `row`.
    [[nodiscard]] static QRect eyeRect(const QRect& row);

private:
    static void paintGroup(QPainter& painter, const QRect& row, const QModelIndex& index);
    static void paintPictures(QPainter& painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index);
    static void paintText(QPainter& painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index);
    static bool pressMask(Qt::KeyboardModifiers modifiers, QAbstractItemModel& model,
                          const QModelIndex& index);
};

} // namespace ui
