#pragma once

/// How large the canvas is to become: a shape and where the picture lies in it, or pixels on each
/// side. GUI thread only.

#include <QWidget>

#include <array>

class QLabel;
class QSpinBox;

namespace ui {

class AnchorGrid;
class ExpandSettings;
class RatioChoice;

class ExpandControls final : public QWidget {
    Q_OBJECT

public:
    explicit ExpandControls(ExpandSettings& settings, QWidget* parent = nullptr);

private:
    void applyRatio();
    void applyMargins();
    void refresh();

    ExpandSettings& m_settings;
    RatioChoice* m_ratio;
    AnchorGrid* m_anchor;
    std::array<QSpinBox*, 4> m_margins{}; ///< left, top, right, bottom
    QLabel* m_result;
    bool m_applying = false;
};

} // namespace ui
