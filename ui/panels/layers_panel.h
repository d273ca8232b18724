#pragma once

/// The stack of layers with opacity, visibility, names and delete. GUI thread only.

#include <QWidget>

class QListView;
class QToolButton;

namespace ui {

class LayerListModel;
class SliderField;
class Workspace;

class LayersPanel final : public QWidget {
    Q_OBJECT

public:
    explicit LayersPanel(Workspace& workspace, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();

    LayerListModel* m_model;
    QListView* m_list;
    SliderField* m_opacity;
    QToolButton* m_remove;
    bool m_refreshing = false;
};

} // namespace ui
