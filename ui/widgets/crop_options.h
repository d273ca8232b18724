#pragma once

/// The line above the canvas for the crop tool. GUI thread only.

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace ui {

class CropSettings;
class SliderField;

class CropOptions final : public QWidget {
    Q_OBJECT

public:
    explicit CropOptions(CropSettings& settings, QWidget* parent = nullptr);

    /// Sides of what is open, for the ratio "as now".
    void setPictureSize(QSizeF size);

Q_SIGNALS:
    void applied();
    void cancelled();

private:
    void chooseRatio(int row);
    void refresh();

    CropSettings& m_settings;
    QSizeF m_picture;
    QComboBox* m_ratio;
    SliderField* m_angle;
    QCheckBox* m_delete;
};

} // namespace ui
