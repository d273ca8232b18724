#include "app/train/curves/training_log.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>

namespace train {

core::Result<TrainingLog> readTrainingLog(const std::string& path)
{
    std::ifstream in(path);
    if (!in) {
        return core::fail(core::ErrorCode::NotFound, path + ": cannot be opened");
    }
    TrainingLog log;
    std::map<double, double> samplesAt;          // by step
    std::vector<std::pair<double, double>> held; // step, loss
    for (std::string line; std::getline(in, line);) {
        double step = 0;
        double samples = 0;
        double seconds = 0;
        double loss = 0;
        if (std::sscanf(line.c_str(), "# held out, average weights, step %lf: loss %lf", &step,
                        &loss) == 2) {
            held.emplace_back(step, loss);
        } else if (std::sscanf(line.c_str(), "%lf %lf %lf %lf", &step, &samples, &seconds, &loss) ==
                   4) {
            samplesAt[step] = samples;
            log.training.push_back({samples, loss});
        }
    }
    if (log.training.empty()) {
        return core::fail(core::ErrorCode::Unreadable, path + ": holds no line of a training run");
    }
    for (const auto& [step, loss] : held) {
        const auto after = samplesAt.lower_bound(step);
        log.heldOut.push_back(
            {after == samplesAt.end() ? samplesAt.rbegin()->second : after->second, loss});
    }
    return log;
}

std::vector<LossPoint> smoothed(const std::vector<LossPoint>& points, int reach)
{
    std::vector<LossPoint> out = points;
    const auto n = static_cast<int>(points.size());
    for (int i = 0; i < n; ++i) {
        const int room = std::min({reach, i, n - 1 - i});
        double sum = 0;
        for (int k = i - room; k <= i + room; ++k) {
            sum += points[static_cast<std::size_t>(k)].loss;
        }
        out[static_cast<std::size_t>(i)].loss = sum / (2 * room + 1);
    }
    return out;
}

} // namespace train
