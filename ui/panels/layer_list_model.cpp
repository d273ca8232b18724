#include "ui/panels/layer_list_model.h"

#include "core/commands/remove_layer.h"
#include "core/commands/set_layer_properties.h"
#include "ui/panels/layer_thumbnail.h"
#include "ui/workspace.h"

namespace ui {

namespace {
constexpr int kThumbnailSide = 72; // physical pixels, shown at 36 logical ones
}

LayerListModel::LayerListModel(Workspace& workspace, QObject* parent)
    : QAbstractListModel(parent), m_workspace(workspace)
{
    connect(&workspace, &Workspace::sessionChanged, this, &LayerListModel::connectSession);
    connectSession(workspace.session());
}

void LayerListModel::connectSession(DocumentSession* session)
{
    m_thumbnails.clear();
    if (session != nullptr) {
        connect(session, &DocumentSession::structureChanged, this, &LayerListModel::refresh);
    }
    refresh();
}

void LayerListModel::refresh()
{
    const DocumentSession* session = m_workspace.session();
    const int rows = session == nullptr ? 0 : static_cast<int>(session->document().layers().size());
    if (rows == m_rows) {
        // Names, visibility, order: the rows stay, so that an editor or a selection stays too.
        if (rows > 0) {
            Q_EMIT dataChanged(index(0), index(rows - 1));
        }
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    Q_EMIT refreshed();
}

int LayerListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

std::shared_ptr<const core::Layer> LayerListModel::layerAt(const QModelIndex& index) const
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr || !index.isValid() || index.row() >= m_rows) {
        return nullptr;
    }
    const auto& layers = session->document().layers();
    return layers[layers.size() - 1 - static_cast<std::size_t>(index.row())];
}

QVariant LayerListModel::data(const QModelIndex& index, int role) const
{
    const auto layer = layerAt(index);
    if (!layer) {
        return {};
    }
    const QString name = QString::fromStdString(layer->properties.name);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::ToolTipRole:
        return name;
    case Qt::AccessibleTextRole:
        return layer->properties.visible ? tr("%1, visible").arg(name) : tr("%1, hidden").arg(name);
    case VisibleRole:
        return layer->properties.visible;
    case OpacityRole:
        return layer->properties.opacity;
    case LayerIdRole:
        return QVariant::fromValue<qulonglong>(layer->id);
    case ThumbnailRole: {
        QImage& image = m_thumbnails[layer->id];
        if (image.isNull()) {
            image =
                layerThumbnail(*layer, m_workspace.session()->document().size(), kThumbnailSide);
        }
        return image;
    }
    default:
        return {};
    }
}

bool LayerListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto layer = layerAt(index);
    if (!layer) {
        return false;
    }
    core::LayerProperties after = layer->properties;
    if (role == Qt::EditRole) {
        if (value.toString().trimmed().isEmpty()) {
            return false;
        }
        after.name = value.toString().trimmed().toStdString();
    } else if (role == VisibleRole) {
        after.visible = value.toBool();
    } else if (role == OpacityRole) {
        after.opacity = value.toFloat();
    }
    if (after == layer->properties) {
        return false;
    }
    m_workspace.session()->history().push(
        std::make_unique<core::SetLayerProperties>(layer->id, layer->properties, after));
    return true;
}

Qt::ItemFlags LayerListModel::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable;
}

QModelIndex LayerListModel::activeIndex() const
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return {};
    }
    const int fromBottom = session->document().indexOf(session->document().activeLayer());
    return fromBottom < 0 ? QModelIndex() : index(m_rows - 1 - fromBottom);
}

void LayerListModel::activate(const QModelIndex& index)
{
    if (const auto layer = layerAt(index)) {
        m_workspace.session()->document().setActiveLayer(layer->id);
    }
}

bool LayerListModel::canRemove(const QModelIndex& index) const
{
    return index.isValid() && m_rows > 1;
}

void LayerListModel::remove(const QModelIndex& index)
{
    if (const auto layer = layerAt(index); layer && canRemove(index)) {
        m_workspace.session()->history().push(std::make_unique<core::RemoveLayer>(layer->id));
    }
}

} // namespace ui
