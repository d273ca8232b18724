#pragma once

/// The words for everything a scene can hold: the first is the main one, the rest are synonyms.

#include <span>
#include <string_view>

#include "app/train/scenes/scene_spec.h"

namespace train::scenes {

using Words = std::span<const std::string_view>;

[[nodiscard]] Words words(TimeOfDay value);
[[nodiscard]] Words words(Weather value);
[[nodiscard]] Words words(Distance value);
[[nodiscard]] Words words(Ground value);
[[nodiscard]] std::string_view word(Colour value); ///< empty for Natural
[[nodiscard]] std::string_view singular(ObjectKind value);
[[nodiscard]] std::string_view plural(ObjectKind value);

} // namespace train::scenes
