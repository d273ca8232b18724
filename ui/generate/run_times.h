#pragma once

/// How long runs took on this machine, to say beforehand how long the next one will, and how much
/// memory it wants. GUI thread only.

#include <QString>
#include <QStringList>

#include <map>

#include "diffusion/fill_service.h"

namespace ui {

/// What a run amounts to.
struct RunSize {
    int steps = 1;
    bool guided = true;       ///< two passes of the network a step
    double megapixels = 0.25; ///< that the network sees
    int runs = 1;             ///< parts times candidates
    double strength = 1.0;    ///< share of the steps that are made
};

struct RunEstimate {
    double seconds = 0;
    bool measured = false; ///< else guessed from the size of the weights
    double bytes = 0;      ///< of memory at its peak
};

class RunTimes {
public:
    /// One run took this long from its first step to its last, loading not counted.
    void note(const QString& model, const RunSize& size, double seconds);
    [[nodiscard]] RunEstimate estimate(const QString& model, const diffusion::ModelInfo& info,
                                       const RunSize& size) const;

    /// For the settings: one line a model.
    [[nodiscard]] QStringList asText() const;
    void setFromText(const QStringList& lines);

private:
    std::map<QString, double> m_seconds; ///< by model: for one unit of work
};

/// "about 12 s", "about 3 min".
[[nodiscard]] QString durationText(double seconds);

/// Bytes that could still be used without swapping; 0 where it is not known.
[[nodiscard]] double availableMemory();

} // namespace ui
