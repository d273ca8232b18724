// The contract every entry of the scheduler registry keeps, and the noise they draw.

#include <cmath>

#include <QtTest/QtTest>

#include "diffusion/engine/noise.h"
#include "diffusion/engine/schedulers/registry.h"

using diffusion::SchedulerConfig;
using diffusion::SeededNoise;

namespace {

/// Stable Diffusion's schedule; `type` is what the network predicts.
SchedulerConfig configFor(const char* type)
{
    return SchedulerConfig({{"beta_start", 0.00085},
                            {"beta_end", 0.012},
                            {"beta_schedule", "scaled_linear"},
                            {"clip_sample", false},
                            {"set_alpha_to_one", true},
                            {"prediction_type", type}});
}

std::unique_ptr<diffusion::Scheduler> make(const char* id, const char* type = "epsilon")
{
    return diffusion::makeScheduler(*diffusion::findScheduler(id), configFor(type));
}

/// What a network that knows x0 answers.
at::Tensor perfectOutput(const diffusion::Scheduler& scheduler, int i, const at::Tensor& sample,
                         const at::Tensor& x0, const std::string& type)
{
    const diffusion::NoiseLevel level = scheduler.levelAt(i);
    const at::Tensor epsilon = (sample - x0 * level.alpha) / level.sigma;
    if (type == "epsilon") {
        return epsilon;
    }
    const double norm = std::hypot(level.alpha, level.sigma);
    return epsilon * (level.alpha / norm) - x0 * (level.sigma / norm);
}

at::Tensor walk(diffusion::Scheduler& scheduler, const at::Tensor& x0, const std::string& type,
                int begin = 0)
{
    SeededNoise noise(7);
    at::Tensor sample = begin == 0 ? noise.normal(x0.sizes()) * scheduler.initNoiseSigma()
                                   : addNoise(scheduler.levelAt(begin), x0, noise.normal(x0.sizes()));
    for (int i = begin; i < static_cast<int>(scheduler.timesteps().size()); ++i) {
        sample = scheduler.step(perfectOutput(scheduler, i, sample, x0, type), i, sample, noise);
    }
    return sample;
}

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEntry_data()
    {
        QTest::addColumn<QString>("id");
        QVERIFY(!diffusion::schedulerRegistry().empty());
        for (const auto& entry : diffusion::schedulerRegistry()) {
            QTest::newRow(entry.id) << QString::fromLatin1(entry.id);
        }
    }

    void idsAreUniqueAndTitled()
    {
        const auto table = diffusion::schedulerRegistry();
        for (const auto& entry : table) {
            QVERIFY(*entry.title != '\0');
            QCOMPARE(diffusion::findScheduler(entry.id), &entry);
        }
    }

    void perfectPredictorReachesTheCleanLatents_data() { everyEntry_data(); }
    void perfectPredictorReachesTheCleanLatents()
    {
        QFETCH(QString, id);
        const at::Tensor x0 = SeededNoise(3).normal({2, 4, 3, 5});
        for (const char* type : {"epsilon", "v_prediction"}) {
            const auto scheduler = make(id.toLatin1().constData(), type);
            scheduler->setTimesteps(12);
            const at::Tensor end = walk(*scheduler, x0, type);
            QCOMPARE(end.sizes(), x0.sizes());
            // Some methods stop at the lowest trained level (sigma 0.03) instead of zero; the
            // consistency methods mix in a share of the sample that falls with the time.
            const double distance = (end - x0).abs().max().item<double>();
            QVERIFY2(distance < 0.15, qPrintable(QString::number(distance)));
        }
    }

    void aWalkFromTheMiddleReachesThemToo_data() { everyEntry_data(); }
    void aWalkFromTheMiddleReachesThemToo()
    {
        QFETCH(QString, id);
        const at::Tensor x0 = SeededNoise(3).normal({1, 4, 3, 5});
        const auto scheduler = make(id.toLatin1().constData());
        scheduler->setTimesteps(10);
        const at::Tensor end = walk(*scheduler, x0, "epsilon", 4 * scheduler->order());
        const double distance = (end - x0).abs().max().item<double>();
        // PNDM repeats its first step wherever it begins, as the reference does, and so arrives one
        // step short: at the lowest time visited, some of whose noise is left.
        const double limit = id == QLatin1String("pndm") ? 0.4 : 0.15;
        QVERIFY2(distance < limit, qPrintable(QString::number(distance)));
    }

