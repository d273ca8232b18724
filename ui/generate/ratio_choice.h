#pragma once

/// The shapes that pictures commonly have, one of them, upright or not. GUI thread only.

#include <QWidget>

#include "core/base/geometry.h"

class QToolButton;

namespace ui {

class SegmentedControl;

class RatioChoice final : public QWidget {
    Q_OBJECT

public:
    explicit RatioChoice(QWidget* parent = nullptr);

    /// Empty = of one's own.
    [[nodiscard]] core::Size ratio() const;
    void setCustom();
    [[nodiscard]] bool isUpright() const;
    void setUpright(bool upright);

Q_SIGNALS:
    void chosen();

private:
    SegmentedControl* m_shapes;
    QToolButton* m_upright;
};

} // namespace ui
