#pragma once

/// How long a job still takes, from its own steps and from what the same model took before. Pure: the
/// caller has the clock, in seconds from any moment. Worker thread only.

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace diffusion {

/// What steps and decoding took with one model, remembered from job to job. Newer times count more.
class RunCosts {
public:
    /// decodeInSteps: what decoding costs, in steps without guidance, until it has been measured.
    explicit RunCosts(double decodeInSteps) : m_decodeInSteps(decodeInSteps) {}

    /// work: pixels of the picture times copies of it for guidance.
    void noteStep(double work, double seconds) { note(m_steps, work, seconds); }
    /// The first step of a pass, which pays for what is allocated and fetched once.
    void noteFirst(double work, double seconds) { note(m_firsts, work, seconds); }
    void noteDecode(double pixels, double seconds) { note(m_decodes, pixels, seconds); }

    /// What was measured, scaled from the nearest amount of work; negative before anything was.
    [[nodiscard]] double step(double work) const { return scaled(m_steps, work); }
    /// The same, or by what a step takes.
    [[nodiscard]] double first(double work, double secondsPerStep) const;
    [[nodiscard]] double decode(double pixels, double secondsPerStepWork) const;

private:
    using Times = std::map<double, double>; ///< work, seconds

    static void note(Times& times, double work, double seconds);
    static double scaled(const Times& times, double work);

    double m_decodeInSteps;
    Times m_steps;
    Times m_firsts;
    Times m_decodes;
};

/// One job: passes one after the other, each some steps and a decoding. The first step of a pass tells
/// of the others only while there is nothing else.
class RunForecast {
public:
    struct Pass {
        double pixels = 0; ///< of the picture that the network works at
        int copies = 1;    ///< of it, for guidance
        int steps = 0;
    };

    /// `costs` must outlive this and learns from it.
    RunForecast(std::vector<Pass> passes, RunCosts& costs)
        : m_passes(std::move(passes)), m_costs(costs)
    {
    }

    /// The steps of the next pass begin; `steps` of them.
    void begin(int steps, double now);
    /// The network has made one step more.
    void step(double now);
    /// A step was known already.
    void recalled(double now);
    /// The last pass's decoding begins, and ends with the next begin() or end().
    void decoding(double now);
    void end(double now);

    /// Seconds to the end of the job; negative while unknown.
    [[nodiscard]] double left(double now) const;

private:
    [[nodiscard]] const Pass& pass() const { return m_passes[m_pass]; }
    [[nodiscard]] double secondsPerStep() const;
    [[nodiscard]] double secondsOf(const Pass& later) const;
    void endDecoding(double now);

    std::vector<Pass> m_passes;
    RunCosts& m_costs;
    std::size_t m_pass = 0;
    bool m_begun = false;
    bool m_decoding = false;
    int m_done = 0;    ///< steps of the pass
    int m_timed = 0;   ///< of them, those that the network made
    double m_first = 0; ///< seconds of the first of these
    double m_others = 0; ///< of the others together
    double m_last = 0;   ///< when the last thing ended
};

} // namespace diffusion
