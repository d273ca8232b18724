#include "core/commands/replace_layer.h"

#include <utility>

namespace core {

ReplaceLayer::ReplaceLayer(Layer after, std::string label)
    : m_after(std::move(after)), m_label(std::move(label))
{
}

void ReplaceLayer::apply(Document& document)
{
    if (!m_before) {
        m_before = document.layer(m_after.id);
    }
    document.replaceLayer(m_after);
}

void ReplaceLayer::revert(Document& document)
{
    document.replaceLayer(*m_before);
}

std::int64_t ReplaceLayer::byteSize() const
{
    return m_after.byteSize() + (m_before ? m_before->byteSize() : 0);
}

} // namespace core
