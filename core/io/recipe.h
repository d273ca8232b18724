#pragma once

/// How a layer was generated, and the two forms that this is written in: the JSON that a layer
/// keeps (Layer::recipe) and the text that other programs for Stable Diffusion put into PNG files
/// under the key `parameters`. Pure functions; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/geometry.h"
#include "core/document/document.h"

namespace core {

/// Everything that made a picture but the picture itself. Unknown numbers are unset, texts empty.
struct Recipe {
    std::string action; ///< "remove", "fill", "expand", "edit", "create", "upscale"
    std::string prompt;
    std::string negativePrompt;
    std::string sampler; ///< id of the scheduler registry, or what another program calls it
    std::optional<int> steps;
    std::optional<float> guidance;
    std::optional<float> strength;
    std::optional<std::uint64_t> seed;
    /// Noise moved towards that of other seeds by these amounts, one after the other.
    std::vector<std::pair<std::uint64_t, float>> variations;
    std::optional<int> stepCache; ///< deep layers ran at every so many steps; unset = at all
    std::optional<int> clipSkip;  ///< layer of the text encoder counted from its end; unset = 1
    std::string towards;          ///< a second prompt, and how far the words went to it
    float share = 0.0F;
    std::optional<int> moreSteps; ///< of the steps, those added to a finished picture
    Size size;         ///< of the picture the network was given, pixels
    std::string model; ///< path; empty = the one that ships with the program
    std::string modelTitle;
    std::string modelHash; ///< first ten hexadecimal digits of the SHA-256 of its weights
    std::string program;   ///< version of this program
    std::vector<std::pair<std::string, float>> loras; ///< file, weight
    std::vector<std::string> embeddings;

    friend bool operator==(const Recipe&, const Recipe&) = default;
};

[[nodiscard]] std::string recipeToJson(const Recipe& recipe);
/// Takes what earlier versions wrote too; nothing for what is no such object.
[[nodiscard]] std::optional<Recipe> recipeFromJson(std::string_view json);

/// Prompt, "Negative prompt: ...", and one line of "Steps: 20, Sampler: Euler, CFG scale: 7, ...".
[[nodiscard]] std::string recipeToParameters(const Recipe& recipe);
/// The same backwards, as A1111's web UI and its relatives write it; nothing for a text without a
/// line that names at least the steps.
[[nodiscard]] std::optional<Recipe> recipeFromParameters(std::string_view text);

/// The recipes of the layers that show, from the top down.
[[nodiscard]] std::vector<Recipe> visibleRecipes(const DocumentSnapshot& snapshot);

} // namespace core
