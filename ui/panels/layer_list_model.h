#pragma once

/// The layers of the open document as rows, top layer first; what lies in a group that is folded
/// has none. Edits go through the history. GUI thread only.

#include <QAbstractListModel>
#include <QImage>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "core/edit/layer_groups.h"

namespace ui {

class DocumentSession;
class Workspace;

class LayerListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        VisibleRole = Qt::UserRole,
        OpacityRole,
        LayerIdRole,
        ThumbnailRole,
        LockedRole,
        BlendRole,         ///< a core::BlendMode as int, or kPassThrough
        MaskThumbnailRole, ///< null for a layer without one
        MaskDisabledRole,
        PaintsMaskRole, ///< of the active layer; false = pixels are painted on
        MaskAloneRole,  ///< the view shows the mask in grey
        GroupRole,
        FoldedRole, ///< of a group; not part of the document
        DepthRole,  ///< how many groups lie around it
        ShownRole   ///< it and all groups around it are visible
    };
    static constexpr int kPassThrough = -1; ///< a group whose layers meet what lies below it

    explicit LayerListModel(Workspace& workspace, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

    /// Where layers go that are dropped between the rows `gap - 1` and `gap`, as near to `depth` as
    /// that place allows.
    struct DropPlace {
        core::LayerPlace place;
        int depth = 0;
    };
    [[nodiscard]] DropPlace placeBetween(int gap, int depth) const;
    /// At the top of the group in this row.
    [[nodiscard]] DropPlace placeIn(const QModelIndex& group) const;
    /// Whether `data` holds layers that could go there.
    [[nodiscard]] bool canDrop(const QMimeData& data, const core::LayerPlace& place) const;
    void drop(const QMimeData& data, const core::LayerPlace& place);

    [[nodiscard]] QModelIndex activeIndex() const;
    void activate(const QModelIndex& index);
    /// The rows of the layers that commands for several work on.
    [[nodiscard]] QModelIndexList selectedIndexes() const;
    void select(const QModelIndexList& indexes);
    void removeSelected();

Q_SIGNALS:
    void refreshed();

private:
    /// A small picture and what it was made of.
    struct Thumbnail {
        QImage image;
        QImage mask;
        core::TiledImage pixels;
        core::TiledImage coverage;
        bool maskDisabled = false;
    };
    struct Row {
        core::LayerId id = 0;
        int depth = 0;
        bool shown = true;
        friend bool operator==(const Row&, const Row&) = default;
    };

    void connectSession(DocumentSession* session);
    [[nodiscard]] std::vector<Row> rowsNow();
    void unfoldAround(core::LayerId id);
    bool setFolded(const core::Layer& group, bool on);
    [[nodiscard]] std::vector<core::LayerId> idsIn(const QMimeData& data) const;
    [[nodiscard]] bool isActive(const core::Layer& layer) const;
    bool setTarget(const QModelIndex& index, bool on, int role);
    void refresh();
    void refreshThumbnails();
    [[nodiscard]] const Thumbnail& thumbnail(const core::Layer& layer) const;
    [[nodiscard]] std::shared_ptr<const core::Layer> layerAt(const QModelIndex& index) const;

    Workspace& m_workspace;
    mutable std::map<core::LayerId, Thumbnail> m_thumbnails;
    std::vector<Row> m_rows; ///< top first
    std::set<core::LayerId> m_folded;
    QTimer m_thumbnailTimer; ///< after a stroke, not during it
};

} // namespace ui
