#pragma once

/// What can be said of a model without loading its weights. Part of fill_service.h.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "diffusion/fill_request.h"

namespace diffusion {

struct ActionDefaults {
    std::string scheduler = "ddim";
    int steps = 25;
    float guidanceScale = 7.5F;
    float strength = 1.0F;
    float guidanceRescale = 0.0F;
};

struct ModelInfo {
    std::string path;        ///< as given in FillRequest::model
    std::string title;
    std::string family;      ///< registry id ("sd15-inpaint")
    std::string licence;     ///< empty = unknown
    std::string limits;      ///< one honest sentence on what it cannot do; may be empty
    std::string host;        ///< the machine it runs on; empty = this one
    std::int64_t weightBytes = 0;
    /// Of memory that weights take in faster layouts beside the files once the model has run here.
    std::int64_t keptBytes = 0;
    int sizeMultiple = 8;    ///< width and height given to the network must be multiples of it
    int nativeSide = 512;    ///< side it was trained at, pixels
    int maxSide = 768;       ///< longest side worth asking for in one pass, pixels
    bool usesPrompt = true;
    /// Removals are copied together from the photo around the mask, so they want much of it.
    bool copiesSurroundings = false;
    bool softMasks = false;  ///< whether mask values between 0 and 1 mean something
    int upscaleFactor = 1;   ///< of Action::Upscale
    float imageGuidanceScale = 1.0F; ///< default; over 1 only where the model edits by instruction
    int noiseLevel = 20;     ///< default of Action::Upscale
    std::vector<Action> actions{Action::Remove, Action::Fill, Action::Edit, Action::Create};
    ActionDefaults remove, fill, edit, create, upscale;

    /// Photo around a mask worth handing over, on each side, in means of the mask's sides.
    [[nodiscard]] double contextPadding(Action action) const
    {
        return action == Action::Remove && copiesSurroundings ? 1.0 : 0.5;
    }

    [[nodiscard]] bool can(Action action) const
    {
        return std::find(actions.begin(), actions.end(), action) != actions.end();
    }

    [[nodiscard]] const ActionDefaults& defaults(Action action) const
    {
        switch (action) {
        case Action::Remove: return remove;
        case Action::Fill: return fill;
        case Action::Edit: return edit;
        case Action::Create: return create;
        case Action::Upscale: break;
        }
        return upscale;
    }
};

} // namespace diffusion
