#include "ui/fill_controller.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <utility>

#include "core/commands/add_layer.h"
#include "core/commands/set_mask.h"
#include "ui/fill_recipe.h"
#include "ui/image_conversion.h"

namespace ui {

namespace {

constexpr int kPreviewAlphaSide = 512; // previews are no larger; the alpha need not be either

QImage previewAlpha(const core::PixelBuffer& composite)
{
    const QImage whole = coverageImage(composite);
    const QSize most(kPreviewAlphaSide, kPreviewAlphaSide);
    const QSize size = whole.size().scaled(most, Qt::KeepAspectRatio);
    return size.width() < whole.width()
               ? whole.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
               : whole;
}

/// The pixels of a preview that show the context; the rest is what a small canvas was padded by.
core::Size visiblePart(const core::PixelBuffer& preview, const core::FillPlan& plan)
{
    return {preview.width() * plan.context.width / std::max(1, plan.imageSize.width),
            preview.height() * plan.context.height / std::max(1, plan.imageSize.height)};
}

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

/// One far part of the selection; made in the background, for its pictures are large.
struct FillController::Part {
    core::PreparedFill prepared;
    diffusion::FillRequest request;
    QImage alpha; ///< of previews
};

struct FillController::Run {
    FillParams params;
    QPointer<DocumentSession> session;
    core::DocumentSnapshot snapshot;
    std::vector<Part> parts;
    std::vector<core::Layer> layers; ///< finished ones
    std::size_t part = 0;
    diffusion::JobId job = 0;
    bool cancelled = false;
    diffusion::FillParameters used;
    double seconds = 0;
};

FillController::FillController(Workspace& workspace, diffusion::FillService& service,
                               Background& background, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_service(service), m_background(background)
{
    connect(&m_workspace, &Workspace::sessionChanged, this, &FillController::cancel);
}

FillController::~FillController()
{
    if (m_run) {
        m_service.cancel(m_run->job);
    }
}

QString FillController::obstacle() const
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr) {
        return tr("Open a photo first.");
    }
    if (!session->hasMask()) {
        return tr("Paint over what should change with the mask brush (B).");
    }
    return {};
}

void FillController::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void FillController::start(const FillParams& params)
{
    if (isRunning() || !obstacle().isEmpty()) {
        return;
    }
    auto run = std::make_shared<Run>();
    run->params = params;
    run->session = m_workspace.session();
    run->snapshot = run->session->document().snapshot();
    m_run = run;
    setState(State::Preparing);
    Q_EMIT progressed({});

    m_background.run(
        this,
        [&service = m_service, snapshot = run->snapshot, params](const std::stop_token&) {
            return makeParts(service, snapshot, params);
        },
        [this, run](core::Result<std::vector<Part>> parts) { prepared(run, std::move(parts)); });
}

core::Result<std::vector<FillController::Part>>
FillController::makeParts(const diffusion::FillService& service,
                          const core::DocumentSnapshot& snapshot, const FillParams& params)
{
    const core::Result<diffusion::ModelInfo> info = service.modelInfo(params.model);
    if (!info) {
        return core::fail(info.error());
    }
    core::FillConstraints constraints;
    constraints.sizeMultiple = info->sizeMultiple;
    constraints.nativeSide = info->nativeSide;
    constraints.maxSide = info->maxSide;
    constraints.padding = info->contextPadding(params.action);
    core::Result<std::vector<core::PreparedFill>> fills = core::prepareFills(snapshot, constraints);
    if (!fills) {
        return core::fail(fills.error());
    }
    std::vector<Part> parts;
    for (core::PreparedFill& fill : *fills) {
        Part part;
        part.request.model = params.model;
        part.request.action = params.action;
        part.request.image = fill.image;
        part.request.mask = fill.mask;
        part.request.modelSize = fill.plan.modelSize;
        part.request.prompt = params.prompt;
        part.request.negativePrompt = params.negativePrompt;
        part.request.scheduler = params.scheduler;
        part.request.steps = params.steps;
        part.request.guidanceScale = params.guidanceScale;
        part.request.strength = params.strength;
        part.request.seed = params.seed + parts.size();
        part.alpha = previewAlpha(fill.compositeMask);
        part.prepared = std::move(fill);
        parts.push_back(std::move(part));
    }
    return parts;
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
        m_service.cancel(m_run->job); // its done() ends the run
    } else {
        // What is being prepared or blended is dropped when it arrives.
        end(m_run, core::fail(core::ErrorCode::Cancelled, {}));
    }
}

void FillController::prepared(const std::shared_ptr<Run>& run,
                              core::Result<std::vector<Part>> parts)
{
    if (run->cancelled) {
        return;
    }
    if (!parts) {
        end(run, core::fail(parts.error()));
        return;
    }
    run->parts = std::move(*parts);
    setState(State::Running);
    submitPart(run);
}

