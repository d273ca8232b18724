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
    OutcomeRef into; ///< results join those of an earlier job; null = they are an outcome of their own
    int first = 0;   ///< candidates before this one are done already
    /// To go on from, one a part over all passes of the first candidate; missing ones are begun anew.
    std::vector<diffusion::GenerationStateRef> states;
    std::vector<core::LayerId> replaces; ///< see FillOutcome
    QString picture; ///< what the document is called
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
    /// Each result, also of jobs without a choice, before anything becomes of it.
    void made(const ui::OutcomeRef& outcome, int candidate);
    /// The pictures of a new document are done.
    void newDocumentReady(const ui::OutcomeRef& outcome);
    /// seconds: of the engine for all of it; 0 where it only went on with something.
    void finished(const diffusion::FillParameters& used, double seconds);
    void cancelled();
    /// One more step is done; this job would go on from here.
    void advanced(const ui::FillJob& job);
    /// It was cancelled after at least one step; this job would go on from there.
    void stopped(const ui::FillJob& job);
    /// It is done, but not as asked; one sentence.
    void warned(const QString& message);
    /// One clear sentence.
    void failed(const QString& message);

private:
    struct Run;
    using RunRef = std::shared_ptr<Run>;

    [[nodiscard]] bool isCurrent(const RunRef& run) const;
    [[nodiscard]] FillJob restOf(const Run& run) const;
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
