#pragma once

/// The picture being edited: layers from bottom to top, a selection, where it came from.
///
/// Document: GUI thread only (one thread; nothing in here locks). Changing functions are called by
/// commands of the undo stack; a live brush stroke is the one exception (editMask, editPixels),
/// followed by a command that holds before and after.
/// DocumentSnapshot: immutable, any thread, costs tables of pointers.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/document/layer.h"
#include "core/document/layer_tree.h"
#include "core/image/mask.h"
#include "core/image/tiled_image.h"

namespace core {

/// What a file carried besides pixels; kept as it was and written back by the exporters.
struct DocumentInfo {
    std::string sourcePath;               ///< file it was opened from, UTF-8; empty = new
    std::vector<std::uint8_t> iccProfile; ///< empty = sRGB
    /// Opaque blocks by kind: "exif", "xmp", "iptc", and whatever a format wants back.
    std::map<std::string, std::vector<std::uint8_t>> metadata;
};

struct DocumentSnapshot {
    Size size;
    PixelFormat format = PixelFormat::Rgba8;
    LayerList layers; ///< bottom to top, a group above what lies in it
    LayerId activeLayer = 0;
    Mask mask; ///< the selection
    std::shared_ptr<const DocumentInfo> info;
    std::uint64_t revision = 0;
    LayerId nextId = 1; ///< the first that no layer has had yet

    [[nodiscard]] Rect rect() const { return Rect::fromSize(size); }
};

/// Told after each change, on the thread that made it. Must not change the document.
class DocumentObserver {
public:
    virtual ~DocumentObserver() = default;
    /// The composite may differ inside `canvasArea`.
    virtual void pixelsChanged(const Rect& canvasArea) = 0;
    /// Layers came, went, moved or changed properties, or the canvas changed its size.
    virtual void structureChanged() = 0;
    /// The selection may differ inside `canvasArea`.
    virtual void maskChanged(const Rect& canvasArea) = 0;
};

class Document {
public:
    /// An empty canvas. Both sides must be > 0.
    explicit Document(Size size, PixelFormat format = PixelFormat::Rgba8);
    /// A document of one layer called `name` with these pixels; it takes their size and format.
    [[nodiscard]] static std::unique_ptr<Document> fromImage(TiledImage pixels, std::string name,
                                                             DocumentInfo info = {});

    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    [[nodiscard]] DocumentSnapshot snapshot() const;

    [[nodiscard]] Size size() const { return m_state.size; }
    [[nodiscard]] Rect rect() const { return m_state.rect(); }
    [[nodiscard]] PixelFormat format() const { return m_state.format; }
    [[nodiscard]] const DocumentInfo& info() const { return *m_state.info; }
    /// Grows with each change of pixels, layers or selection; undo counts as a change.
    [[nodiscard]] std::uint64_t revision() const { return m_state.revision; }
    [[nodiscard]] const LayerList& layers() const { return m_state.layers; }
    /// Null for an id that is not there.
    [[nodiscard]] LayerRef layer(LayerId id) const;
    /// -1 for an id that is not there; 0 is the bottom.
    [[nodiscard]] int indexOf(LayerId id) const;
    [[nodiscard]] LayerId activeLayer() const { return m_state.activeLayer; }
    [[nodiscard]] const Mask& mask() const { return m_state.mask; }

    void setInfo(DocumentInfo info);
    /// Ignores ids that are not there. Tells structureChanged; not a change to undo.
    void setActiveLayer(LayerId id);

    /// Puts `layer` at `index` (clamped; layers().size() = top) and returns its id: the one it
    /// carries, or a new one. It becomes the active layer. If its parent does not fit the place it
    /// gets that of the layer below.
    LayerId insertLayer(int index, Layer layer);
    /// Takes the layer out; the one below becomes active. The id must be there, and nothing in it
    /// if it is a group (core/edit/layer_groups.h does more).
    LayerRef removeLayer(LayerId id);
    void setLayerProperties(LayerId id, LayerProperties properties);
    /// Replaces pixels, place and mask together.
    void setLayerContent(LayerId id, TiledImage pixels, Point offset, std::optional<Mask> mask);
    /// Replaces everything of the layer with this id, in its place in the stack.
    void replaceLayer(Layer layer);
    /// New canvas size; layers move by `shift`, the selection is given.
    void setCanvas(Size size, Point shift, Mask mask);

    /// Canvas, layers (a tree), active layer and selection become those of `state`; info, format
    /// and the count of revisions stay. Layers that are the same objects are not drawn again.
    void restore(const DocumentSnapshot& state);

    /// The selection becomes `mask` (of the canvas's size); `dirty` = where it may differ.
    void setMask(Mask mask, const Rect& dirty);
    /// Calls `edit`, which changes the selection and returns where.
    Rect editMask(const std::function<Rect(Mask&)>& edit);
    /// Calls `edit` with the pixels and mask of the layer; it returns where it changed them, in the
    /// layer's own coordinates. Size and format must stay.
    Rect editLayer(LayerId id, const std::function<Rect(TiledImage&, std::optional<Mask>&)>& edit);

    /// The observer must be removed before it dies.
    void addObserver(DocumentObserver* observer);
    void removeObserver(DocumentObserver* observer);

private:
    [[nodiscard]] std::shared_ptr<Layer> mutableLayer(int index);
    void notifyPixels(const Rect& area);
    void notifyStructure();

    DocumentSnapshot m_state;
    std::vector<DocumentObserver*> m_observers;
};

} // namespace core
