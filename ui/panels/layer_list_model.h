#pragma once

/// The layers of the open document as rows, top layer first. Edits go through the history.
/// GUI thread only.

#include <QAbstractListModel>
#include <QImage>

#include <map>

#include "core/document/layer.h"

namespace ui {

class DocumentSession;
class Workspace;

class LayerListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { VisibleRole = Qt::UserRole, OpacityRole, LayerIdRole, ThumbnailRole };

    explicit LayerListModel(Workspace& workspace, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    [[nodiscard]] QModelIndex activeIndex() const;
    void activate(const QModelIndex& index);
    /// The last layer cannot be removed.
    [[nodiscard]] bool canRemove(const QModelIndex& index) const;
    void remove(const QModelIndex& index);

Q_SIGNALS:
    void refreshed();

private:
    void connectSession(DocumentSession* session);
    void refresh();
    [[nodiscard]] std::shared_ptr<const core::Layer> layerAt(const QModelIndex& index) const;

    Workspace& m_workspace;
    mutable std::map<core::LayerId, QImage> m_thumbnails;
    int m_rows = 0;
};

} // namespace ui
