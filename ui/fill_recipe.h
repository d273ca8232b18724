#pragma once

/// What a generated layer remembers of how it was made, and what it is called. Any thread.

#include <QString>

#include <optional>

#include "core/io/recipe.h"
#include "ui/fill_params.h"

namespace ui {

/// "Remove", "Fill" ...: what buttons and the history say.
[[nodiscard]] QString taskName(Task task);
/// "remove", "fill" ...: what recipes say.
[[nodiscard]] const char* taskId(Task task);
[[nodiscard]] std::optional<Task> taskFromId(const std::string& id);

/// From the prompt and the seed.
[[nodiscard]] QString layerName(const FillParams& params, std::uint64_t seed);

/// `size` of the picture that the network was given.
[[nodiscard]] core::Recipe recipeOf(const FillParams& params, const diffusion::FillParameters& used,
                                    core::Size size);

/// What to ask for to get the same again; canvas, target and candidates are the caller's.
[[nodiscard]] FillParams paramsOf(const core::Recipe& recipe);

} // namespace ui
