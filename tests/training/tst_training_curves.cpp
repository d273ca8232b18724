// Loss curves: reading what a run wrote down, and drawing it.

#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "app/train/curves/loss_chart.h"
#include "app/train/open_gui.h"

using namespace train;

namespace {

const char* const kLog = "# steps\tsamples\tseconds\tloss\thole\tgradient\trate\tsamples/s\n"
                         "50\t1600\t51\t0.40000\t0.57\t0.478\t2.00e-04\t31.6\n"
                         "100\t3200\t122\t0.30000\t0.58\t0.463\t4.00e-04\t22.5\n"
                         "# held out, average weights, step 90: loss 0.35 hole 0.533959\n"
                         "150\t4800\t177\t0.20000\t0.57\t0.510\t6.00e-04\t29.1\n"
                         "# held out, average weights, step 160: loss 0.25 hole 0.5\n"
                         "200\t64";

} // namespace

class TestTrainingCurves : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char* text)
    {
        const std::string path = m_folder.filePath(QStringLiteral("run.log")).toStdString();
        std::ofstream(path) << text;
        return path;
    }

private Q_SLOTS:
    void aLogIsReadAndACutOffLineIsPassedOver()
    {
        const auto log = readTrainingLog(write(kLog));
        QVERIFY(log.has_value());
        QCOMPARE(log->training.size(), std::size_t{3});
        QCOMPARE(log->training[1].samples, 3200.0);
        QCOMPARE(log->training[1].loss, 0.3);
        QCOMPARE(log->heldOut.size(), std::size_t{2});
        QCOMPARE(log->heldOut[0].samples, 3200.0);
        QCOMPARE(log->heldOut[1].samples, 4800.0); // after the last whole line
        QCOMPARE(log->heldOut[1].loss, 0.25);
    }

    void aFileThatIsNoLogIsAnError()
    {
        QCOMPARE(readTrainingLog("/no/such/file").error().code, core::ErrorCode::NotFound);
        QCOMPARE(readTrainingLog(write("milk\n2 eggs\n")).error().code,
                 core::ErrorCode::Unreadable);
    }

    void smoothingKeepsStraightLinesAndEnds()
    {
        const auto line = smoothed({{0, 4}, {1, 3}, {2, 2}, {3, 1}}, 2);
        for (std::size_t i = 0; i < line.size(); ++i) {
            QCOMPARE(line[i].loss, 4.0 - static_cast<double>(i));
        }
        QCOMPARE(smoothed({{0, 0}, {1, 9}, {2, 0}}, 1)[1].loss, 3.0);
    }

    void aFallingLossFallsInThePicture()
    {
        openGui();
        const auto log = readTrainingLog(write(kLog));
        QVERIFY(log.has_value());
        const QImage chart = lossChart({{"run", *log}});
        const auto bluest = [&chart](int left, int right) { // mean height of the curve
            double sum = 0;
            int count = 0;
            for (int x = left; x < right; ++x) {
                for (int y = 80; y < chart.height() - 70; ++y) {
                    const QColor c = chart.pixelColor(x, y);
                    if (c.blue() > c.red() + 60) {
                        sum += y;
                        ++count;
                    }
                }
            }
            return count == 0 ? -1.0 : sum / count;
        };
        const double early = bluest(370, 500);
        const double late = bluest(800, 950);
        QVERIFY(early > 0 && late > early);
    }
};

QTEST_MAIN(TestTrainingCurves)
#include "tst_training_curves.moc"
