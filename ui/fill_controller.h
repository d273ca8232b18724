#pragma once

/// Runs one generation over the document's selection: prepares it, hands it to the engine, shows
/// what comes back and puts the result into the document as one undoable step. No widgets.
/// GUI thread only; everything that takes time happens elsewhere.

#include <QImage>
#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/fill/fill_job.h"
#include "diffusion/fill_service.h"
#include "ui/background.h"
#include "ui/fill_params.h"
#include "ui/workspace.h"

namespace ui {

/// How far a running generation is.
struct FillStatus {
    diffusion::Stage stage = diffusion::Stage::Queued;
    int step = 0;
    int steps = 0;
    double fraction = 0;          ///< [0, 1] over all parts
    double remainingSeconds = -1; ///< negative = unknown
    int part = 0;                 ///< far parts of the selection run one after another
    int parts = 1;
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
    /// Empty when a generation can start; else one sentence on what is missing.
    [[nodiscard]] QString obstacle() const;

    /// Does nothing while one runs or while there is an obstacle.
    void start(const FillParams& params);
    /// The document stays as it is; Idle follows within 200 ms.
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void progressed(const ui::FillStatus& status);
    /// The picture so far, soft at the mask's edge, for `area` of the canvas.
    void previewReady(const QImage& image, const core::Rect& area);
    /// No preview is to be shown any more.
    void previewEnded();
    void finished(const diffusion::FillParameters& used, double seconds);
    void cancelled();
    /// One clear sentence.
    void failed(const QString& message);

private:
    struct Part;
    struct Run;

    /// In the background: asks the model for its limits and gets the pictures ready.
    static core::Result<std::vector<Part>> makeParts(const diffusion::FillService& service,
                                                     const core::DocumentSnapshot& snapshot,
                                                     const FillParams& params);
    void setState(State state);
    void prepared(const std::shared_ptr<Run>& run, core::Result<std::vector<Part>> parts);
    void submitPart(const std::shared_ptr<Run>& run);
    void showProgress(const std::shared_ptr<Run>& run, const diffusion::FillProgress& progress,
                      const QImage& preview);
    void partDone(const std::shared_ptr<Run>& run, core::Result<diffusion::FillResult> result);
    void applyLayers(const std::shared_ptr<Run>& run);
    void end(const std::shared_ptr<Run>& run, core::Status outcome);

    Workspace& m_workspace;
    diffusion::FillService& m_service;
    Background& m_background;
    State m_state = State::Idle;
    std::shared_ptr<Run> m_run; ///< null while idle
};

} // namespace ui
