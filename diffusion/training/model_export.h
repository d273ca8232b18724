#pragma once

/// The parts of a model folder that are not network weights.

#include <map>
#include <string>

#include "core/base/result.h"

namespace diffusion::training {

/// How one action of the editor uses the model.
struct ActionSettings {
    std::string scheduler = "ddim";
    int steps = 12;
    double guidanceScale = 1.0;
    double strength = 0.3;
};

/// What model_index.json says beside naming the components.
struct ModelCard {
    std::string title;
    std::string licence;
    std::string limits; ///< one honest sentence
    int nativeSide = 256;
    int maxSide = 512;
    bool addsToPhoto = false;    ///< a fill with words begins from the pre-filled photo
    int coarseSide = 128;        ///< of a first pass for the layout; 0 = none
    double refineStrength = 0.5; ///< of the others
    int refineSteps = 0;         ///< of the others; 0 = as in the first
    double refineGuidance = 0.0; ///< of the others; 0 = as in the first
    std::map<std::string, std::string> synonyms; ///< word -> words that the model knows
    ActionSettings remove;
    ActionSettings fill;
    ActionSettings edit;
    ActionSettings create;
};

/// Writes model_index.json, scheduler/scheduler_config.json and tokenizer/ (a copy of the
/// SentencePiece model `vocabulary`) into `folder`. Errors: WriteFailed, NotFound.
[[nodiscard]] core::Status exportFrame(const std::string& folder, const ModelCard& card,
                                       const std::string& vocabulary, int textLength);

} // namespace diffusion::training
