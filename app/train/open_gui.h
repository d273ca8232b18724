#pragma once

/// Qt for drawing pictures in a program without a window.

namespace train {

/// Text needs Qt's font engine, hence an application object; no display is needed. Does nothing
/// where there is one. Main thread only.
void openGui();

} // namespace train
