#pragma once

/// Shows an adjustment on the canvas while its values are being chosen: what is in view is reduced
/// to about the screen's pixels once, then adjusted for each change. GUI thread only.

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

#include "core/adjust/adjustment.h"
#include "core/document/document.h"
#include "ui/background.h"

namespace ui {

class CanvasView;
class DocumentSession;

class AdjustPreview final : public QObject {
    Q_OBJECT

public:
    AdjustPreview(const core::Adjustment& adjustment, DocumentSession& session, CanvasView& canvas,
                  QObject* parent);
    ~AdjustPreview() override;

    void show(const core::AdjustValues& values);
    void hide();
    /// Nothing is being worked out; for tests.
    [[nodiscard]] bool isIdle() const { return !m_working && !m_wanted && !m_timer.isActive(); }

private:
    struct Part;
    void start();
    void take(std::shared_ptr<const Part> part, const QImage& image);
    [[nodiscard]] std::shared_ptr<const Part> currentPart() const;

    const core::Adjustment& m_adjustment;
    QPointer<DocumentSession> m_session;
    CanvasView& m_canvas;
    std::shared_ptr<const Part> m_part; ///< the small copy, while view and document stay
    std::optional<core::AdjustValues> m_shown;
    bool m_wanted = false;
    bool m_working = false;
    QTimer m_timer; ///< waits until the view stands still
    std::stop_source m_stop;
    Background m_background; ///< last: its end waits for the work
};

} // namespace ui
