/// What a FillController makes of the engine's results.

#include <utility>

#include "ui/fill_controller.h"
#include "ui/fill_recipe.h"
#include "ui/generate/fill_run.h"

namespace ui {

namespace {

/// Without the steps that led to them.
std::vector<diffusion::GenerationStateRef>
finishedOnly(std::vector<diffusion::GenerationStateRef> states)
{
    for (diffusion::GenerationStateRef& state : states) {
        if (state) {
            auto bare = std::make_shared<diffusion::GenerationState>();
            bare->key = state->key;
            bare->latents = state->latents;
            state = std::move(bare);
        }
    }
    return states;
}

struct Made {
    core::Layer layer;
    QImage picture; ///< null where there is nothing to choose
    QImage thumbnail;
};

} // namespace

void FillController::partDone(const RunRef& run, core::Result<diffusion::FillResult> result)
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
    if (run->candidate.layers.empty()) {
        run->candidate.used = result->parameters;
    }
    run->candidate.seconds += result->seconds;
    run->candidate.nearby = run->nearby();
    run->candidate.walk = run->job.params.walk;
    run->setState(result->state);
    if (run->part == 0 && run->pass == 0) {
        const core::Rect& context = (*run->parts)[0].prepared.plan.context;
        run->candidate.words = std::move(result->wordMaps);
        run->candidate.wordArea = context.translated(run->scene->canvas.x, run->scene->canvas.y);
    }
    run->candidate.copyOnly = run->isCopy();
    const FillPart& part = (*run->parts)[run->part];
    FillParams used = run->job.params;
    used.nearby = run->nearby();
    const std::string name = layerName(run->job.params, result->parameters.seed).toStdString();
    const std::string recipe = core::recipeToJson(
        recipeOf(used, result->parameters, part.prepared.plan.imageSize));
    m_background.run(
        this,
        [parts = run->parts, index = run->part, image = std::move(result->image), name, recipe,
         pictured = run->isChosenFrom()](const std::stop_token&) -> core::Result<Made> {
            core::Result<core::Layer> layer = finishPart((*parts)[index], image, name);
            if (!layer) {
                return core::fail(layer.error());
            }
            layer->recipe = recipe;
            Made out{std::move(*layer), {}, {}};
            if (pictured) {
                out.picture = layerPicture(out.layer);
                out.thumbnail = partThumbnail((*parts)[index], out.layer, out.picture);
            }
            return out;
        },
        [this, run](core::Result<Made> made) {
            if (!isCurrent(run)) {
                return;
            }
            if (!made) {
                end(run, core::fail(made.error()));
                return;
            }
            if (run->candidate.thumbnail.isNull()) {
                run->candidate.thumbnail = std::move(made->thumbnail);
            }
            layerDone(run, std::move(made->layer), std::move(made->picture));
        });
}

void FillController::layerDone(const RunRef& run, core::Layer layer, QImage picture)
{
    if (!picture.isNull()) {
        const core::Rect& canvas = run->scene->canvas;
        run->candidate.pictures.push_back(
            {std::move(picture), layer.bounds().translated(canvas.x, canvas.y)});
    }
    run->candidate.layers.push_back(std::move(layer));
    ++run->part;
    if (run->part < run->parts->size()) {
        submitPart(run);
    } else if (++run->pass < run->scene->passCount()) {
        preparePass(run);
    } else {
        candidateDone(run);
    }
}

void FillController::candidateDone(const RunRef& run)
{
    run->candidate.states = finishedOnly(std::exchange(run->states, {}));
    run->outcome->candidates.push_back(std::exchange(run->candidate, {}));
    ++run->number;
    Q_EMIT made(run->outcome, static_cast<int>(run->outcome->candidates.size()) - 1);
    if (run->isChosenFrom()) {
        Q_EMIT candidateReady(run->outcome);
    }
    run->pass = 0;
    run->part = 0;
    if (run->number >= run->candidates()) {
        allDone(run);
    } else if (run->scene->passCount() == 1) {
        submitPart(run); // the same pictures, another seed
    } else {
        preparePass(run);
    }
}

} // namespace ui
