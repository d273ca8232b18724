// How long a job still takes: on times of real runs, and on made-up ones for what those do not have.

#include <cmath>
#include <fstream>
#include <sstream>

#include <QtTest/QtTest>

#include "diffusion/engine/run_forecast.h"

using diffusion::RunCosts;
using diffusion::RunForecast;

namespace {

struct Event {
    std::string what; ///< begin, step, decoding, end
    double seconds = 0;
    int steps = 0; ///< of begin
};

/// One run of the fixture, which says how it was taken.
struct Recorded {
    std::string model;
    double decodeInSteps = 1.0;
    std::string name;
    std::vector<RunForecast::Pass> passes;
    std::vector<Event> events;
};

std::vector<Recorded> recordedRuns()
{
    std::vector<Recorded> out;
    Recorded head;
    std::ifstream file(STILLWATER_FIXTURES "/step_times.txt");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string what;
        words >> what;
        if (what == "model") {
            words >> head.model >> head.decodeInSteps;
        } else if (what == "run") {
            out.push_back(head);
            std::getline(words >> std::ws, out.back().name);
        } else if (what == "pass") {
            RunForecast::Pass pass;
            words >> pass.pixels >> pass.copies >> pass.steps;
            out.back().passes.push_back(pass);
        } else if (!what.empty() && what[0] != '#') {
            Event event{what, 0, 0};
            words >> event.seconds >> event.steps;
            out.back().events.push_back(event);
        }
    }
    return out;
}

void apply(RunForecast& forecast, const Event& event)
{
    if (event.what == "begin") {
        forecast.begin(event.steps, event.seconds);
    } else if (event.what == "step") {
        forecast.step(event.seconds);
    } else if (event.what == "decoding") {
        forecast.decoding(event.seconds);
    } else if (event.what == "end") {
        forecast.end(event.seconds);
    }
}

} // namespace

class TestRunForecast : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The first run of a model knows nothing; the others know what the earlier ones took.
    void afterThreeStepsItIsRightWithinAFifthOnRealRuns()
    {
        const std::vector<Recorded> runs = recordedRuns();
        QVERIFY(runs.size() >= 4);
        std::map<std::string, RunCosts> costs;
        int checked = 0;
        for (const Recorded& run : runs) {
            RunCosts& known = costs.try_emplace(run.model, run.decodeInSteps).first->second;
            RunForecast forecast(run.passes, known);
            const double end = run.events.back().seconds;
            QCOMPARE(run.events.back().what, std::string("end"));
            int steps = 0;
            for (const Event& event : run.events) {
                apply(forecast, event);
                steps += event.what == "step" ? 1 : 0;
                if (event.what != "step" || steps < 3) {
                    continue;
                }
                const double told = forecast.left(event.seconds);
                const double really = end - event.seconds;
                // A quarter of a second is not to be seen on a display of whole seconds.
                const double allowed = std::max(0.2 * really, 0.25);
                QVERIFY2(std::abs(told - really) <= allowed,
                         qPrintable(QStringLiteral("%1, step %2: %3 s told, %4 s it took")
                                        .arg(QString::fromStdString(run.model + ", " + run.name))
                                        .arg(steps)
                                        .arg(told)
                                        .arg(really)));
                ++checked;
            }
        }
        QVERIFY(checked > 40);
    }

    void nothingIsToldBeforeTheFirstStepOfTheFirstRun()
    {
        RunCosts costs(2.0);
        RunForecast forecast({{100, 1, 4}}, costs);
        QVERIFY(forecast.left(0.0) < 0.0);
        forecast.begin(4, 1.0);
        QVERIFY(forecast.left(1.5) < 0.0);
        forecast.step(3.0); // 2 s; three more, and decoding as long as two
        QCOMPARE(forecast.left(3.0), 10.0);
        forecast.step(4.0); // a step takes 1 s, the first one was special
        QCOMPARE(forecast.left(4.0), 4.0);
        QCOMPARE(forecast.left(4.5), 3.5); // time goes on between steps
    }

    void laterRunsKnowWhatEarlierOnesTook()
    {
        RunCosts costs(2.0);
        RunForecast first({{100, 1, 2}}, costs);
        first.begin(2, 0.0);
        first.step(3.0);
        first.step(4.0);
        first.decoding(4.0);
        first.end(9.0);
        RunForecast second({{100, 2, 3}}, costs);
        second.begin(3, 0.0);
        // Twice the work a step, the first one as much slower as before, the same decoding.
        const double grown = std::pow(2.0, 0.8);
        QCOMPARE(second.left(0.0), (3.0 + 2.0 * 1.0) * grown + 5.0);
    }

    void laterPassesAreScaledFromTheOneThatRuns()
    {
        RunCosts costs(1.0);
        RunForecast forecast({{100, 1, 3}, {400, 1, 2}}, costs);
        forecast.begin(3, 0.0);
        forecast.step(1.0);
        forecast.step(2.0);
        // One step and its decoding; a slow first one and one more of four times the work, and
        // their decoding.
        const double grown = std::pow(4.0, 0.8);
        QCOMPARE(forecast.left(2.0), 1.0 + 1.0 + (2.0 + 1.0) * grown + grown);
    }

    void whatWasKnownAlreadyTellsNothingOfThePace()
    {
        RunCosts costs(1.0);
        RunForecast forecast({{100, 1, 10}}, costs);
        forecast.begin(10, 0.0);
        for (int i = 1; i <= 5; ++i) {
            forecast.recalled(0.01 * i);
        }
        QVERIFY(forecast.left(0.05) < 0.0);
        forecast.step(1.05);
        QCOMPARE(forecast.left(1.05), 4 * 1.0 + 1.0);
    }
};

QTEST_APPLESS_MAIN(TestRunForecast)
#include "tst_run_forecast.moc"
