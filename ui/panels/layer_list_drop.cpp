#include <QMimeData>

#include <algorithm>

#include "ui/edits/layer_edits.h"
#include "ui/panels/layer_list_model.h"
#include "ui/workspace.h"

namespace ui {

namespace {
const QString kLayerMime = QStringLiteral("application/x-stillwater-layer");
}

QStringList LayerListModel::mimeTypes() const
{
    return {kLayerMime};
}

QMimeData* LayerListModel::mimeData(const QModelIndexList& indexes) const
{
    QByteArrayList ids;
    for (const QModelIndex& index : indexes) {
        if (const auto layer = layerAt(index)) {
            ids.append(QByteArray::number(static_cast<qulonglong>(layer->id)));
        }
    }
    if (ids.isEmpty()) {
        return nullptr;
    }
    auto* data = new QMimeData;
    data->setData(kLayerMime, ids.join(' '));
    return data;
}

std::vector<core::LayerId> LayerListModel::idsIn(const QMimeData& data) const
{
    std::vector<core::LayerId> out;
    for (const QByteArray& id : data.data(kLayerMime).split(' ')) {
        out.push_back(id.toULongLong());
    }
    return out;
}

LayerListModel::DropPlace LayerListModel::placeBetween(int gap, int depth) const
{
    const core::LayerList& layers = m_workspace.session()->document().layers();
    if (gap <= 0 || m_rows.empty()) {
        return {{static_cast<int>(layers.size()), 0}, 0};
    }
    const Row& above = m_rows[static_cast<std::size_t>(gap) - 1];
    const int aboveAt = core::indexOf(layers, above.id);
    const bool open =
        layers[static_cast<std::size_t>(aboveAt)]->isGroup && !m_folded.contains(above.id);
    const int least = gap < rowCount() ? m_rows[static_cast<std::size_t>(gap)].depth : 0;
    const int most = std::max(least, above.depth + (open ? 1 : 0));
    depth = std::clamp(depth, least, most);
    if (depth > above.depth) {
        return {{aboveAt, above.id}, depth};
    }
    int at = aboveAt; // below it, or below the group around it that lies at that depth
    for (int up = above.depth; up > depth; --up) {
        at = core::indexOf(layers, layers[static_cast<std::size_t>(at)]->parent);
    }
    return {{core::firstOf(layers, at), layers[static_cast<std::size_t>(at)]->parent}, depth};
}

LayerListModel::DropPlace LayerListModel::placeIn(const QModelIndex& group) const
{
    const Row& row = m_rows[static_cast<std::size_t>(group.row())];
    return {{m_workspace.session()->document().indexOf(row.id), row.id}, row.depth + 1};
}

bool LayerListModel::canDrop(const QMimeData& data, const core::LayerPlace& place) const
{
    const DocumentSession* session = m_workspace.session();
    return session != nullptr && data.hasFormat(kLayerMime) &&
           core::moved(session->document().snapshot(), idsIn(data), place).has_value();
}

void LayerListModel::drop(const QMimeData& data, const core::LayerPlace& place)
{
    if (DocumentSession* session = m_workspace.session()) {
        moveLayers(*session, idsIn(data), place);
    }
}

} // namespace ui
