#pragma once

/// Generates while the user is still painting the mask or typing: few steps at once, all of them when
/// they pause. The latest state wins; what comes lies on the shelf like any other result. No widgets.
/// GUI thread only.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

#include "ui/fill_controller.h"
#include "ui/generate/candidate_shelf.h"

namespace ui {

class LiveRefill final : public QObject {
    Q_OBJECT

public:
    static constexpr int kQuickSteps = 4;

    LiveRefill(Workspace& workspace, diffusion::FillService& service, Background& background,
               CandidateShelf& shelf, QObject* parent = nullptr);

    void setEnabled(bool on);
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    /// What is asked for now; called when a run begins. An empty answer = nothing can begin.
    void setSource(std::function<std::optional<FillParams>()> source) { m_source = std::move(source); }
    /// The mask or the words changed.
    void touch();
    /// Other generations have the engine meanwhile.
    void setHeld(bool held);

    /// From the last change to the first picture after it, milliseconds; negative before one.
    [[nodiscard]] qint64 firstPictureAfter() const { return m_firstPicture; }
    [[nodiscard]] bool isRunning() const { return m_fills.isRunning(); }

Q_SIGNALS:
    /// On its way, over `area` of the document.
    void previewReady(const QImage& image, const core::Rect& area);
    void previewEnded();
    /// A result is on the shelf; whether it is the refined one.
    void shown(bool refined);

private:
    void begin(bool quick);
    void pictured();

    FillController m_fills;
    CandidateShelf& m_shelf;
    std::function<std::optional<FillParams>()> m_source;
    QTimer m_soon;
    QTimer m_idle;
    QElapsedTimer m_sinceChange;
    qint64 m_firstPicture = -1;
    OutcomeRef m_outcome; ///< what lies on the shelf
    OutcomeRef m_next;    ///< what is being made
    bool m_enabled = false;
    bool m_held = false;
    bool m_quick = true;
    bool m_waiting = false; ///< changed while a run is being stopped
    bool m_seen = true;     ///< a picture has come since the change
};

} // namespace ui
