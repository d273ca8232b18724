#pragma once

/// The layers of the open document as rows, top layer first. Edits go through the history; rows are
/// reordered by dragging. GUI thread only.

#include <QAbstractListModel>
#include <QImage>
#include <QTimer>

#include <map>
#include <memory>

#include "core/document/layer.h"

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
        BlendRole,         ///< a core::BlendMode as int
        MaskThumbnailRole, ///< null for a layer without one
        MaskDisabledRole,
        PaintsMaskRole, ///< of the active layer; false = pixels are painted on
        MaskAloneRole   ///< the view shows the mask in grey
    };

    explicit LayerListModel(Workspace& workspace, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    /// Puts the dragged layer between the rows; always false, since the model itself moves it.
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    [[nodiscard]] QModelIndex activeIndex() const;
    void activate(const QModelIndex& index);
    /// The last layer cannot be removed.
    [[nodiscard]] bool canRemove(const QModelIndex& index) const;
    void remove(const QModelIndex& index);

Q_SIGNALS:
    void refreshed();

private:
    /// A small picture and what it was made of.
    struct Thumbnail {
        QImage image;
        QImage mask;
        core::TiledImage pixels;
        core::TiledImage coverage;
    };

    void connectSession(DocumentSession* session);
    [[nodiscard]] bool isActive(const core::Layer& layer) const;
    bool setTarget(const QModelIndex& index, bool on, int role);
    void refresh();
    void refreshThumbnails();
    [[nodiscard]] const Thumbnail& thumbnail(const core::Layer& layer) const;
    [[nodiscard]] std::shared_ptr<const core::Layer> layerAt(const QModelIndex& index) const;

    Workspace& m_workspace;
    mutable std::map<core::LayerId, Thumbnail> m_thumbnails;
    int m_rows = 0;
    QTimer m_thumbnailTimer; ///< after a stroke, not during it
};

} // namespace ui
