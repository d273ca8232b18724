#include "core/commands/add_layer.h"

namespace core {

AddLayer::AddLayer(Layer layer, int index, std::string label)
    : m_layer(std::move(layer)), m_index(index), m_label(std::move(label))
{
}

void AddLayer::apply(Document& document)
{
    m_activeBefore = document.activeLayer();
    m_layer.id = document.insertLayer(m_index, m_layer);
}

void AddLayer::revert(Document& document)
{
    document.removeLayer(m_layer.id);
    document.setActiveLayer(m_activeBefore);
}

} // namespace core
