#pragma once

/// A curve that is changed by its points: a click makes one, a drag moves it, out of the field (or
/// Delete) takes it away; arrow keys move the chosen one. GUI thread only.

#include <QColor>
#include <QWidget>

#include "core/adjust/curve.h"

namespace ui {

class CurveEditor final : public QWidget {
    Q_OBJECT

public:
    explicit CurveEditor(QWidget* parent = nullptr);

    /// Shows a curve without emitting edited().
    void setCurve(const core::Curve& curve, const QColor& color);
    [[nodiscard]] const core::Curve& curve() const { return m_curve; }
    void setHistogram(std::vector<std::uint32_t> counts);
    QSize sizeHint() const override { return {300, 300}; }

Q_SIGNALS:
    void edited(const core::Curve& curve);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF field() const;
    [[nodiscard]] QPointF toView(core::CurvePoint point) const;
    [[nodiscard]] core::CurvePoint fromView(QPointF view) const;
    void setPoints();
    void removeChosen();

    core::Curve m_curve;
    std::vector<core::CurvePoint> m_points;
    int m_chosen = -1;
    bool m_dragging = false;
    QColor m_color;
    std::vector<std::uint32_t> m_counts;
};

} // namespace ui
