#include "core/commands/remove_layer.h"

namespace core {

void RemoveLayer::apply(Document& document)
{
    m_activeBefore = document.activeLayer();
    m_index = document.indexOf(m_id);
    m_layer = document.removeLayer(m_id);
}

void RemoveLayer::revert(Document& document)
{
    document.insertLayer(m_index, *m_layer);
    document.setActiveLayer(m_activeBefore);
}

} // namespace core
