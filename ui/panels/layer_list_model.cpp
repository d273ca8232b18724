#include "ui/panels/layer_list_model.h"

#include <algorithm>
#include <utility>

#include "core/commands/set_layer_properties.h"
#include "ui/edits/layer_edits.h"
#include "ui/panels/layer_thumbnail.h"
#include "ui/workspace.h"

namespace ui {

namespace {
constexpr int kThumbnailSide = 72; // physical pixels, shown at 36 logical ones
constexpr int kThumbnailMilliseconds = 150;

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
    m_folded.clear();
    if (session != nullptr) {
        connect(session, &DocumentSession::structureChanged, this, &LayerListModel::refresh);
        connect(session, &DocumentSession::paintTargetChanged, this, &LayerListModel::refresh);
        connect(session, &DocumentSession::historyChanged, &m_thumbnailTimer,
                qOverload<>(&QTimer::start));
    }
    refresh();
}

void LayerListModel::unfoldAround(core::LayerId id)
{
    const core::LayerList& layers = m_workspace.session()->document().layers();
    std::erase_if(m_folded, [&](core::LayerId group) { return core::isInside(layers, id, group); });
}

std::vector<LayerListModel::Row> LayerListModel::rowsNow()
{
    std::vector<Row> out;
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return out;
    }
    unfoldAround(session->document().activeLayer());
    const core::LayerList& layers = session->document().layers();
    const std::vector<int> first = core::firstOfEach(layers);
    for (int i = static_cast<int>(layers.size()) - 1; i >= 0; --i) {
        const core::Layer& layer = *layers[static_cast<std::size_t>(i)];
        out.push_back({layer.id, core::depthOf(layers, i), core::isShown(layers, i)});
        if (layer.isGroup && m_folded.contains(layer.id)) {
            i = first[static_cast<std::size_t>(i)];
        }
    }
    return out;
}

void LayerListModel::refresh()
{
    std::vector<Row> rows = rowsNow();
    if (rows.size() == m_rows.size()) {
        // Names, visibility, order: the rows stay, so that an editor or a selection stays too.
        m_rows = std::move(rows);
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        }
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT refreshed();
}

int LayerListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

std::shared_ptr<const core::Layer> LayerListModel::layerAt(const QModelIndex& index) const
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr || !index.isValid() || index.row() >= rowCount()) {
        return nullptr;
    }
    return session->document().layer(m_rows[static_cast<std::size_t>(index.row())].id);
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
    case Qt::AccessibleTextRole: {
        const QString kind = layer->isGroup ? tr("Group %1").arg(name) : name;
        return layer->properties.visible ? tr("%1, visible").arg(kind) : tr("%1, hidden").arg(kind);
    }
    case VisibleRole:
        return layer->properties.visible;
    case OpacityRole:
        return layer->properties.opacity;
    case LayerIdRole:
        return QVariant::fromValue<qulonglong>(layer->id);
    case LockedRole:
        return layer->properties.locked;
    case BlendRole:
        return layer->properties.passThrough ? kPassThrough
                                             : static_cast<int>(layer->properties.blend);
    case GroupRole:
        return layer->isGroup;
    case FoldedRole:
        return m_folded.contains(layer->id);
    case DepthRole:
        return m_rows[static_cast<std::size_t>(index.row())].depth;
    case ShownRole:
        return m_rows[static_cast<std::size_t>(index.row())].shown;
    case ThumbnailRole:
        return layer->isGroup ? QVariant() : QVariant(thumbnail(*layer).image);
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

bool LayerListModel::setFolded(const core::Layer& group, bool on)
{
    const core::Document& document = m_workspace.session()->document();
    if (!on) {
        m_folded.erase(group.id);
    } else {
        if (core::isInside(document.layers(), document.activeLayer(), group.id)) {
            m_workspace.session()->document().setActiveLayer(group.id); // it has no row any more
        }
        m_folded.insert(group.id);
    }
    refresh();
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
    if (role == FoldedRole) {
        return layer->isGroup && setFolded(*layer, value.toBool());
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
        after.passThrough = layer->isGroup && value.toInt() == kPassThrough;
        after.blend = after.passThrough ? core::BlendMode::Normal
                                        : static_cast<core::BlendMode>(value.toInt());
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
    return index.isValid()
               ? base | Qt::ItemIsEditable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled
               : base | Qt::ItemIsDropEnabled;
}

const LayerListModel::Thumbnail& LayerListModel::thumbnail(const core::Layer& layer) const
{
    Thumbnail& out = m_thumbnails[layer.id];
    if (out.image.isNull()) {
        const core::Size canvas = m_workspace.session()->document().size();
        out.pixels = layer.pixels;
        out.maskDisabled = layer.properties.maskDisabled;
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
        const bool same = found->second.maskDisabled == layer->properties.maskDisabled &&
                          sameTiles(found->second.pixels, layer->pixels) &&
                          (layer->mask ? sameTiles(found->second.coverage, layer->mask->coverage())
                                       : found->second.mask.isNull());
        if (!same) {
            m_thumbnails.erase(found);
            changed = true;
        }
    }
    if (changed && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ThumbnailRole, MaskThumbnailRole});
    }
}

QModelIndex LayerListModel::activeIndex() const
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return {};
    }
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [session](const Row& one) {
        return one.id == session->document().activeLayer();
    });
    return row == m_rows.end() ? QModelIndex() : index(static_cast<int>(row - m_rows.begin()));
}

void LayerListModel::activate(const QModelIndex& index)
{
    if (const auto layer = layerAt(index)) {
        m_workspace.session()->document().setActiveLayer(layer->id);
    }
}

QModelIndexList LayerListModel::selectedIndexes() const
{
    QModelIndexList out;
    const DocumentSession* session = m_workspace.session();
    const std::vector<core::LayerId> ids =
        session == nullptr ? std::vector<core::LayerId>() : session->selectedLayers();
    for (int row = 0; row < rowCount(); ++row) {
        const core::LayerId id = m_rows[static_cast<std::size_t>(row)].id;
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
            out.append(index(row));
        }
    }
    return out;
}

void LayerListModel::select(const QModelIndexList& indexes)
{
    std::vector<core::LayerId> ids;
    for (const QModelIndex& index : indexes) {
        ids.push_back(m_rows[static_cast<std::size_t>(index.row())].id);
    }
    if (DocumentSession* session = m_workspace.session()) {
        session->setSelectedLayers(std::move(ids));
    }
}

void LayerListModel::removeSelected()
{
    if (DocumentSession* session = m_workspace.session()) {
        removeLayers(*session);
    }
}

} // namespace ui
