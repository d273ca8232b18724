#pragma once

/// Everything that the generating side of the window works with, made once. GUI thread only.

#include "ui/fill_controller.h"
#include "ui/generate/candidate_shelf.h"
#include "ui/generate/expand_settings.h"
#include "ui/generate/generation_queue.h"
#include "ui/generate/prompt_store.h"
#include "ui/generate/run_times.h"
#include "ui/model_selection.h"

namespace ui {

struct Generation {
    Generation(Workspace& workspace, diffusion::FillService& service, Background& background)
        : fills(workspace, service, background), models(service, background), queue(fills)
    {
    }

    FillController fills;
    ModelSelection models;
    GenerationQueue queue;
    CandidateShelf shelf;
    ExpandSettings expand;
    PromptStore prompts;
    RunTimes times;
};

} // namespace ui