void FillController::submitPart(const std::shared_ptr<Run>& run)
{
    Part& part = run->parts[run->part];
    const QPointer<FillController> guard(this);
    diffusion::FillSink sink;
    sink.progress = [guard, run, plan = part.prepared.plan,
                     alpha = part.alpha](const diffusion::FillProgress& p) {
        QImage preview;
        if (p.preview) {
            preview = previewImage(*p.preview, visiblePart(*p.preview, plan), alpha);
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
    const core::Result<diffusion::JobId> job =
        m_service.submit(std::move(part.request), std::move(sink));
    if (!job) {
        end(run, core::fail(job.error()));
        return;
    }
    run->job = *job;
}

void FillController::showProgress(const std::shared_ptr<Run>& run,
                                  const diffusion::FillProgress& progress, const QImage& preview)
{
    if (run != m_run || run->cancelled) {
        return;
    }
    FillStatus status;
    status.stage = progress.stage;
    status.step = progress.step;
    status.steps = progress.steps;
    status.part = static_cast<int>(run->part);
    status.parts = static_cast<int>(run->parts.size());
    status.fraction = (status.part + progress.fraction) / status.parts;
    if (progress.remainingSeconds >= 0) {
        const int later = status.parts - status.part - 1;
        status.remainingSeconds = progress.remainingSeconds +
                                  later * (progress.elapsedSeconds + progress.remainingSeconds);
    }
    Q_EMIT progressed(status);
    if (!preview.isNull()) {
        Q_EMIT previewReady(preview, run->parts[run->part].prepared.plan.context);
    }
}

void FillController::partDone(const std::shared_ptr<Run>& run,
                              core::Result<diffusion::FillResult> result)
{
    if (run != m_run) {
        return;
    }
    if (run->cancelled) {
        end(run, core::fail(core::ErrorCode::Cancelled, {}));
        return;
    }
    if (!result) {
        end(run, core::fail(result.error()));
        return;
    }
    setState(State::Finishing);
    run->used = result->parameters;
    run->seconds += result->seconds;
    const std::string name = layerName(run->params).toStdString();
    const std::string recipe = recipeJson(run->params, result->parameters).toStdString();
    m_background.run(
        this,
        [part = std::move(run->parts[run->part].prepared), image = std::move(result->image), name,
         recipe](const std::stop_token&) -> core::Result<core::Layer> {
            core::Result<core::Layer> layer = core::finishFill(part, image, name);
            if (layer) {
                layer->recipe = recipe;
            }
            return layer;
        },
        [this, run](core::Result<core::Layer> layer) {
            if (run != m_run || run->cancelled) {
                return;
            }
            if (!layer) {
                end(run, core::fail(layer.error()));
                return;
            }
            run->layers.push_back(std::move(*layer));
            ++run->part;
            if (run->part < run->parts.size()) {
                setState(State::Running);
                submitPart(run);
            } else {
                applyLayers(run);
            }
        });
}

void FillController::applyLayers(const std::shared_ptr<Run>& run)
{
    DocumentSession* session = run->session.data();
    if (session == nullptr || session->document().size() != run->snapshot.size) {
        end(run, core::fail(core::ErrorCode::Stale,
                            tr("The picture changed its size meanwhile, so the result no longer "
                               "fits. Run it again.")
                                .toStdString()));
        return;
    }
    core::Document& document = session->document();
    const core::LayerId below = run->snapshot.layers.empty() ? 0 : run->snapshot.layers.back()->id;
    const int found = document.indexOf(below);
    int index = found < 0 ? static_cast<int>(document.layers().size()) : found + 1;
    const std::string label = actionName(run->params.action).toStdString();
    {
        const core::UndoGroup group(session->history(), label);
        for (core::Layer& layer : run->layers) {
            session->history().push(
                std::make_unique<core::AddLayer>(std::move(layer), index++, label));
        }
        // The mask has done its work, unless it was painted further meanwhile.
        if (document.mask().samePixels(run->snapshot.mask)) {
            session->history().push(std::make_unique<core::SetMask>(
                document.mask(), core::Mask(document.size()), label));
        }
    }
    end(run, {});
}

void FillController::end(const std::shared_ptr<Run>& run, core::Status outcome)
{
    m_run.reset();
    Q_EMIT previewEnded();
    setState(State::Idle);
    if (outcome) {
        Q_EMIT finished(run->used, run->seconds);
    } else if (outcome.error().code == core::ErrorCode::Cancelled) {
        Q_EMIT cancelled();
    } else {
        Q_EMIT failed(QString::fromStdString(outcome.error().message));
    }
}

} // namespace ui
