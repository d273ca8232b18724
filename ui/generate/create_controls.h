#pragma once

/// Where a created picture goes and how large it is. GUI thread only.

#include <QWidget>

#include "ui/fill_params.h"

class QComboBox;
class QSpinBox;

namespace ui {

class RatioChoice;

class CreateControls final : public QWidget {
    Q_OBJECT

public:
    explicit CreateControls(QWidget* parent = nullptr);

    /// What the size is made from until the user types one of their own.
    void setModel(const diffusion::ModelInfo& model);
    [[nodiscard]] CreateTarget target() const;
    [[nodiscard]] core::Size size() const;
    void setSize(core::Size size);

Q_SIGNALS:
    void changed();

private:
    void applyRatio();

    QComboBox* m_target;
    RatioChoice* m_ratio;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QWidget* m_sizeRow;
    int m_side = 256;
    int m_multiple = 8;
};

} // namespace ui
