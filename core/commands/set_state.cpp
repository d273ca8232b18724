#include "core/commands/set_state.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

/// Of the layers of `state` that `other` does not hold too.
std::int64_t ownBytes(const DocumentSnapshot& state, const DocumentSnapshot& other)
{
    std::int64_t bytes = 0;
    for (const LayerRef& layer : state.layers) {
        if (std::find(other.layers.begin(), other.layers.end(), layer) == other.layers.end()) {
            bytes += layer->byteSize();
        }
    }
    return bytes;
}

} // namespace

SetState::SetState(DocumentSnapshot before, DocumentSnapshot after, std::string label)
    : m_before(std::move(before)), m_after(std::move(after)), m_label(std::move(label))
{
    m_bytes = ownBytes(m_before, m_after) + ownBytes(m_after, m_before);
    const bool sameMask = m_before.size == m_after.size &&
                          m_before.mask.coverage().changedTiles(m_after.mask.coverage()).empty();
    if (!sameMask) {
        m_bytes += m_before.mask.byteSize() + m_after.mask.byteSize();
    }
}

void SetState::showKept(KeptPixels& to) const
{
    for (const DocumentSnapshot* state : {&m_before, &m_after}) {
        to.image(state->mask.coverage());
        for (const LayerRef& layer : state->layers) {
            to.layer(layer);
        }
    }
}

} // namespace core
