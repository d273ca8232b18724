#pragma once

/// Nine places: where the picture lies on its new canvas. GUI thread only.

#include <QWidget>

#include "core/fill/expansion.h"

class QButtonGroup;

namespace ui {

class AnchorGrid final : public QWidget {
    Q_OBJECT

public:
    explicit AnchorGrid(QWidget* parent = nullptr);

    [[nodiscard]] core::Anchor anchor() const;
    void setAnchor(const core::Anchor& anchor);

Q_SIGNALS:
    void chosen();

private:
    QButtonGroup* m_group;
};

} // namespace ui
