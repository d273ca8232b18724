#pragma once

/// Asks for another size of the picture. GUI thread only.

#include <QDialog>

#include "core/image/resample.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace ui {

class ImageSizeDialog final : public QDialog {
    Q_OBJECT

public:
    ImageSizeDialog(core::Size size, QWidget* parent);

    [[nodiscard]] core::Size imageSize() const;
    [[nodiscard]] core::ResampleFilter filter() const;

private:
    void follow(QSpinBox& other, double factor, int value);
    void showResult();

    core::Size m_before;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QCheckBox* m_linked;
    QComboBox* m_filter;
    QLabel* m_result;
};

} // namespace ui
