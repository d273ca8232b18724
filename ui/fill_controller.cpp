#include "ui/fill_controller.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

#include "core/fill/expansion.h"
#include "ui/fill_recipe.h"
#include "ui/generate/fill_run.h"
#include "ui/image_conversion.h"

namespace ui {

namespace {

/// Calls `call(controller)` on the GUI thread if the controller still lives then.
template <class Call> void post(const QPointer<FillController>& controller, Call call)
{
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [controller, call = std::move(call)]() mutable {
            if (controller) {
                call(*controller);
            }
        },
        Qt::QueuedConnection);
}

} // namespace

FillController::FillController(Workspace& workspace, diffusion::FillService& service,
                               Background& background, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_service(service), m_background(background)
{
    connect(&m_workspace, &Workspace::sessionChanged, this, [this] {
        const bool ofADocument = m_run && !m_run->job.snapshot.size.isEmpty();
        if (ofADocument && m_run->job.session != m_workspace.session()) {
            cancel();
        }
    });
}

FillController::~FillController()
{
    if (m_run) {
        m_service.cancel(m_run->id);
    }
}

QString FillController::obstacle(const FillParams& params) const
{
    const DocumentSession* session = m_workspace.session();
    const bool needsNothing =
        params.task == Task::Create && params.target == CreateTarget::NewDocument;
    if (session == nullptr) {
        return needsNothing ? QString() : tr("Open a photo first.");
    }
    const bool inSelection =
        params.task == Task::Remove || params.task == Task::Fill ||
        (params.task == Task::Create && params.target == CreateTarget::Selection);
    if (inSelection && params.again == 0 && !session->hasMask()) {
        return tr("Paint over what should change with the mask brush (B).");
    }
    if (params.task == Task::Expand && params.again == 0) {
        const core::Status status = core::checkExpansion(session->document().size(), params.canvas);
        if (!status) {
            return tr("Choose another shape, or drag a side outwards: %1.")
                .arg(QString::fromStdString(status.error().message));
        }
    }
    return {};
}

FillJob FillController::jobFor(const FillParams& params) const
{
    FillJob job;
    job.params = params;
    if (DocumentSession* session = m_workspace.session()) {
        job.session = session;
        job.picture = session->name();
        job.snapshot = session->document().snapshot();
    }
    return job;
}

OutcomeRef FillController::outcome() const
{
    return m_run ? m_run->outcome : OutcomeRef();
}

FillJob FillController::restOf(const Run& run) const
{
    FillJob out = run.job;
    out.first = run.number;
    out.states = run.states;
    if (run.isChosenFrom() && !run.outcome->candidates.empty()) {
        out.into = run.outcome; // what is done already is on the shelf
    }
    return out;
}

void FillController::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

bool FillController::isCurrent(const RunRef& run) const
{
    return run == m_run && !run->cancelled;
}

void FillController::start(const FillParams& params)
{
    if (!isRunning() && obstacle(params).isEmpty()) {
        start(jobFor(params));
    }
}

void FillController::start(FillJob job)
{
    if (isRunning()) {
        return;
    }
    auto run = std::make_shared<Run>();
    run->outcome = job.into;
    if (!run->outcome) {
        run->outcome = std::make_shared<FillOutcome>();
        run->outcome->params = job.params;
        run->outcome->session = job.session;
        run->outcome->base = job.snapshot;
        run->outcome->replaces = job.replaces;
    }
    run->before = run->outcome->candidates.size();
    run->number = job.first;
    run->states = job.states;
    run->job = std::move(job);
    m_run = run;
    Q_EMIT progressed({});
    preparePass(run);
}

void FillController::preparePass(const RunRef& run)
{
    setState(State::Preparing);
    run->part = 0;
    m_background.run(
        this,
        [&service = m_service, job = run->job, scene = run->scene, pass = run->pass,
         before = run->candidate.layers](const std::stop_token&) {
            return ui::preparePass(service, job, scene, pass, before);
        },
        [this, run](core::Result<PreparedPass> prepared) {
            if (!isCurrent(run)) {
                return;
            }
            if (!prepared) {
                end(run, core::fail(prepared.error()));
                return;
            }
            run->scene = std::move(prepared->scene);
            run->parts = std::move(prepared->parts);
            run->outcome->canvas = run->scene->canvas;
            run->outcome->parts = run->scene->passCount() == 1 ? run->parts : nullptr;
            submitPart(run);
        });
}

void FillController::cancel()
{
    if (!m_run || m_run->cancelled) {
        return;
    }
    m_run->cancelled = true;
    Q_EMIT previewEnded();
    if (m_state == State::Running) {
        setState(State::Cancelling);
        m_service.cancel(m_run->id); // its done() ends the run
    } else {
        // What is being prepared or blended is dropped when it arrives.
        end(m_run, core::fail(core::ErrorCode::Cancelled, {}));
    }
}

void FillController::submitPart(const RunRef& run)
{
    setState(State::Running);
    const QPointer<FillController> guard(this);
    diffusion::FillSink sink;
    sink.progress = [guard, run, parts = run->parts,
                     part = run->part](const diffusion::FillProgress& p) {
        QImage preview;
        if (p.preview) {
            preview = partPreview((*parts)[part], *p.preview);
        }
        diffusion::FillProgress bare = p;
        bare.preview.reset();
        post(guard, [run, bare, preview](FillController& controller) {
            controller.showProgress(run, bare, preview);
        });
    };
    sink.done = [guard, run](core::Result<diffusion::FillResult> result) {
        auto shared = std::make_shared<core::Result<diffusion::FillResult>>(std::move(result));
        post(guard, [run, shared](FillController& controller) {
            controller.partDone(run, std::move(*shared));
        });
    };
    // Copying and checking the pictures takes a while for large ones.
    m_background.run(
        this,
        [&service = m_service, parts = run->parts, index = run->part, seed = run->seed(),
         nearby = run->nearby(), state = run->state(), more = run->job.params.moreSteps,
         copy = run->isCopy(), sink = std::move(sink)](const std::stop_token&) {
            diffusion::FillRequest request = (*parts)[index].request;
            request.seed = seed;
            request.nearby = nearby;
            request.state = state;
            request.moreSteps = more;
            request.keepState = true;
            request.wordMaps = index == 0 && !request.prompt.empty();
            if (copy) {
                request.strength = 0.0F;
            }
            return service.submit(std::move(request), sink);
        },
        [this, run](core::Result<diffusion::JobId> id) {
            if (run != m_run) {
                return; // it was so quick that all is over already
            }
            if (!id) {
                end(run, core::fail(id.error()));
            } else {
                run->id = *id;
                if (run->cancelled) {
                    m_service.cancel(*id);
                }
            }
        });
}

void FillController::showProgress(const RunRef& run, const diffusion::FillProgress& progress,
                                  const QImage& preview)
{
    if (!isCurrent(run)) {
        return;
    }
    if (progress.state) {
        run->setState(progress.state);
        Q_EMIT advanced(restOf(*run));
    }
    FillStatus status;
    status.stage = progress.stage;
    status.step = progress.step;
    status.steps = progress.steps;
    status.part = static_cast<int>(run->partsBefore());
    status.parts = static_cast<int>(run->partCount());
    status.candidate = run->number;
    status.candidates = run->candidates();
    const int before = status.candidate * status.parts + status.part;
    const int all = status.candidates * status.parts;
    status.fraction = (before + progress.fraction) / all;
    if (progress.stage <= diffusion::Stage::Loading) {
        run->loading = true;
        run->waited = 0;
    } else if (std::exchange(run->loading, false)) {
        run->waited = progress.elapsedSeconds;
    }
    if (progress.remainingSeconds >= 0) {
        // The copy alone takes next to no time.
        const int copies = run->job.params.copyCandidate && !run->isCopy() ? status.parts : 0;
        status.remainingSeconds =
            progress.remainingSeconds + std::max(0, all - before - 1 - copies) *
                                            (progress.elapsedSeconds - run->waited +
                                             progress.remainingSeconds);
    }
    Q_EMIT progressed(status);
    if (!preview.isNull()) {
        const core::Rect& context = (*run->parts)[run->part].prepared.plan.context;
        Q_EMIT previewReady(preview,
                            context.translated(run->scene->canvas.x, run->scene->canvas.y));
    }
}

void FillController::allDone(const RunRef& run)
{
    if (run->makesDocument()) {
        Q_EMIT newDocumentReady(run->outcome);
    } else if (!run->isChosenFrom()) {
        if (applyOutcome(*run->outcome, {0}) == Applied::KeptAside) {
            Q_EMIT warned(tr("The picture changed its size meanwhile. The result was moved along "
                             "or, where that could not be told, kept as a hidden layer."));
        }
    }
    end(run, {});
}

void FillController::end(const RunRef& run, core::Status outcome)
{
    const RunRef ended = run; // `run` may be m_run itself
    m_run.reset();
    Q_EMIT previewEnded();
    setState(State::Idle);
    if (outcome) {
        const auto& all = ended->outcome->candidates;
        double seconds = 0;
        for (std::size_t i = ended->before; i < all.size() && ended->job.states.empty(); ++i) {
            seconds += all[i].seconds; // nothing where a part was done before
        }
        Q_EMIT finished(all[std::min(ended->before, all.size() - 1)].used, seconds);
    } else if (outcome.error().code == core::ErrorCode::Cancelled) {
        Q_EMIT cancelled();
        if (std::any_of(ended->states.begin(), ended->states.end(),
                        [](const auto& state) { return state && !state->outputs.empty(); })) {
            Q_EMIT stopped(restOf(*ended));
        }
    } else {
        Q_EMIT failed(QString::fromStdString(outcome.error().message));
    }
}

} // namespace ui
