#include "diffusion/engine/run_forecast.h"

#include <algorithm>
#include <cmath>

namespace diffusion {
namespace {

constexpr double kNewest = 0.5; // how much a new time counts against the old ones
/// Small pictures use a machine less well: four times the pixels took 2.2 times as long from 128 px on
/// and 3.5 times from 256 px on, with the model that ships.
constexpr double kGrowth = 0.8;
constexpr double kFirstStep = 2.0; // steps, until it has been measured

double workOf(const RunForecast::Pass& pass)
{
    return std::max(1.0, pass.pixels * pass.copies);
}

} // namespace

void RunCosts::note(Times& times, double work, double seconds)
{
    const auto [known, isNew] = times.try_emplace(work, seconds);
    if (!isNew) {
        known->second += kNewest * (seconds - known->second);
    }
}

double RunCosts::scaled(const Times& times, double work)
{
    const auto nearest = std::min_element(
        times.begin(), times.end(), [work](const auto& a, const auto& b) {
            return std::abs(std::log(a.first / work)) < std::abs(std::log(b.first / work));
        });
    return nearest == times.end() ? -1.0 : nearest->second * std::pow(work / nearest->first, kGrowth);
}

double RunCosts::first(double work, double secondsPerStep) const
{
    const double measured = scaled(m_firsts, work);
    return std::max(secondsPerStep, measured >= 0.0 ? measured : kFirstStep * secondsPerStep);
}

double RunCosts::decode(double pixels, double secondsPerStepWork) const
{
    const double measured = scaled(m_decodes, pixels);
    return measured >= 0.0 ? measured : m_decodeInSteps * secondsPerStepWork * pixels;
}

void RunForecast::endDecoding(double now)
{
    if (m_decoding) {
        m_costs.noteDecode(pass().pixels, now - m_last);
        m_decoding = false;
    }
}

void RunForecast::begin(int steps, double now)
{
    if (m_begun) {
        endDecoding(now);
        m_pass = std::min(m_pass + 1, m_passes.size() - 1);
    }
    m_begun = true;
    m_passes[m_pass].steps = steps;
    m_done = m_timed = 0;
    m_first = m_others = 0;
    m_last = now;
}

void RunForecast::step(double now)
{
    ++m_done;
    if (++m_timed == 1) {
        m_first = now - m_last;
    } else {
        m_others += now - m_last;
    }
    m_last = now;
}

void RunForecast::recalled(double now)
{
    ++m_done;
    m_last = now;
}

void RunForecast::decoding(double now)
{
    if (m_timed > 1) {
        m_costs.noteStep(workOf(pass()), m_others / (m_timed - 1));
        m_costs.noteFirst(workOf(pass()), m_first);
    }
    m_decoding = true;
    m_last = now;
}

void RunForecast::end(double now)
{
    endDecoding(now);
}

/// Of the pass that runs; what earlier jobs took speaks until its own second step.
double RunForecast::secondsPerStep() const
{
    if (m_timed > 1) {
        return m_others / (m_timed - 1);
    }
    const double known = m_costs.step(workOf(pass()));
    if (known >= 0.0) {
        return known;
    }
    return m_timed == 1 ? m_first : -1.0;
}

/// A pass that has not begun, from what was measured, else from the one that runs.
double RunForecast::secondsOf(const Pass& later) const
{
    const double here = workOf(pass());
    const double work = workOf(later);
    const double grown = secondsPerStep() * std::pow(work / here, kGrowth);
    const double known = m_costs.step(work);
    const double step = known >= 0.0 ? known : grown;
    return m_costs.first(work, step) + std::max(0, later.steps - 1) * step +
           m_costs.decode(later.pixels, step / work);
}

double RunForecast::left(double now) const
{
    const double perStep = m_begun ? secondsPerStep() : -1.0;
    if (perStep < 0.0) {
        return -1.0;
    }
    const double perWork = perStep / workOf(pass());
    const double since = std::max(0.0, now - m_last);
    const double decode = m_costs.decode(pass().pixels, perWork);
    double out = 0.0;
    if (m_decoding) {
        out = std::max(0.0, decode - since);
    } else {
        const double first =
            m_timed == 0 ? m_costs.first(workOf(pass()), perStep) - perStep : 0.0;
        out = std::max(0.0, (pass().steps - m_done) * perStep + first - since) + decode;
    }
    for (std::size_t i = m_pass + 1; i < m_passes.size(); ++i) {
        out += secondsOf(m_passes[i]);
    }
    return out;
}

} // namespace diffusion
