#pragma once

/// How long a job still takes, from its own pace. Any thread; one object, one thread.

namespace diffusion {

/// Told after each step how far the job is. The first step pays for what is allocated and fetched once,
/// so that it counts only while there is nothing else.
class TimeLeft {
public:
    /// Steps begin now. fraction: of the whole job, [0, 1]; seconds: on any clock.
    void begin(double fraction, double seconds)
    {
        m_fraction = fraction;
        m_seconds = seconds;
        m_steps = 0;
    }

    /// One step more is done. -> seconds to the end; negative while unknown
    double step(double fraction, double seconds)
    {
        if (m_steps < 0 || fraction <= (m_steps > 0 ? m_lastFraction : m_fraction)) {
            return left(fraction, seconds);
        }
        if (++m_steps == 2) { // from the end of the first step on
            m_fraction = m_lastFraction;
            m_seconds = m_lastSeconds;
        }
        m_lastFraction = fraction;
        m_lastSeconds = seconds;
        return left(fraction, seconds);
    }

    /// The same between steps.
    [[nodiscard]] double left(double fraction, double seconds) const
    {
        const double gained = m_lastFraction - m_fraction;
        if (m_steps < 1 || gained <= 0.0) {
            return -1.0;
        }
        const double pace = (m_lastSeconds - m_seconds) / gained; // seconds for all of the job
        const double since = seconds - m_lastSeconds;
        const double rest = pace * (1.0 - m_lastFraction) - since;
        return rest > 0.0 || fraction >= 1.0 ? (rest > 0.0 ? rest : 0.0) : pace * (1.0 - fraction);
    }

private:
    int m_steps = -1; ///< negative before begin()
    double m_fraction = 0.0;
    double m_seconds = 0.0;
    double m_lastFraction = 0.0;
    double m_lastSeconds = 0.0;
};

} // namespace diffusion
