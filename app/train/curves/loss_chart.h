#pragma once

/// Draws loss curves: samples to the right, loss upwards. Main thread (Qt's font engine).

#include <QImage>
#include <string>
#include <vector>

#include "app/train/curves/training_log.h"

namespace train {

/// One run and what it is called.
struct NamedLog {
    std::string name;
    TrainingLog log;
};

/// 1000 x 560 pixels, white; each run in a colour of its own: the training loss as a thin line,
/// what is held out as dots joined by a thick one. `runs` must not be empty.
[[nodiscard]] QImage lossChart(const std::vector<NamedLog>& runs);

} // namespace train
