#pragma once

/// The line above the canvas for the free transform. GUI thread only.

#include <QWidget>

class QDoubleSpinBox;

namespace ui {

class TransformSettings;
struct TransformNumbers;

class TransformOptions final : public QWidget {
    Q_OBJECT

public:
    explicit TransformOptions(TransformSettings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void applied();
    void cancelled();

private:
    QDoubleSpinBox* addField(const QString& name, const QString& suffix, double least, double most);
    void change(double TransformNumbers::*member, double value);
    void refresh();

    TransformSettings& m_settings;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QDoubleSpinBox* m_angle;
};

} // namespace ui
