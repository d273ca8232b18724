#pragma once

/// The whole picture, small, with a frame round what the canvas shows: a press or drag moves the
/// view there, the slider zooms. GUI thread only.

#include <QImage>
#include <QWidget>

class QLabel;
class QSlider;

namespace ui {

class CanvasView;

/// The picture and the frame.
class NavigatorMap final : public QWidget {
    Q_OBJECT

public:
    explicit NavigatorMap(CanvasView& canvas, QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    /// Where a pixel of the document is in the widget.
    [[nodiscard]] QPointF toMap(QPointF pixel) const;
    [[nodiscard]] QSize sizeHint() const override { return {240, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] QRectF pictureRect() const;
    void goTo(QPointF place);

    CanvasView& m_canvas;
    QImage m_picture;
};

class NavigatorPanel final : public QWidget {
    Q_OBJECT

public:
    explicit NavigatorPanel(CanvasView& canvas, QWidget* parent = nullptr);

    void setPicture(const QImage& picture) { m_map->setPicture(picture); }

private:
    void refreshZoom();

    CanvasView& m_canvas;
    NavigatorMap* m_map;
    QSlider* m_zoom;
    QLabel* m_percent;
};

} // namespace ui
