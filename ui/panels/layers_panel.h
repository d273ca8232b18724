#pragma once

/// The stack of layers: order, opacity, blend mode, visibility, lock, names, masks, and buttons for
/// what is done most. GUI thread only.

#include <QWidget>

class QComboBox;
class QToolButton;

namespace ui {

class ActionSet;
class LayerList;
class LayerListModel;
class SliderField;
class Workspace;

class LayersPanel final : public QWidget {
    Q_OBJECT

public:
    LayersPanel(Workspace& workspace, const ActionSet& actions, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTop();
    void makeButtons(const ActionSet& actions);
    void refresh();
    void refreshModes(const QModelIndex& current);
    void followSelection();
    bool pressKey(int key);
    void edit(const QVariant& value, int role);

    LayerListModel* m_model;
    LayerList* m_list;
    QComboBox* m_blend;
    SliderField* m_opacity;
    QToolButton* m_lock;
    bool m_refreshing = false;
    bool m_picking = false; ///< the list is changing its selection itself
};

} // namespace ui
