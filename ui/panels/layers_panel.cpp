#include "ui/panels/layers_panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/panels/layer_delegate.h"
#include "ui/panels/layer_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

LayersPanel::LayersPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_model(new LayerListModel(workspace, this)), m_list(new QListView(this)),
      m_opacity(new SliderField(tr("Opacity"), {0, 100, 1, 0, 0, tr(" %")}, this)),
      m_remove(new QToolButton(this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_list->setObjectName(QStringLiteral("layerList"));
    m_list->setAccessibleName(tr("Layers"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new LayerDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->installEventFilter(this);
    m_remove->setIcon(icon("trash"));
    m_remove->setObjectName(QStringLiteral("deleteLayer"));
    m_remove->setToolTip(tr("Delete the layer (Del)"));
    m_remove->setAccessibleName(tr("Delete the layer"));

    auto* top = new QHBoxLayout;
    top->setContentsMargins(2 * kGap, kGap, kGap, 0);
    top->setSpacing(kGap);
    top->addWidget(m_opacity, 1);
    top->addWidget(m_remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kHalfGap);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);

    connect(m_model, &LayerListModel::refreshed, this, &LayersPanel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!m_refreshing) {
                    m_model->activate(current);
                }
            });
    connect(m_opacity, &SliderField::edited, this, [this](double percent) {
        m_model->setData(m_list->currentIndex(), percent / 100.0, LayerListModel::OpacityRole);
    });
    connect(m_remove, &QToolButton::clicked, this,
            [this] { m_model->remove(m_list->currentIndex()); });
    refresh();
}

void LayersPanel::refresh()
{
    m_refreshing = true;
    m_list->setCurrentIndex(m_model->activeIndex());
    m_refreshing = false;
    const QModelIndex current = m_list->currentIndex();
    m_opacity->setEnabled(current.isValid());
    m_opacity->setValue(
        current.isValid() ? current.data(LayerListModel::OpacityRole).toDouble() * 100 : 100);
    m_remove->setEnabled(m_model->canRemove(current));
}

bool LayersPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex current = m_list->currentIndex();
        if (key == Qt::Key_Delete) {
            m_model->remove(current);
            return true;
        }
        if (key == Qt::Key_Space) {
            m_model->setData(current, !current.data(LayerListModel::VisibleRole).toBool(),
                             LayerListModel::VisibleRole);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
