#pragma once

/// The list of the Layers panel: takes dropped layers between rows, as deep in groups as the
/// pointer is to the right, and onto groups; shows where they would land. GUI thread only.

#include <QListView>

#include <optional>

#include "ui/panels/layer_list_model.h"

namespace ui {

class LayerList final : public QListView {
    Q_OBJECT

public:
    explicit LayerList(LayerListModel& model, QWidget* parent = nullptr);

protected:
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// Where something would land, and what shows that: a line, or a frame round a group.
    struct Target {
        core::LayerPlace place;
        QRect mark;
        bool inGroup = false;
    };
    [[nodiscard]] Target targetAt(QPoint at) const;
    void setTarget(std::optional<Target> target);

    LayerListModel& m_model;
    std::optional<Target> m_target;
};

} // namespace ui
