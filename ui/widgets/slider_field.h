#pragma once

/// A number on one line: name, slider and the value to type. GUI thread only.

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace ui {

struct SliderRange {
    double minimum = 0;
    double maximum = 1;
    double step = 1;
    int decimals = 0;
    /// Middle of the slider as a value; 0 = halfway. Larger ranges get finer steps at the low end.
    double middle = 0;
    QString suffix;
};

class SliderField final : public QWidget {
    Q_OBJECT

public:
    SliderField(const QString& name, const SliderRange& range, QWidget* parent = nullptr);

    [[nodiscard]] double value() const;
    /// Shows a value without emitting `edited`.
    void setValue(double value);
    /// Fixed width of the name, so that fields under each other line up; 0 = as wide as needed.
    void setNameWidth(int width);
    void setToolTipText(const QString& text);

Q_SIGNALS:
    void edited(double value);

private:
    [[nodiscard]] double toSlider(double value) const;
    [[nodiscard]] double fromSlider(double position) const;

    SliderRange m_range;
    double m_exponent = 1.0;
    QLabel* m_name;
    QSlider* m_slider;
    QDoubleSpinBox* m_spin;
};

} // namespace ui
