#include <QTemporaryDir>
#include <QTest>

#include "diffusion/training/picture_classifier.h"

using namespace diffusion::training;

namespace {

constexpr int kSide = 32;

/// Head 0: what colour the picture is (3), head 1: whether its upper or lower half is dark (2).
LabelledPictures colouredHalves(int count, unsigned seed)
{
    LabelledPictures set;
    set.side = kSide;
    set.heads = 2;
    for (int i = 0; i < count; ++i) {
        seed = seed * 1664525U + 1013904223U;
        const int colour = static_cast<int>(seed >> 16U) % 3;
        const int dark = static_cast<int>(seed >> 24U) % 2;
        for (int y = 0; y < kSide; ++y) {
            const int light = (y < kSide / 2) == (dark == 0) ? 40 : 200;
            for (int x = 0; x < kSide; ++x) {
                for (int c = 0; c < 3; ++c) {
                    set.pixels.push_back(
                        static_cast<std::uint8_t>(c == colour ? light : light / 3));
                }
            }
        }
        set.labels.insert(set.labels.end(), {colour, dark});
    }
    return set;
}

ClassifierOptions smallOptions()
{
    ClassifierOptions options;
    options.classes = {3, 2};
    options.side = kSide;
    options.widths = {8, 8, 8, 8};
    options.steps = 120;
    options.batch = 32;
    options.learningRate = 1e-2F;
    return options;
}

double shareRight(const std::vector<std::int32_t>& given, const LabelledPictures& set)
{
    int right = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        right += given[i] == set.labels[i] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(given.size());
}

} // namespace

class TestPictureClassifier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsWhatTheLabelsSayAndNamesItInOtherPictures()
    {
        auto classifier = PictureClassifier::create(smallOptions());
        QVERIFY(classifier.has_value());
        const LabelledPictures others = colouredHalves(60, 9);
        const auto before = (*classifier)->classify(others);
        QVERIFY(before.has_value());

        QVERIFY((*classifier)->train(colouredHalves(90, 1), {}).has_value());

        const auto after = (*classifier)->classify(others);
        QVERIFY(after.has_value());
        QVERIFY(shareRight(*before, others) < 0.8);
        QVERIFY2(shareRight(*after, others) > 0.95,
                 qPrintable(QString::number(shareRight(*after, others))));
    }

    void oneSeedGivesOneClassifierAndAFileKeepsIt()
    {
        ClassifierOptions options = smallOptions();
        options.steps = 10;
        auto a = PictureClassifier::create(options);
        auto b = PictureClassifier::create(options);
        auto c = PictureClassifier::create(options);
        const LabelledPictures set = colouredHalves(40, 3);
        QVERIFY((*a)->train(set, {}).has_value() && (*b)->train(set, {}).has_value());
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("c.safetensors")).toStdString();

        QVERIFY((*a)->save(file).has_value());
        QVERIFY((*c)->load(file).has_value());

        QCOMPARE(*(*a)->classify(set), *(*b)->classify(set));
        QCOMPARE(*(*a)->classify(set), *(*c)->classify(set));
        options.meaning = "other things";
        auto other = PictureClassifier::create(options);
        QCOMPARE((*other)->load(file).error().code, core::ErrorCode::BadWeights);
    }

    void picturesThatDoNotFitAreRefused()
    {
        auto classifier = PictureClassifier::create(smallOptions());
        LabelledPictures set = colouredHalves(4, 1);
        set.labels.pop_back();
        QCOMPARE((*classifier)->train(set, {}).error().code, core::ErrorCode::InvalidArgument);
        set.side = 64;
        QVERIFY(!(*classifier)->classify(set).has_value());
        QVERIFY(!PictureClassifier::create({}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestPictureClassifier)
#include "tst_picture_classifier.moc"
