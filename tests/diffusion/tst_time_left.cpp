// How long a job still takes, told from its own pace.

#include <array>

#include <QtTest/QtTest>

#include "diffusion/engine/time_left.h"

using diffusion::TimeLeft;

class TestTimeLeft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterThreeStepsItIsRightWithinAFifth_data()
    {
        QTest::addColumn<double>("firstStep");
        QTest::addColumn<double>("unrest");
        QTest::newRow("even steps") << 1.0 << 0.0;
        QTest::newRow("a slow first step") << 6.0 << 0.0;
        QTest::newRow("steps that differ by a tenth") << 3.0 << 0.1;
    }

    /// Steps of 1 s, from 15 % to 92 % of the bar, and a decoding that takes its share.
    void afterThreeStepsItIsRightWithinAFifth()
    {
        QFETCH(double, firstStep);
        QFETCH(double, unrest);
        constexpr int kSteps = 25;
        constexpr double kFrom = 0.15, kTo = 0.92;
        std::array<double, kSteps> done{};
        double now = 0;
        for (int i = 0; i < kSteps; ++i) {
            now += i == 0 ? firstStep : 1.0 + (i % 2 == 0 ? unrest : -unrest);
            done[static_cast<std::size_t>(i)] = now;
        }
        const double end = now + kSteps * (1.0 - kTo) / (kTo - kFrom);

        TimeLeft left;
        left.begin(kFrom, 0.0);
        for (int i = 0; i < kSteps; ++i) {
            const double told = left.step(kFrom + (kTo - kFrom) * (i + 1) / kSteps, done[static_cast<std::size_t>(i)]);
            const double really = end - done[static_cast<std::size_t>(i)];
            if (i >= 2) {
                QVERIFY2(told > 0.8 * really && told < 1.2 * really,
                         qPrintable(QStringLiteral("after step %1: %2 s told, %3 s it takes")
                                        .arg(i + 1)
                                        .arg(told)
                                        .arg(really)));
            }
        }
    }

    void nothingIsToldBeforeTheFirstStep()
    {
        TimeLeft left;
        QVERIFY(left.left(0.1, 3.0) < 0.0);
        left.begin(0.15, 4.0);
        QVERIFY(left.left(0.15, 5.0) < 0.0);
        QVERIFY(left.step(0.25, 6.0) > 0.0);
    }

    void aSlowFirstStepCountsNoLongerThanItHasTo()
    {
        TimeLeft left;
        left.begin(0.0, 0.0);
        QCOMPARE(left.step(0.1, 10.0), 90.0);
        QCOMPARE(left.step(0.2, 11.0), 8.0);
        QCOMPARE(left.left(0.2, 12.0), 7.0); // time goes on between steps
    }
};

QTEST_APPLESS_MAIN(TestTimeLeft)
#include "tst_time_left.moc"
