#pragma once

/// What the window may know of model files, from the engine's catalogue. Any thread.

#include "ui/models/model_library.h"

namespace app {

/// The catalogue is opened when it is first asked, by the thread that asks.
[[nodiscard]] ui::ModelLibrary modelLibrary();

} // namespace app
