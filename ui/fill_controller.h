#pragma once

/// Runs one generation: prepares it, hands its parts to the engine one after the other, shows what
/// comes back, and puts a single result into the document as one undoable step. Several candidates
/// are handed on to be chosen from. No widgets. GUI thread only; everything that takes time happens
/// elsewhere.

#include <QImage>
#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

#include "diffusion/fill_service.h"
#include "ui/background.h"
#include "ui/fill_params.h"
#include "ui/generate/fill_outcome.h"
#include "ui/workspace.h"

namespace ui {

struct FillScene;
struct FillPart;

/// How far a running generation is.
struct FillStatus {
    diffusion::Stage stage = diffusion::Stage::Queued;
    int step = 0;
    int steps = 0;
    double fraction = 0;          ///< [0, 1] over all parts and candidates
    double remainingSeconds = -1; ///< negative = unknown
    int part = 0;                 ///< far parts of the selection run one after another
    int parts = 1;
    int candidate = 0;
    int candidates = 1;
};

/// A generation to run: what is asked for, and where.
struct FillJob {
    FillParams params;
    QPointer<DocumentSession> session; ///< null for a new document where nothing is open
    core::DocumentSnapshot snapshot;
};

class FillController final : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Preparing, Running, Cancelling, Finishing };
    Q_ENUM(State)

    FillController(Workspace& workspace, diffusion::FillService& service, Background& background,
                   QObject* parent = nullptr);
    ~FillController() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state != State::Idle; }
    /// What has come of the running job so far; null while idle.
    [[nodiscard]] OutcomeRef outcome() const;
    /// Empty when this could start now; else one sentence on what is missing.
    [[nodiscard]] QString obstacle(const FillParams& params = {}) const;
    /// The job that asking for this would be now; only without an obstacle.
    [[nodiscard]] FillJob jobFor(const FillParams& params) const;

    /// Does nothing while one runs or while there is an obstacle.
    void start(const FillParams& params);
    void start(FillJob job);
    /// The document stays as it is, but candidates that are done stay too; Idle follows within
    /// 200 ms.
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void progressed(const ui::FillStatus& status);
    /// The picture so far, soft at the mask's edge, for `area` of the canvas.
    void previewReady(const QImage& image, const core::Rect& area);
    /// No preview is to be shown any more.
    void previewEnded();
    /// One more of several candidates of a job is done; the outcome grows with each.
    void candidateReady(const ui::OutcomeRef& outcome);
    /// The pictures of a new document are done.
    void newDocumentReady(const ui::OutcomeRef& outcome);
    void finished(const diffusion::FillParameters& used, double seconds);
    void cancelled();
    /// It is done, but not as asked; one sentence.
    void warned(const QString& message);
    /// One clear sentence.
    void failed(const QString& message);

private:
    struct Run;
    using RunRef = std::shared_ptr<Run>;

    [[nodiscard]] bool isCurrent(const RunRef& run) const;
    void setState(State state);
    void preparePass(const RunRef& run);
    void submitPart(const RunRef& run);
    void showProgress(const RunRef& run, const diffusion::FillProgress& progress,
                      const QImage& preview);
    void partDone(const RunRef& run, core::Result<diffusion::FillResult> result);
    void layerDone(const RunRef& run, core::Layer layer, QImage picture);
    void candidateDone(const RunRef& run);
    void allDone(const RunRef& run);
    void end(const RunRef& run, core::Status outcome);

    Workspace& m_workspace;
    diffusion::FillService& m_service;
    Background& m_background;
    State m_state = State::Idle;
    RunRef m_run; ///< null while idle
};

} // namespace ui
