#include "core/commands/move_layer.h"

namespace core {

void MoveLayer::apply(Document& document)
{
    m_from = document.indexOf(m_id);
    document.moveLayer(m_id, m_to);
}

void MoveLayer::revert(Document& document)
{
    document.moveLayer(m_id, m_from);
}

} // namespace core
