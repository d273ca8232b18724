#pragma once

/// Everything that the generating side of the window works with, made once. GUI thread only.

#include "ui/fill_controller.h"
#include "ui/generate/between_two.h"
#include "ui/generate/candidate_mix.h"
#include "ui/generate/candidate_shelf.h"
#include "ui/generate/expand_settings.h"
#include "ui/generate/generation_history.h"
#include "ui/generate/generation_queue.h"
#include "ui/generate/live_refill.h"
#include "ui/generate/prompt_store.h"
#include "ui/generate/run_times.h"
#include "ui/generate/unfinished_jobs.h"
#include "ui/model_selection.h"
#include "ui/models/model_library.h"
#include "ui/remote/remote_server.h"

namespace ui {

struct Generation {
    Generation(Workspace& workspace, diffusion::FillService& service, Background& threads)
        : background(threads), fills(workspace, service, background), models(service, background),
          queue(fills, workspace), unfinished(fills, queue), between(service, background),
          live(workspace, service, background, shelf)
    {
        QObject::connect(&fills, &FillController::made, &history,
                         [this](const OutcomeRef& outcome, int candidate) {
                             history.add(*outcome, candidate);
                         });
    }

    Background& background;
    RemoteServers servers;
    ModelLibrary library; ///< filled in by the program
    FillController fills;
    ModelSelection models;
    GenerationQueue queue;
    UnfinishedJobs unfinished;
    CandidateShelf shelf;
    BetweenTwo between;
    CandidateMix mix;
    LiveRefill live;
    GenerationHistory history;
    ExpandSettings expand;
    PromptStore prompts;
    RunTimes times;
};

} // namespace ui
