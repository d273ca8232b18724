#pragma once

/// One open document with its history and where it is kept. Tells the window what changed.
/// GUI thread only.

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/document/document.h"
#include "core/undo/undo_stack.h"

namespace ui {

class DocumentSession final : public QObject {
    Q_OBJECT

public:
    /// `path` = the layered file it came from; empty for a photo that was opened (saving then asks
    /// for a name). `name` = what the title shows.
    DocumentSession(std::unique_ptr<core::Document> document, QString path, QString name);
    ~DocumentSession() override;

    [[nodiscard]] core::Document& document() { return *m_document; }
    [[nodiscard]] const core::Document& document() const { return *m_document; }
    [[nodiscard]] core::UndoStack& history() { return m_history; }
    [[nodiscard]] const core::UndoStack& history() const { return m_history; }

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] bool isModified() const { return !m_history.isClean(); }
    /// Whether anything is selected. Cheap: worked out once after each change.
    [[nodiscard]] bool hasMask() const;

    /// What was selected before it was last cleared, to select it again; of no size at first.
    [[nodiscard]] const core::Mask& lastSelection() const { return m_lastSelection; }
    void setLastSelection(core::Mask mask) { m_lastSelection = std::move(mask); }

    /// What commands for several layers work on, bottom to top: what was picked beside the active
    /// layer, and that; only that once it is none of these.
    [[nodiscard]] std::vector<core::LayerId> selectedLayers() const;
    void setSelectedLayers(std::vector<core::LayerId> ids) { m_selectedLayers = std::move(ids); }

    /// What painting tools work on: the pixels of the active layer, or its mask. Falls back to the
    /// pixels when the mask goes or another layer becomes active.
    [[nodiscard]] bool paintsMask() const;
    void setPaintsMask(bool on);
    /// The view shows the mask that is painted on, in grey, instead of the picture.
    [[nodiscard]] bool showsMaskAlone() const { return m_maskAlone && paintsMask(); }
    void setShowsMaskAlone(bool on);

    /// What is in the document now is what lies in `path`, if `revision` is still the current one
    /// (a save takes time; whoever paints meanwhile has unsaved changes).
    void markSaved(const QString& path, std::uint64_t revision);

Q_SIGNALS:
    void pixelsChanged(const core::Rect& area);
    void structureChanged();
    void maskChanged(const core::Rect& area);
    void historyChanged();
    /// paintsMask() or showsMaskAlone().
    void paintTargetChanged();
    /// Path, name or the modified flag.
    void stateChanged();

private:
    void dropLostTarget();

    class Observer; ///< turns the document's calls into signals (they share their names)
    std::unique_ptr<core::Document> m_document;
    std::unique_ptr<Observer> m_observer;
    core::UndoStack m_history;
    QString m_path;
    QString m_name;
    core::Mask m_lastSelection;
    mutable std::optional<bool> m_hasMask;
    std::vector<core::LayerId> m_selectedLayers;
    core::LayerId m_maskTarget = 0; ///< whose mask is painted on; 0 = pixels are
    bool m_maskAlone = false;
};

} // namespace ui
