#pragma once

/// What a generation is asked for. Part of fill_service.h, which says what pictures and masks mean.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "diffusion/generation_state.h"

namespace diffusion {

/// What the user asked for; a model's defaults depend on it.
enum class Action {
    Remove, ///< make what is under the mask disappear; no prompt needed
    Fill,   ///< paint something new under the mask, guided by the prompt
    Edit,   ///< image to image under the mask, or everywhere when the mask is empty
    Create, ///< text to image: `image` gives only the size
    Upscale ///< the whole picture larger by ModelInfo::upscaleFactor; `mask` is not looked at
};

/// What lies under the mask when diffusion starts.
enum class Prefill {
    Automatic, ///< what the action and the model's family ask for
    Exemplar,  ///< copied together from the surroundings by the Prefiller given to the engine
    Neutral,   ///< mid grey
    Keep       ///< the picture as it is
};

/// A LoRA file laid over the model's weights.
struct LoraUse {
    std::string path;     ///< .safetensors with the names of kohya's scripts, diffusers or peft
    float weight = 1.0F;  ///< may be negative

    friend bool operator==(const LoraUse&, const LoraUse&) = default;
};

/// Noise moved towards that of another seed, along the great circle between the two.
struct NearbyNoise {
    std::uint64_t seed = 0;
    float amount = 0.0F; ///< [0, 1]: 0 = no change, 1 = the other seed's noise

    friend bool operator==(const NearbyNoise&, const NearbyNoise&) = default;
};

/// A place on the way from one prompt to another: what the network sees of the two, mixed.
struct PromptWalk {
    std::string towards; ///< read like FillRequest::prompt
    float share = 0.0F;  ///< [0, 1]: 0 = the prompt alone, 1 = `towards` alone

    friend bool operator==(const PromptWalk&, const PromptWalk&) = default;
};

/// Everything that influences the pixels of one generation. Immutable once submitted.
/// An unset optional takes the model's default for the action; the result says what was used.
struct FillRequest {
    std::string model;          ///< diffusers folder or weight file; empty = the embedded model
    Action action = Action::Remove;
    core::PixelBuffer image;    ///< (H, W, 3), the context around the mask at the photo's resolution
    /// (H, W, 1). Values between 0 and 1 change the picture a little only, where the model can do
    /// that (ModelInfo::softMasks); elsewhere 0.5 is the border.
    core::PixelBuffer mask;
    /// Resolution the network works at; both sides multiples of ModelInfo::sizeMultiple.
    /// {0, 0} = that of `image`, which must then be such a multiple. Not looked at for Upscale.
    core::Size modelSize;
    /// Parts can be weighed, "(word:1.2) ((word)) [word]", and may be of any length, with models that
    /// read CLIP's words; others get the text without weights, cut to what they take.
    std::string prompt;
    std::string negativePrompt;
    PromptWalk walk;            ///< no effect at share 0
    /// Which of the text encoder's layers speaks, counted from the one that the model was made for:
    /// 1 = that one, 2 = the one before it, up to 12. Without effect where there are no words.
    int clipSkip = 1;
    std::string scheduler;      ///< key of the scheduler registry ("ddim"); empty = model's default
    std::optional<int> steps;            ///< >= 1
    std::optional<float> guidanceScale;  ///< 1 = no classifier-free guidance
    std::optional<float> imageGuidanceScale; ///< how much to keep of the picture: instruction editing
    std::optional<float> guidanceRescale; ///< [0, 1]: takes back the contrast that guidance adds
    std::optional<float> strength;       ///< (0, 1]: 1 = from pure noise; 0 = pre-fill only
    std::optional<int> noiseLevel;       ///< Upscale: how far the picture is noised before, [0, 350]
    Prefill prefill = Prefill::Automatic;
    bool growsPicture = false; ///< the picture grows under the mask: nothing is there yet
    std::vector<LoraUse> loras;          ///< added up
    std::vector<std::string> embeddings; ///< textual inversion files; a prompt names one by its
                                         ///< file's name without extension, or its own token
    std::uint64_t seed = 0;     ///< the only source of randomness
    std::vector<NearbyNoise> nearby; ///< one after the other: variations of what `seed` gives
    /// Where to go on from; null = begin anew. Not looked at for Upscale. Its outputs, if they are of
    /// this very request, are taken instead of asking the network.
    GenerationStateRef state;
    /// Set: go on from the finished latents of `state`, whatever made them, with so many more steps
    /// at the end of the schedule; 0 only decodes them. >= 0
    std::optional<int> moreSteps;
    bool keepState = false;     ///< whether progress and result carry the state
    bool wordMaps = false;      ///< whether the result says where each word of the prompt acted
    /// Deep layers of the network run at every so many steps only, 1 to 10; 1 = always. Faster, at
    /// a cost in fidelity (DeepCache, arXiv:2312.00858).
    int stepCache = 1;
    int threads = 0;            ///< 0 = all cores
    bool previews = true;       ///< whether progress carries preview images
};

} // namespace diffusion
