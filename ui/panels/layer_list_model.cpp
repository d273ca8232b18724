#include "ui/panels/layer_list_model.h"

#include <QMimeData>

#include "core/commands/move_layer.h"
#include "core/commands/remove_layer.h"
#include "core/commands/set_layer_properties.h"
#include "ui/panels/layer_thumbnail.h"
#include "ui/workspace.h"

namespace ui {

namespace {
constexpr int kThumbnailSide = 72; // physical pixels, shown at 36 logical ones
constexpr int kThumbnailMilliseconds = 150;
const QString kLayerMime = QStringLiteral("application/x-stillwater-layer");

bool sameTiles(const core::TiledImage& a, const core::TiledImage& b)
{
    return a.size() == b.size() && a.format() == b.format() && a.changedTiles(b).empty();
}
} // namespace

LayerListModel::LayerListModel(Workspace& workspace, QObject* parent)
    : QAbstractListModel(parent), m_workspace(workspace)
{
    m_thumbnailTimer.setSingleShot(true);
    m_thumbnailTimer.setInterval(kThumbnailMilliseconds);
    connect(&m_thumbnailTimer, &QTimer::timeout, this, &LayerListModel::refreshThumbnails);
    connect(&workspace, &Workspace::sessionChanged, this, &LayerListModel::connectSession);
    connectSession(workspace.session());
}

void LayerListModel::connectSession(DocumentSession* session)
{
    m_thumbnails.clear();
    if (session != nullptr) {
        connect(session, &DocumentSession::structureChanged, this, &LayerListModel::refresh);
        connect(session, &DocumentSession::paintTargetChanged, this, &LayerListModel::refresh);
        connect(session, &DocumentSession::historyChanged, &m_thumbnailTimer,
                qOverload<>(&QTimer::start));
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
    case LockedRole:
        return layer->properties.locked;
    case BlendRole:
        return static_cast<int>(layer->properties.blend);
    case ThumbnailRole:
        return thumbnail(*layer).image;
    case MaskDisabledRole:
        return layer->properties.maskDisabled;
    case PaintsMaskRole:
        return isActive(*layer) && m_workspace.session()->paintsMask();
    case MaskAloneRole:
        return isActive(*layer) && m_workspace.session()->showsMaskAlone();
    case MaskThumbnailRole:
        return layer->mask ? QVariant(thumbnail(*layer).mask) : QVariant();
    default:
        return {};
    }
}

bool LayerListModel::isActive(const core::Layer& layer) const
{
    return m_workspace.session()->document().activeLayer() == layer.id;
}

bool LayerListModel::setTarget(const QModelIndex& index, bool on, int role)
{
    DocumentSession& session = *m_workspace.session();
    activate(index);
    if (role == PaintsMaskRole) {
        session.setPaintsMask(on);
        session.setShowsMaskAlone(on && session.showsMaskAlone());
    } else {
        session.setPaintsMask(on || session.paintsMask());
        session.setShowsMaskAlone(on);
    }
    return true;
}

bool LayerListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto layer = layerAt(index);
    if (!layer) {
        return false;
    }
    if (role == PaintsMaskRole || role == MaskAloneRole) {
        return setTarget(index, value.toBool(), role);
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
    } else if (role == MaskDisabledRole) {
        after.maskDisabled = value.toBool();
    } else if (role == LockedRole) {
        after.locked = value.toBool();
    } else if (role == BlendRole) {
        after.blend = static_cast<core::BlendMode>(value.toInt());
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
    const Qt::ItemFlags base = QAbstractListModel::flags(index);
    // Between rows only: a layer holds no others.
    return index.isValid() ? base | Qt::ItemIsEditable | Qt::ItemIsDragEnabled
                           : base | Qt::ItemIsDropEnabled;
}

QStringList LayerListModel::mimeTypes() const
{
    return {kLayerMime};
}

QMimeData* LayerListModel::mimeData(const QModelIndexList& indexes) const
{
    const auto layer = indexes.isEmpty() ? nullptr : layerAt(indexes.first());
    if (!layer) {
        return nullptr;
    }
    auto* data = new QMimeData;
    data->setData(kLayerMime, QByteArray::number(static_cast<qulonglong>(layer->id)));
    return data;
}

bool LayerListModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int,
                                  const QModelIndex&)
{
    DocumentSession* session = m_workspace.session();
    const core::LayerId id = data->data(kLayerMime).toULongLong();
    const int from = session == nullptr ? -1 : session->document().indexOf(id);
    if (from < 0) {
        return false;
    }
    // `row` = the gap it falls into, counted from the top; below the last row it is -1.
    const int gap = m_rows - (row < 0 ? m_rows : row);
    const int to = gap > from ? gap - 1 : gap;
    if (to != from) {
        session->history().push(std::make_unique<core::MoveLayer>(id, to));
    }
    return false;
}

const LayerListModel::Thumbnail& LayerListModel::thumbnail(const core::Layer& layer) const
{
    Thumbnail& out = m_thumbnails[layer.id];
    if (out.image.isNull()) {
        const core::Size canvas = m_workspace.session()->document().size();
        out.pixels = layer.pixels;
        out.image = layerThumbnail(layer, canvas, kThumbnailSide);
        if (layer.mask) {
            out.coverage = layer.mask->coverage();
            out.mask = maskThumbnail(layer, canvas, kThumbnailSide);
        }
    }
    return out;
}

void LayerListModel::refreshThumbnails()
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return;
    }
    bool changed = false;
    for (const core::LayerRef& layer : session->document().layers()) {
        const auto found = m_thumbnails.find(layer->id);
        if (found == m_thumbnails.end()) {
            continue;
        }
        const bool same = sameTiles(found->second.pixels, layer->pixels) &&
                          (layer->mask ? sameTiles(found->second.coverage, layer->mask->coverage())
                                       : found->second.mask.isNull());
        if (!same) {
            m_thumbnails.erase(found);
            changed = true;
        }
    }
    if (changed && m_rows > 0) {
        Q_EMIT dataChanged(index(0), index(m_rows - 1), {ThumbnailRole, MaskThumbnailRole});
    }
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
