#pragma once

/// What a generated layer remembers of how it was made, and what it is called. Any thread.

#include <QByteArray>
#include <QString>

#include "ui/fill_params.h"

namespace ui {

/// "Remove", "Fill" ...: what buttons and the history say.
[[nodiscard]] QString actionName(diffusion::Action action);

/// From the prompt and the seed.
[[nodiscard]] QString layerName(const FillParams& params);

/// One JSON object with action, prompts, seed, sampler, steps, guidance, strength and model.
[[nodiscard]] QByteArray recipeJson(const FillParams& params,
                                    const diffusion::FillParameters& used);

} // namespace ui
