#include "ui/panels/layers_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/panels/blend_mode_text.h"
#include "ui/panels/layer_list.h"
#include "ui/panels/layer_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

LayersPanel::LayersPanel(Workspace& workspace, const ActionSet& actions, QWidget* parent)
    : QWidget(parent), m_model(new LayerListModel(workspace, this)),
      m_list(new LayerList(*m_model, this)), m_blend(new QComboBox(this)),
      m_opacity(new SliderField(tr("Opacity"), {0, 100, 1, 0, 0, tr(" %")}, this)),
      m_lock(new QToolButton(this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_list->setObjectName(QStringLiteral("layerList"));
    m_list->setAccessibleName(tr("Layers"));
    m_list->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kHalfGap);
    makeTop();
    layout->addWidget(m_list, 1);
    makeButtons(actions);

    connect(m_model, &LayerListModel::refreshed, this, &LayersPanel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!m_refreshing) {
                    // What the click selects comes after this.
                    m_picking = true;
                    m_model->activate(current);
                    m_picking = false;
                }
            });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LayersPanel::followSelection);
    connect(m_opacity, &SliderField::edited, this,
            [this](double percent) { edit(percent / 100.0, LayerListModel::OpacityRole); });
    connect(m_blend, &QComboBox::activated, this,
            [this](int row) { edit(m_blend->itemData(row), LayerListModel::BlendRole); });
    connect(m_lock, &QToolButton::clicked, this,
            [this](bool on) { edit(on, LayerListModel::LockedRole); });
    refresh();
}

void LayersPanel::makeTop()
{
    m_blend->addItem(passThroughText(), LayerListModel::kPassThrough);
    for (const core::BlendModeInfo& info : core::blendModes()) {
        m_blend->addItem(blendModeText(info.mode), static_cast<int>(info.mode));
    }
    m_blend->setObjectName(QStringLiteral("blendMode"));
    m_blend->setToolTip(tr("How the layer meets those below"));
    m_blend->setAccessibleName(tr("Blend mode"));
    m_lock->setObjectName(QStringLiteral("lockLayer"));
    m_lock->setIcon(icon("lock"));
    m_lock->setCheckable(true);
    m_lock->setToolTip(tr("Lock the layer against changes"));
    m_lock->setAccessibleName(tr("Lock the layer"));
    auto* first = new QHBoxLayout;
    first->setContentsMargins(2 * kGap, kGap, kGap, 0);
    first->addWidget(m_blend, 1);
    first->addWidget(m_lock);
    auto* second = new QHBoxLayout;
    second->setContentsMargins(2 * kGap, 0, kGap, 0);
    second->addWidget(m_opacity);
    auto* rows = static_cast<QVBoxLayout*>(layout());
    rows->addLayout(first);
    rows->addLayout(second);
}

void LayersPanel::makeButtons(const ActionSet& actions)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kGap, 0, kGap, kHalfGap);
    row->setSpacing(2);
    const auto add = [&](const char* id, const char* name) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(&actions[id]);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(actions[id].toolTip());
        row->addWidget(button);
    };
    add("layer.new", "newLayer");
    add("layer.duplicate", "duplicateLayer");
    add("layer.group", "groupLayers");
    add("layer.addMask", "addLayerMask");
    add("layer.mergeDown", "mergeLayer");
    row->addStretch(1);
    add("layer.delete", "deleteLayer");
    static_cast<QVBoxLayout*>(layout())->addLayout(row);

    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const char* id :
         {"layer.duplicate", "layer.group", "layer.ungroup", "layer.mergeDown", "layer.raise",
          "layer.lower", "layer.addMask", "layer.editMask", "layer.viewMask", "layer.disableMask",
          "layer.applyMask", "layer.deleteMask", "mask.layer", "layer.delete"}) {
        m_list->addAction(&actions[id]);
    }
}

void LayersPanel::edit(const QVariant& value, int role)
{
    m_model->setData(m_list->currentIndex(), value, role);
}

void LayersPanel::followSelection()
{
    if (m_refreshing || m_picking) {
        return;
    }
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    m_picking = true;
    m_model->select(rows);
    if (!rows.isEmpty() && !rows.contains(m_model->activeIndex())) {
        m_model->activate(rows.last());
    }
    m_picking = false;
    refresh();
}

void LayersPanel::refreshModes(const QModelIndex& current)
{
    const bool isGroup = current.data(LayerListModel::GroupRole).toBool();
    const int first = m_blend->findData(LayerListModel::kPassThrough);
    if (isGroup && first < 0) {
        m_blend->insertItem(0, passThroughText(), LayerListModel::kPassThrough);
    } else if (!isGroup && first >= 0) {
        m_blend->removeItem(first);
    }
    m_blend->setCurrentIndex(m_blend->findData(current.data(LayerListModel::BlendRole)));
}

void LayersPanel::refresh()
{
    if (!m_picking) {
        m_refreshing = true;
        QItemSelection selection;
        for (const QModelIndex& index : m_model->selectedIndexes()) {
            selection.select(index, index);
        }
        m_list->selectionModel()->setCurrentIndex(m_model->activeIndex(),
                                                  QItemSelectionModel::NoUpdate);
        m_list->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
        m_refreshing = false;
    }
    const QModelIndex current = m_list->currentIndex();
    for (QWidget* field : std::initializer_list<QWidget*>{m_opacity, m_blend, m_lock}) {
        field->setEnabled(current.isValid());
    }
    m_opacity->setValue(
        current.isValid() ? current.data(LayerListModel::OpacityRole).toDouble() * 100 : 100);
    refreshModes(current);
    m_lock->setChecked(current.data(LayerListModel::LockedRole).toBool());
}

bool LayersPanel::pressKey(int key)
{
    const QModelIndex current = m_list->currentIndex();
    switch (key) {
    case Qt::Key_Delete:
        m_model->removeSelected(); // in this list the key means the layer, not its pixels
        return true;
    case Qt::Key_Space:
        edit(!current.data(LayerListModel::VisibleRole).toBool(), LayerListModel::VisibleRole);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        edit(key == Qt::Key_Left, LayerListModel::FoldedRole);
        return true;
    default:
        return false;
    }
}

bool LayersPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_list) {
        return QWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && pressKey(static_cast<QKeyEvent*>(event)->key())) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
