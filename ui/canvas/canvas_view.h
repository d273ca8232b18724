#pragma once

/// Shows the document and passes the pointer to the active tool. Draws only what is in view and
/// changed, from tiles that are ready. GUI thread only.

#include <QBasicTimer>
#include <QImage>
#include <QWidget>

#include <memory>
#include <vector>

#include "core/io/color_transform.h"
#include "ui/canvas/canvas_frame.h"
#include "ui/canvas/marching_ants.h"
#include "ui/canvas/tile_cache.h"
#include "ui/canvas/viewport.h"
#include "ui/document_jobs.h"
#include "ui/tools/selection_jobs.h"
#include "ui/tools/selection_settings.h"
#include "ui/tools/tool.h"
#include "ui/tools/tool_settings.h"

namespace ui {

/// A picture that is being made, drawn over the document.
struct CanvasPreview {
    QImage image;    ///< premultiplied, transparent where the document shows
    core::Rect area; ///< canvas pixels it is stretched over
};

class CanvasView final : public QWidget, private ToolHost {
    Q_OBJECT

public:
    explicit CanvasView(BrushSettings& brush, QWidget* parent = nullptr);
    ~CanvasView() override;

    void setSession(DocumentSession* session);
    /// An id of tools(); a stroke in progress is cancelled.
    void setTool(const QString& id);
    [[nodiscard]] QString tool() const { return m_toolId; }
    [[nodiscard]] const Tool& activeTool() const { return *m_tool; }

    void setPreviews(std::vector<CanvasPreview> previews);
    /// It goes as soon as the document itself is drawn up to date.
    void endPreview();
    void setMaskColor(const QColor& color);
    /// The selection as a translucent colour.
    void setMaskVisible(bool visible);
    [[nodiscard]] bool isMaskVisible() const { return m_maskVisible; }
    /// The edge of the selection as moving dashes.
    void setEdgeVisible(bool visible);
    /// Lines between pixels, from 800 % on.
    void setGridVisible(bool visible);
    /// The photo without generated layers, while a key is held.
    void setShowOriginal(bool on);
    [[nodiscard]] bool showsOriginal() const { return m_showOriginal; }
    /// Calls off what the tool has begun; false if there was nothing.
    bool cancelStroke();

    /// What the selection tools share, and their work in the background.
    [[nodiscard]] SelectionSettings& selection() override { return m_selection; }
    [[nodiscard]] SelectionJobs& selectionJobs() override { return m_jobs; }
    /// The same for the other tools.
    [[nodiscard]] ToolSettings& settings() override { return m_settings; }
    [[nodiscard]] DocumentJobs& jobs() override { return m_documentJobs; }
    /// Carries out what the tool has begun; whether it had begun anything.
    bool applyTool();

    [[nodiscard]] const Viewport& view() const { return m_viewport; }
    void fit();
    void setZoom(double zoom);
    void zoomStep(int direction);
    /// Moves the view so that this point of the document is in its middle.
    void centreOn(QPointF pixel);
    /// Of the view alone, degrees clockwise; the document stays as it is.
    void setRotation(double degrees);
    void setMirrored(bool mirrored);
    /// Everything in view is drawn from up-to-date tiles.
    [[nodiscard]] bool isSettled() const;
    /// The whole picture as its tiles have it, some `side` pixels long; null until they are made,
    /// which this asks for. For when the canvas is settled.
    [[nodiscard]] QImage overview(int side);
    /// The ICC file of the screen; empty = sRGB. A damaged one counts as empty.
    void setDisplayProfile(std::vector<std::uint8_t> profile);

Q_SIGNALS:
    void viewChanged();
    /// What is drawn of the document may look different, or its tiles have been made.
    void pictureChanged();
    /// Document pixel under the pointer; null coordinates (-1, -1) outside.
    void pointerMoved(QPoint pixel);
    /// A tool could not do what was asked for; one sentence.
    void complained(const QString& reason);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] DocumentSession* session() const override { return m_session; }
    [[nodiscard]] Viewport& viewport() override { return m_viewport; }
    [[nodiscard]] BrushSettings& brush() override { return m_brush; }
    void viewportChanged() override;
    void overlayChanged() override;
    void showInstead(std::optional<core::DocumentSnapshot> snapshot,
                     const core::Rect& area) override;
    void complain(const QString& reason) override { Q_EMIT complained(reason); }
    void connectSession();
    /// What the tiles are made of: the document, something instead of it, or a layer's mask.
    [[nodiscard]] TileSource shownSource() const;
    void refreshAll();
    /// What the screen needs for the document's colours; true if that is not what it was.
    bool followProfile();

    [[nodiscard]] PointerEvent pointerEvent(QPointF view, Qt::KeyboardModifiers modifiers) const;
    void beginStroke(Tool& tool, const PointerEvent& event);
    void moveStroke(const PointerEvent& event);
    void endStroke(const PointerEvent& event);
    void setSpaceHeld(bool held);
    void setTabHeld(bool held);
    /// The picture or the selection looks different in `area` (document pixels).
    void updateArea(const core::Rect& area);
    void dropEndedPreview();
    void refreshFrame();
    void followAnts();
    void paintPreview(QPainter& painter);
    void paintGrid(QPainter& painter);
    void paintAnts(QPainter& painter);
    [[nodiscard]] bool showsMask() const;
    [[nodiscard]] TileCache& shownTiles() { return m_showOriginal ? m_original : m_tiles; }
    void updateCursor();
    [[nodiscard]] core::DocumentSnapshot originalSnapshot() const;

    BrushSettings& m_brush;
    SelectionSettings m_selection;
    SelectionJobs m_jobs;
    ToolSettings m_settings;
    DocumentJobs m_documentJobs;
    DocumentSession* m_session = nullptr;
    Viewport m_viewport;
    TileCache m_tiles;
    TileCache m_original;
    TileCache m_maskTiles;
    std::optional<core::DocumentSnapshot> m_instead; ///< drawn in place of the document
    core::Rect m_changedBehind; ///< of the document while something else was drawn
    CanvasFrame m_frame;
    MarchingAnts m_ants;
    QBasicTimer m_march;
    QColor m_maskColor;
    std::vector<CanvasPreview> m_previews;
    bool m_previewEnds = false;
    QString m_toolId;
    std::unique_ptr<Tool> m_tool;
    std::unique_ptr<Tool> m_panTool;
    Tool* m_stroke = nullptr; ///< the one of the two above that is being used
    QPointF m_pointer;
    QRectF m_cursorArea; ///< where the brush's outline was drawn last
    bool m_spaceHeld = false;
    bool m_tabHeld = false; ///< compares with the original
    bool m_tabletActive = false;
    bool m_maskVisible = true;
    bool m_edgeVisible = true;
    bool m_gridVisible = true;
    bool m_showOriginal = false;
    bool m_maskAlone = false; ///< what the tiles show
    std::vector<std::uint8_t> m_displayProfile;
    std::vector<std::uint8_t> m_documentProfile; ///< that m_toScreen begins with
    std::shared_ptr<const core::ColorTransform>
        m_toScreen; ///< null = colours are shown as they are
};

} // namespace ui
