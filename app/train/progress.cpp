#include "app/train/progress.h"

#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <utility>

namespace train {

namespace {

std::atomic<bool> stopFlag{false};

extern "C" void onStopSignal(int)
{
    stopFlag.store(true);
}

} // namespace

Progress::Progress(std::string title, double secondsBetween)
    : m_title(std::move(title)), m_between(secondsBetween), m_start(Clock::now()),
      m_last(m_start - std::chrono::hours(1))
{
}

void Progress::report(double fraction, const std::string& detail)
{
    const Clock::time_point now = Clock::now();
    if (m_firstFraction < 0) {
        m_firstFraction = fraction;
    }
    const double since = std::chrono::duration<double>(now - m_last).count();
    if (since < m_between && fraction < 1.0) {
        return;
    }
    m_last = now;
    const double done = fraction - m_firstFraction;
    std::string remaining;
    if (done > 1e-9 && fraction < 1.0) {
        remaining = ", " + durationText(seconds() * (1.0 - fraction) / done) + " left";
    }
    std::fprintf(stderr, "%s %5.1f %%%s %s\n", m_title.c_str(), 100.0 * fraction, remaining.c_str(),
                 detail.c_str());
}

double Progress::seconds() const
{
    return std::chrono::duration<double>(Clock::now() - m_start).count();
}

std::string durationText(double seconds)
{
    const auto total = static_cast<long>(std::lround(seconds));
    char text[32];
    if (total >= 3600) {
        std::snprintf(text, sizeof text, "%ld h %02ld min", total / 3600, total / 60 % 60);
    } else if (total >= 60) {
        std::snprintf(text, sizeof text, "%ld min %02ld s", total / 60, total % 60);
    } else {
        std::snprintf(text, sizeof text, "%ld s", total);
    }
    return text;
}

void catchStopSignals()
{
    std::signal(SIGINT, onStopSignal);
    std::signal(SIGTERM, onStopSignal);
}

bool stopRequested()
{
    return stopFlag.load();
}

} // namespace train
