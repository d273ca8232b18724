#pragma once

/// Asks for another canvas and where the picture lies on it. GUI thread only.

#include <QDialog>

#include "core/base/geometry.h"

class QButtonGroup;
class QSpinBox;

namespace ui {

class CanvasSizeDialog final : public QDialog {
    Q_OBJECT

public:
    CanvasSizeDialog(core::Size size, QWidget* parent);

    /// The new canvas in the coordinates of the old one.
    [[nodiscard]] core::Rect area() const;

private:
    core::Size m_before;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QButtonGroup* m_anchor; ///< ids 0 ... 8, row by row
};

} // namespace ui
