#pragma once

/// What a long run tells people on standard error, and how it is asked to stop.

#include <chrono>
#include <string>

namespace train {

/// One line at most every few seconds: what, how far, how long still.
class Progress {
public:
    explicit Progress(std::string title, double secondsBetween = 5.0);

    /// `fraction` in [0, 1]; `detail` follows the numbers.
    void report(double fraction, const std::string& detail = {});

    [[nodiscard]] double seconds() const; ///< since construction

private:
    using Clock = std::chrono::steady_clock;
    std::string m_title;
    double m_between;
    Clock::time_point m_start;
    Clock::time_point m_last;
    double m_firstFraction = -1;
};

/// "1 h 02 min", "3 min 20 s", "12 s".
[[nodiscard]] std::string durationText(double seconds);

/// From now on SIGINT and SIGTERM only set a flag, so that a run can save itself and end.
void catchStopSignals();
[[nodiscard]] bool stopRequested();

} // namespace train
