#include "core/commands/set_layer_content.h"

#include <utility>

namespace core {

namespace {

std::int64_t bytes(const LayerContent& content)
{
    return content.pixels.byteSize() + (content.mask ? content.mask->byteSize() : 0);
}

void put(Document& document, LayerId id, const LayerContent& content)
{
    document.setLayerContent(id, content.pixels, content.offset, content.mask);
}

} // namespace

SetLayerContent::SetLayerContent(LayerId layer, LayerContent before, LayerContent after,
                                 std::string label)
    : m_id(layer), m_before(std::move(before)), m_after(std::move(after)), m_label(std::move(label))
{
}

void SetLayerContent::apply(Document& document)
{
    put(document, m_id, m_after);
}

void SetLayerContent::revert(Document& document)
{
    put(document, m_id, m_before);
}

void SetLayerContent::showKept(KeptPixels& to) const
{
    for (const LayerContent* content : {&m_before, &m_after}) {
        to.image(content->pixels);
        if (content->mask) {
            to.image(content->mask->coverage());
        }
    }
}

std::int64_t SetLayerContent::byteSize() const
{
    return bytes(m_before) + bytes(m_after);
}

} // namespace core
