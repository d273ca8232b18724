// Schedulers and pipelines give the reference implementation's numbers.

#include <QtTest/QtTest>

#include <ATen/Parallel.h>

#include "diffusion/check/check_sections.h"

using namespace diffusion;

namespace {

/// Further cases of the same kinds, where somebody has any; the fixtures are always run.
std::filesystem::path referenceFolder()
{
    return qgetenv("STILLWATER_REFERENCE").toStdString();
}

/// Adds one row for each case below `root`.
void addCases(const std::filesystem::path& root)
{
    QTest::addColumn<QByteArray>("outcome");
    const check::CheckOptions options{root, STILLWATER_MODULE_FOLDER};
    for (const auto run : {&check::checkSchedulers, &check::checkPipelines}) {
        for (const check::CaseResult& result : run(options)) {
            const bool passed = result.outcome == check::Outcome::Passed;
            QTest::newRow(result.name.c_str())
                << (passed ? QByteArray("passed") : QByteArray::fromStdString(result.detail));
        }
    }
}

} // namespace

class TestParity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The models are so small that a second thread costs more than it brings.
    void initTestCase() { at::set_num_threads(1); }

    void fixturesGiveTheReferencesNumbers_data() { addCases(STILLWATER_FIXTURES "/reference"); }
    void fixturesGiveTheReferencesNumbers()
    {
        QFETCH(QByteArray, outcome);
        QCOMPARE(outcome, QByteArray("passed"));
    }

    void wholeReferenceFolderGivesTheReferencesNumbers_data()
    {
        if (!referenceFolder().empty()) {
            addCases(referenceFolder());
        } else {
            QTest::addColumn<QByteArray>("outcome");
            QTest::newRow("absent") << QByteArray("absent");
        }
    }
    void wholeReferenceFolderGivesTheReferencesNumbers()
    {
        QFETCH(QByteArray, outcome);
        if (outcome == "absent") {
            QSKIP("set STILLWATER_REFERENCE to the folder with the reference cases");
        }
        QCOMPARE(outcome, QByteArray("passed"));
    }
};

QTEST_APPLESS_MAIN(TestParity)
#include "tst_parity.moc"
