#include "core/edit/geometry.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace core {

namespace {

/// The snapshot with each layer replaced by what `change` makes of it.
template <class Change> DocumentSnapshot withLayers(const DocumentSnapshot& snapshot, Change change)
{
    DocumentSnapshot out = snapshot;
    for (LayerRef& layer : out.layers) {
        layer = std::make_shared<const Layer>(change(*layer));
    }
    return out;
}

/// Pixels and mask cut to `area` (canvas pixels); a layer that lies inside stays as it is.
Layer cut(const Layer& layer, const Rect& area)
{
    const Rect bounds = layer.bounds();
    if (area.contains(bounds)) {
        return layer;
    }
    Rect inside = bounds.intersected(area);
    if (inside.isEmpty()) {
        inside = {area.x, area.y, 1, 1}; // a layer has at least a pixel
    }
    const Rect own = inside.translated(-layer.offset.x, -layer.offset.y);
    Layer out = layer;
    out.pixels = layer.pixels.cropped(own);
    if (layer.mask) {
        out.mask = Mask::fromImage(layer.mask->coverage().cropped(own));
    }
    out.offset = {inside.x, inside.y};
    return out;
}

Layer shifted(Layer layer, int dx, int dy)
{
    layer.offset = {layer.offset.x + dx, layer.offset.y + dy};
    return layer;
}

/// Between the layer's own pixels and the canvas.
Affine ownTransform(const Layer& layer, const Affine& onCanvas, Point newOffset)
{
    return Affine::translation(layer.offset.x, layer.offset.y)
        .then(onCanvas)
        .then(Affine::translation(-newOffset.x, -newOffset.y));
}

Layer warpedInto(const Layer& layer, const Affine& onCanvas, const Rect& bounds,
                 const std::stop_token& stop)
{
    Layer out = layer;
    out.offset = {bounds.x, bounds.y};
    const Affine own = ownTransform(layer, onCanvas, out.offset);
    const Rect whole = Rect::fromSize(bounds.size());
    out.pixels = warped(layer.pixels, own, whole, stop);
    if (layer.mask) {
        out.mask = Mask::fromImage(warped(layer.mask->coverage(), own, whole, stop));
    }
    return out;
}

/// Without tiles at the borders that hold nothing.
Layer trimmed(Layer layer)
{
    const Rect used = layer.pixels.occupiedTiles();
    return used.isEmpty() ? layer : cut(layer, used.translated(layer.offset.x, layer.offset.y));
}

} // namespace

DocumentSnapshot withCanvas(const DocumentSnapshot& snapshot, const Rect& area, Outside outside)
{
    DocumentSnapshot out = withLayers(snapshot, [&](const Layer& layer) {
        return shifted(outside == Outside::Delete ? cut(layer, area) : layer, -area.x, -area.y);
    });
    out.size = area.size();
    out.mask = Mask::fromImage(snapshot.mask.coverage().cropped(area));
    return out;
}

DocumentSnapshot straightened(const DocumentSnapshot& snapshot, double degrees, const Rect& area,
                              Outside outside, const std::stop_token& stop)
{
    if (degrees == 0) {
        return withCanvas(snapshot, area, outside);
    }
    const double middleX = area.x + area.width / 2.0;
    const double middleY = area.y + area.height / 2.0;
    const Affine turn = Affine::translation(-middleX, -middleY)
                            .then(Affine::rotation(degrees))
                            .then(Affine::translation(middleX, middleY));
    DocumentSnapshot turned = withLayers(snapshot, [&](const Layer& layer) {
        Rect bounds = turn.boundsOf(layer.bounds());
        if (outside == Outside::Delete) {
            bounds = bounds.intersected(area);
        }
        if (bounds.isEmpty()) {
            bounds = {area.x, area.y, 1, 1};
        }
        return warpedInto(layer, turn, bounds, stop);
    });
    turned.mask = Mask::fromImage(
        warped(snapshot.mask.coverage(), turn, Rect::fromSize(snapshot.size), stop));
    return withCanvas(turned, area, outside);
}

DocumentSnapshot oriented(const DocumentSnapshot& snapshot, Orientation orientation)
{
    DocumentSnapshot out = withLayers(snapshot, [&](const Layer& layer) {
        Layer result = layer;
        const Rect bounds = orientedRect(layer.bounds(), snapshot.size, orientation);
        result.offset = {bounds.x, bounds.y};
        result.pixels = oriented(layer.pixels, orientation);
        if (layer.mask) {
            result.mask = Mask::fromImage(oriented(layer.mask->coverage(), orientation));
        }
        return result;
    });
    if (swapsSides(orientation)) {
        std::swap(out.size.width, out.size.height);
    }
    out.mask = Mask::fromImage(oriented(snapshot.mask.coverage(), orientation));
    return out;
}

DocumentSnapshot withImageSize(const DocumentSnapshot& snapshot, Size size, ResampleFilter filter,
                               const std::stop_token& stop)
{
    const ResizeFactors factors{size.width / static_cast<double>(snapshot.size.width),
                                size.height / static_cast<double>(snapshot.size.height)};
    DocumentSnapshot out = withLayers(snapshot, [&](const Layer& layer) {
        Layer result = layer;
        PlacedImage placed = resampledOnCanvas({layer.pixels, layer.offset}, factors, filter, stop);
        result.pixels = std::move(placed.pixels);
        result.offset = placed.offset;
        if (layer.mask) {
            result.mask = Mask::fromImage(
                resampledOnCanvas({layer.mask->coverage(), layer.offset}, factors, filter, stop)
                    .pixels);
        }
        return result;
    });
    out.size = size;
    out.mask = Mask::fromImage(resampled(snapshot.mask.coverage(), size, filter, stop));
    return out;
}

Layer transformed(const Layer& layer, const Affine& onCanvas, const std::stop_token& stop)
{
    if (onCanvas.isWholeShift()) {
        const Rect bounds = onCanvas.boundsOf(layer.bounds());
        return shifted(layer, bounds.x - layer.offset.x, bounds.y - layer.offset.y);
    }
    const Layer small = trimmed(layer);
    Rect bounds = onCanvas.boundsOf(small.bounds());
    bounds.width = std::max(1, bounds.width);
    bounds.height = std::max(1, bounds.height);
    return warpedInto(small, onCanvas, bounds, stop);
}

} // namespace core
