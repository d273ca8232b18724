#include "core/document/document.h"

#include <algorithm>
#include <atomic>
#include <cassert>

namespace core {

namespace {

/// What has to be drawn again when `before` becomes `after` on the same canvas.
Rect differingArea(const LayerList& before, const LayerList& after)
{
    Rect out;
    std::size_t first = 0;
    while (first < before.size() && first < after.size() && before[first] == after[first]) {
        ++first;
    }
    std::size_t last = 0;
    while (first + last < before.size() && first + last < after.size() &&
           before[before.size() - 1 - last] == after[after.size() - 1 - last]) {
        ++last;
    }
    for (const LayerList* side : {&before, &after}) {
        for (std::size_t i = first; i + last < side->size(); ++i) {
            out = out.united(occupiedBy(*side, static_cast<int>(i)));
        }
    }
    return out;
}

} // namespace

Document::Document(Size size, PixelFormat format)
{
    assert(!size.isEmpty());
    m_state.size = size;
    m_state.format = format;
    m_state.mask = Mask(size);
    m_state.info = std::make_shared<const DocumentInfo>();
}

std::unique_ptr<Document> Document::fromImage(TiledImage pixels, std::string name,
                                              DocumentInfo info)
{
    auto out = std::make_unique<Document>(pixels.size(), pixels.format());
    Layer layer;
    layer.properties.name = std::move(name);
    layer.pixels = std::move(pixels);
    out->insertLayer(0, std::move(layer));
    out->setInfo(std::move(info));
    return out;
}

DocumentSnapshot Document::snapshot() const
{
    return m_state;
}

LayerRef Document::layer(LayerId id) const
{
    const int index = indexOf(id);
    return index >= 0 ? m_state.layers[static_cast<std::size_t>(index)] : nullptr;
}

int Document::indexOf(LayerId id) const
{
    return core::indexOf(m_state.layers, id);
}

void Document::setInfo(DocumentInfo info)
{
    m_state.info = std::make_shared<const DocumentInfo>(std::move(info));
}

void Document::setActiveLayer(LayerId id)
{
    if (id == m_state.activeLayer || indexOf(id) < 0) {
        return;
    }
    m_state.activeLayer = id;
    for (DocumentObserver* observer : std::vector(m_observers)) {
        observer->structureChanged();
    }
}

LayerId Document::insertLayer(int index, Layer layer)
{
    if (layer.id == 0) {
        layer.id = m_state.nextId;
    }
    assert(indexOf(layer.id) < 0);
    m_state.nextId = std::max(m_state.nextId, layer.id + 1);
    const LayerId id = layer.id;
    const Rect area = layer.occupied();
    index = std::clamp(index, 0, static_cast<int>(m_state.layers.size()));
    if (!placeFits(m_state.layers, index, layer.parent)) {
        layer.parent =
            index > 0 ? m_state.layers[static_cast<std::size_t>(index) - 1]->parent : LayerId{0};
    }
    m_state.layers.insert(m_state.layers.begin() + index,
                          std::make_shared<Layer>(std::move(layer)));
    m_state.activeLayer = id;
    notifyStructure();
    notifyPixels(area);
    return id;
}

LayerRef Document::removeLayer(LayerId id)
{
    const int index = indexOf(id);
    assert(index >= 0 && firstOf(m_state.layers, index) == index);
    LayerRef out = m_state.layers[static_cast<std::size_t>(index)];
    m_state.layers.erase(m_state.layers.begin() + index);
    if (m_state.activeLayer == id) {
        const auto below = static_cast<std::size_t>(std::max(0, index - 1));
        m_state.activeLayer = m_state.layers.empty() ? 0 : m_state.layers[below]->id;
    }
    notifyStructure();
    notifyPixels(out->occupied());
    return out;
}

void Document::setLayerProperties(LayerId id, LayerProperties properties)
{
    const int index = indexOf(id);
    assert(index >= 0);
    const std::shared_ptr<Layer> layer = mutableLayer(index);
    const bool looksSame = layer->properties.opacity == properties.opacity &&
                           layer->properties.blend == properties.blend &&
                           layer->properties.visible == properties.visible &&
                           layer->properties.maskDisabled == properties.maskDisabled &&
                           layer->properties.passThrough == properties.passThrough;
    const Rect before = occupiedBy(m_state.layers, index);
    layer->properties = std::move(properties);
    notifyStructure();
    if (!looksSame) {
        notifyPixels(before.united(layer->occupied()));
    }
}

void Document::setLayerContent(LayerId id, TiledImage pixels, Point offset,
                               std::optional<Mask> mask)
{
    const int index = indexOf(id);
    assert(index >= 0);
    assert(!mask || mask->size() == pixels.size());
    const std::shared_ptr<Layer> layer = mutableLayer(index);
    const Rect before = layer->occupied();
    layer->pixels = std::move(pixels);
    layer->offset = offset;
    layer->mask = std::move(mask);
    notifyStructure();
    notifyPixels(before.united(layer->occupied()));
}

void Document::replaceLayer(Layer layer)
{
    const int index = indexOf(layer.id);
    assert(index >= 0);
    LayerRef& place = m_state.layers[static_cast<std::size_t>(index)];
    assert(layer.isGroup == place->isGroup);
    const Rect area = occupiedBy(m_state.layers, index).united(layer.occupied());
    layer.parent = place->parent;
    place = std::make_shared<Layer>(std::move(layer));
    notifyStructure();
    notifyPixels(area);
}

void Document::setCanvas(Size size, Point shift, Mask mask)
{
    assert(!size.isEmpty() && mask.size() == size);
    m_state.size = size;
    m_state.mask = std::move(mask);
    for (std::size_t i = 0; i < m_state.layers.size(); ++i) {
        const std::shared_ptr<Layer> layer = mutableLayer(static_cast<int>(i));
        layer->offset = {layer->offset.x + shift.x, layer->offset.y + shift.y};
    }
    notifyStructure();
    notifyPixels(rect());
    for (DocumentObserver* observer : std::vector(m_observers)) {
        observer->maskChanged(rect());
    }
}

void Document::restore(const DocumentSnapshot& state)
{
    assert(!state.size.isEmpty() && state.mask.size() == state.size && isTree(state.layers));
    const bool sameCanvas = state.size == m_state.size;
    const Rect dirty =
        sameCanvas ? differingArea(m_state.layers, state.layers) : Rect::fromSize(state.size);
    const bool sameMask =
        sameCanvas && m_state.mask.coverage().changedTiles(state.mask.coverage()).empty();
    m_state.size = state.size;
    m_state.layers = state.layers;
    m_state.activeLayer = state.activeLayer;
    m_state.mask = state.mask;
    m_state.nextId = std::max(m_state.nextId, state.nextId);
    for (const LayerRef& layer : m_state.layers) {
        m_state.nextId = std::max(m_state.nextId, layer->id + 1);
    }
    notifyStructure();
    notifyPixels(dirty);
    if (!sameMask) {
        for (DocumentObserver* observer : std::vector(m_observers)) {
            observer->maskChanged(rect());
        }
    }
}

void Document::setMask(Mask mask, const Rect& dirty)
{
    assert(mask.size() == m_state.size);
    m_state.mask = std::move(mask);
    ++m_state.revision;
    for (DocumentObserver* observer : std::vector(m_observers)) {
        observer->maskChanged(dirty);
    }
}

Rect Document::editMask(const std::function<Rect(Mask&)>& edit)
{
    const Rect dirty = edit(m_state.mask);
    assert(m_state.mask.size() == m_state.size);
    if (!dirty.isEmpty()) {
        ++m_state.revision;
        for (DocumentObserver* observer : std::vector(m_observers)) {
            observer->maskChanged(dirty);
        }
    }
    return dirty;
}

Rect Document::editLayer(LayerId id,
                         const std::function<Rect(TiledImage&, std::optional<Mask>&)>& edit)
{
    const int index = indexOf(id);
    assert(index >= 0);
    const std::shared_ptr<Layer> layer = mutableLayer(index);
    const Rect dirty = edit(layer->pixels, layer->mask);
    if (!dirty.isEmpty()) {
        notifyPixels(dirty.translated(layer->offset.x, layer->offset.y));
    }
    return dirty;
}

void Document::addObserver(DocumentObserver* observer)
{
    m_observers.push_back(observer);
}

void Document::removeObserver(DocumentObserver* observer)
{
    std::erase(m_observers, observer);
}

std::shared_ptr<Layer> Document::mutableLayer(int index)
{
    LayerRef& place = m_state.layers[static_cast<std::size_t>(index)];
    if (place.use_count() != 1) {
        place = std::make_shared<Layer>(*place);
    } else {
        // A reader on another thread may just have let go of it: its reads come before our writes.
        std::atomic_thread_fence(std::memory_order_acquire);
    }
    return std::const_pointer_cast<Layer>(place);
}

void Document::notifyPixels(const Rect& area)
{
    ++m_state.revision;
    const Rect visible = area.intersected(rect());
    if (visible.isEmpty()) {
        return;
    }
    for (DocumentObserver* observer : std::vector(m_observers)) {
        observer->pixelsChanged(visible);
    }
}

void Document::notifyStructure()
{
    ++m_state.revision;
    for (DocumentObserver* observer : std::vector(m_observers)) {
        observer->structureChanged();
    }
}

} // namespace core