    void resetForgetsTheLastWalk_data() { everyEntry_data(); }
    void resetForgetsTheLastWalk()
    {
        QFETCH(QString, id);
        const at::Tensor first = SeededNoise(3).normal({1, 4, 2, 2});
        const at::Tensor other = SeededNoise(4).normal({1, 4, 2, 2});
        const auto scheduler = make(id.toLatin1().constData());
        scheduler->setTimesteps(6);
        const at::Tensor fresh = walk(*scheduler, first, "epsilon");
        scheduler->reset();
        static_cast<void>(walk(*scheduler, other, "epsilon"));
        scheduler->reset();
        QVERIFY(at::equal(walk(*scheduler, first, "epsilon"), fresh));
    }

    void timesFallAndStayInside_data() { everyEntry_data(); }
    void timesFallAndStayInside()
    {
        QFETCH(QString, id);
        const auto scheduler = make(id.toLatin1().constData());
        for (const int steps : {1, 2, 7, 25}) {
            scheduler->setTimesteps(steps);
            const auto& times = scheduler->timesteps();
            QVERIFY(times.size() >= static_cast<std::size_t>(steps));
            for (std::size_t i = 0; i < times.size(); ++i) {
                QVERIFY(times[i] >= 0.0 && times[i] < 1000.0);
                // Between the steps themselves; the calls inside one may look further down.
                const auto order = static_cast<std::size_t>(scheduler->order());
                QVERIFY(i % order != 0 || i == 0 || times[i] <= times[i - order]);
            }
        }
    }

    void impossibleStepsAndUnknownOptionsAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(make("ddim")->setTimesteps(0), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(make("ddim")->setTimesteps(2000), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(make("lcm")->setTimesteps(51), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(make("ddim", "guesswork"), std::invalid_argument);
    }

    void configurationsThatPythonWroteAreRead()
    {
        const auto json = diffusion::parsePythonJson(
            "{\"lambda_min_clipped\": -Infinity, \"name\": \"a -Infinity \\\" b\", \"x\": NaN}",
            "test");
        QCOMPARE(json.at("name").get<std::string>(), std::string("a -Infinity \" b"));
        QVERIFY(std::isinf(SchedulerConfig(json).number("lambda_min_clipped", 0.0)));
        QVERIFY_EXCEPTION_THROWN(diffusion::parsePythonJson("{", "test"), std::invalid_argument);
    }

    void noiseIsTheSameForTheSameSeedAndDraw()
    {
        SeededNoise a(42);
        SeededNoise b(42);
        static_cast<void>(b.normal({3})); // another shape before must not matter
        const at::Tensor first = a.normal({1, 4, 64, 64});
        QVERIFY(at::equal(a.normal({5, 7}), b.normal({5, 7})));
        QVERIFY(!at::equal(first, SeededNoise(43).normal({1, 4, 64, 64})));
        QVERIFY(std::abs(first.mean().item<double>()) < 0.03);   // 16384 values: 4 sigma is 0.03
        QVERIFY(std::abs(first.std().item<double>() - 1.0) < 0.03);
        QVERIFY(first.abs().max().item<double>() < 7.0);
    }

    void noiseHasTheValuesItAlwaysHad()
    {
        // Philox4x32-10 with key and counter zero gives 6627e8d5 e169c58d bc57ac4c 9b00dbd8
        // (Salmon et al. 2011, known answers); Box and Muller turn the first pair into these.
        const double radius = std::sqrt(-2.0 * std::log(std::ldexp(0x6627e8d5 + 0.5, -32)));
        const double angle = 2.0 * M_PI * std::ldexp(0xe169c58d + 0.5, -32);
        const at::Tensor values = SeededNoise(0).normal({2});
        QCOMPARE(values[0].item<float>(), static_cast<float>(radius * std::cos(angle)));
        QCOMPARE(values[1].item<float>(), static_cast<float>(radius * std::sin(angle)));
    }
};

QTEST_APPLESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
