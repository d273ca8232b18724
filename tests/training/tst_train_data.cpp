#include <algorithm>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "app/train/data/masks.h"
#include "app/train/data/pair_maker.h"
#include "app/train/data/picture_list.h"
#include "app/train/data/placed_pairs.h"
#include "app/train/data/push_pull.h"
#include "app/train/data/rcc_archive.h"
#include "app/train/data/scene_pairs.h"
#include "app/train/scenes/scene_spec.h"
#include "diffusion/training/noise_levels.h"
#include "training/support.h"

using namespace train;

namespace {

double share(const core::PixelBuffer& mask)
{
    double sum = 0;
    for (std::size_t i = 0; i < mask.count(); ++i) {
        sum += mask.data()[i];
    }
    return sum / static_cast<double>(mask.count());
}

std::vector<PackedPhoto> testSet()
{
    ByteImage shape{8, 8, 4, std::vector<std::uint8_t>(8 * 8 * 4, 255)};
    return {{"a.jpg", "p", "photo", "a", toBytes(training_tests::testPicture(96, 1))},
            {"b.jpg", "p", "texture", "b", toBytes(training_tests::testPicture(80, 2))},
            {"c.png", "p", "cutout", "c", shape}};
}

void write(const QString& path, const char* text)
{
    std::ofstream(path.toStdString()) << text;
}

} // namespace

class TestTrainData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masksAreBinaryAndNeverEmpty()
    {
        const ByteImage shape{8, 8, 1, std::vector<std::uint8_t>(64, 255)};
        for (std::uint64_t i = 0; i < 200; ++i) {
            Random random = Random::forItem(5, i);
            const RandomMask mask = randomMask(64, {shape}, MaskShares(), random);
            QVERIFY(share(mask.coverage) > 0.0);
            QCOMPARE(share(mask.coverage) == 1.0, mask.kind == MaskKind::Everything);
            QVERIFY(std::all_of(mask.coverage.data(), mask.coverage.data() + mask.coverage.count(),
                                [](float v) { return v == 0.0F || v == 1.0F; }));
        }
    }

    void resamplingAtTheSameSizeChangesNothing()
    {
        const ByteImage image = toBytes(training_tests::testPicture(40, 4));
        QCOMPARE(toBytes(resampled(image, {0, 0, 40, 40}, 40, 40, false)).data, image.data);
    }

    void mirroringTwiceChangesNothing()
    {
        const ByteImage image = toBytes(training_tests::testPicture(40, 4));
        const ByteImage once = toBytes(resampled(image, {0, 0, 40, 40}, 40, 40, true));
        QVERIFY(once.data != image.data);
        QCOMPARE(toBytes(resampled(once, {0, 0, 40, 40}, 40, 40, true)).data, image.data);
    }

    void pushPullTouchesOnlyTheHoleAndStaysBetweenItsSurroundings()
    {
        core::PixelBuffer image(33, 33, 3, 0.25F);
        for (int y = 0; y < 33; ++y) {
            std::fill_n(image.at(20, y), 13 * 3, 0.75F);
        }
        const core::PixelBuffer before = image;
        core::PixelBuffer mask(33, 33, 1);
        for (int y = 10; y < 25; ++y) {
            std::fill_n(mask.at(10, y), 15, 1.0F);
            std::fill_n(image.at(10, y), 15 * 3, 9.0F);
        }

        pushPullFill(image, mask);

        for (int y = 0; y < 33; ++y) {
            for (int x = 0; x < 33; ++x) {
                if (*mask.at(x, y) > 0) {
                    QVERIFY(image.at(x, y)[0] >= 0.249F && image.at(x, y)[0] <= 0.751F);
                } else {
                    QCOMPARE(image.at(x, y)[0], before.at(x, y)[0]);
                }
            }
        }
    }

    void aPackedSetSurvivesTheFile()
    {
        const QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("set.pack")).toStdString();
        QVERIFY(writePhotoSet(file, testSet()).has_value());

        const auto back = readPhotoSet(file);

        QVERIFY(back.has_value());
        QCOMPARE(back->size(), std::size_t{3});
        QCOMPARE(back->at(1).caption, std::string("b"));
        QCOMPARE(back->at(1).image.data, testSet().at(1).image.data);
    }

    void aTruncatedPackedSetIsAnError()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("set.pack"));
        QVERIFY(writePhotoSet(file.toStdString(), testSet()).has_value());
        QVERIFY(QFile::resize(file, QFileInfo(file).size() - 100));

        const auto back = readPhotoSet(file.toStdString());

        QVERIFY(!back.has_value());
        QCOMPARE(back.error().code, core::ErrorCode::Unreadable);
    }

    void pairsDependOnTheSeedOnly()
    {
        const auto pca = training_tests::testPca(4);
        PairOptions options;
        options.side = 32;
        options.count = 6;

        const auto a = makePairs(testSet(), pca, options, {});
        const auto b = makePairs(testSet(), pca, options, {});
        options.seed = 2;
        const auto c = makePairs(testSet(), pca, options, {});

        QVERIFY(a.has_value() && b.has_value() && c.has_value());
        QCOMPARE(a->count(), std::int64_t{6});
        QCOMPARE(a->truth, b->truth);
        QCOMPARE(a->prefilled, b->prefilled);
        QVERIFY(a->truth != c->truth);
    }

    void pairsDifferOnlyWhereTheMaskSays()
    {
        PairOptions options;
        options.side = 32;
        options.count = 12;
        const auto pairs = makePairs(testSet(), training_tests::testPca(4), options, {});
        QVERIFY(pairs.has_value());
        const std::size_t area = 16;
        for (std::size_t i = 0; i < pairs->truth.size(); ++i) {
            const std::size_t place = i / (4 * area) * area + i % area;
            if (pairs->mask[place] == 0) {
                QCOMPARE(pairs->prefilled[i], pairs->truth[i]);
            }
        }
    }

    void scenesAreOfTheAskedTaskAndSayWhatTheyShow()
    {
        const auto pca = training_tests::testPca(4);
        PairOptions options;
        options.side = 64;
        options.count = 8;
        const std::size_t area = 64;

        const auto created = makeScenePairs(pca, options, {1.0, 0.0, 0.0}, {}, {});
        const auto again = makeScenePairs(pca, options, {1.0, 0.0, 0.0}, {}, {});
        const auto expanded = makeScenePairs(pca, options, {0.0, 0.0, 1.0}, {}, {});

        QVERIFY(created.has_value() && again.has_value() && expanded.has_value());
        QCOMPARE(created->truth, again->truth);
        QCOMPARE(created->captions, again->captions);
        QVERIFY(std::all_of(created->mask.begin(), created->mask.end(),
                            [](std::uint8_t m) { return m == 1; }));
        QVERIFY(std::none_of(created->captions.begin(), created->captions.end(),
                             [](const std::string& words) { return words.empty(); }));
        for (std::size_t i = 0; i < expanded->mask.size(); i += area) {
            const auto holes = std::count(
                expanded->mask.begin() + static_cast<std::ptrdiff_t>(i),
                expanded->mask.begin() + static_cast<std::ptrdiff_t>(i + area), std::uint8_t{1});
            QVERIFY(holes > 0 && holes < 64);
        }
    }

    void thingsPlacedInPhotographsAreInTheHoleAndNamed()
    {
        const auto pca = training_tests::testPca(4);
        PairOptions options;
        options.side = 64;
        options.count = 12;
        const auto pairs = makePlacedPairs(testSet(), pca, options, {}, {});
        const auto again = makePlacedPairs(testSet(), pca, options, {}, {});
        QVERIFY(pairs.has_value() && again.has_value());
        QCOMPARE(pairs->truth, again->truth);
        QVERIFY(std::none_of(pairs->captions.begin(), pairs->captions.end(),
                             [](const std::string& words) { return words.empty(); }));
        const std::size_t area = 64;
        std::vector<double> changed(pairs->captions.size());
        for (std::size_t i = 0; i < pairs->truth.size(); ++i) {
            const std::size_t pair = i / (4 * area);
            const double difference = std::abs(pairs->prefilled[i] - pairs->truth[i]);
            if (pairs->mask[pair * area + i % area] == 0) {
                QCOMPARE(difference, 0.0);
            }
            changed[pair] += difference;
        }
        QVERIFY(std::all_of(changed.begin(), changed.end(), [](double d) { return d > 1.0; }));
        QVERIFY(!makePlacedPairs({}, pca, options, {}, {}).has_value());
    }

    void theLaterPassesBeginFromASofterPictureInTheHole()
    {
        const auto pca = training_tests::testPca(12);
        PairOptions options;
        options.side = 64;
        options.count = 12;
        options.shares.everything = 0.5;
        options.prefill.reduced = 1.0;
        const auto soft = makePairs(testSet(), pca, options, {});
        options.prefill = {1.0, 0.0, 0.0};
        const auto grey = makePairs(testSet(), pca, options, {});
        QVERIFY(soft.has_value() && grey.has_value());
        QCOMPARE(soft->truth, grey->truth);
        const auto error = [](const diffusion::training::PairShard& shard) {
            double sum = 0;
            for (std::size_t i = 0; i < shard.truth.size(); ++i) {
                sum += std::abs(shard.prefilled[i] - shard.truth[i]);
            }
            return sum;
        };
        QVERIFY(error(*soft) > 0.0);
        QVERIFY2(error(*soft) < 0.8 * error(*grey),
                 qPrintable(QString::number(error(*soft) / error(*grey))));
    }

    void whatASceneHoldsIsNamed()
    {
        for (std::uint32_t seed = 0; seed < 200; ++seed) {
            const scenes::SceneSpec scene = scenes::randomScene(seed);
            QCOMPARE(scenes::objectCaption(scene, seed).empty(), scene.objects.empty());
        }
    }

    void trainingEndsInPureNoise()
    {
        const diffusion::training::NoiseLevels levels;
        QCOMPARE(levels.alpha.back(), 0.0F);
        QCOMPARE(levels.sigma.back(), 1.0F);
        QVERIFY(std::is_sorted(levels.sigma.begin(), levels.sigma.end()));
        QVERIFY(levels.minSnrWeight(999, 5.0F, 0.25F) > 0.9F);
        QCOMPARE(levels.minSnrWeight(0, 5.0F, 0.25F), 0.25F);
    }

    void aReservedPictureIsRefusedInAnySize()
    {
        const QTemporaryDir folder;
        const QString pictures = folder.filePath(QStringLiteral("pictures.tsv"));
        const QString reserved = folder.filePath(QStringLiteral("reserved.tsv"));
        write(reserved, "# comment\np\tDusk/2560x1600.jpg\np\tsample2_1920.jpg\n");
        const auto read = [&](const char* table) {
            write(pictures, table);
            return readPictureList(pictures.toStdString(), reserved.toStdString());
        };

        QVERIFY(read("p\tDawn/2560x1600.jpg\tphoto\ta\nq\tsample2_1920.jpg\ttex\tb\n").has_value());
        QVERIFY(!read("p\tDusk/5120x2880.jpg\tphoto\ta\n").has_value());
        QVERIFY(!read("p\tsample2_800.jpg\tphoto\ta\n").has_value());
    }

    void listedNamesMatchTheEndOfAPath()
    {
        QVERIFY(pathMatches("/w/x/Dawn/contents/images/2560x1600.jpg", "Dawn/2560x1600.jpg"));
        QVERIFY(pathMatches("/w/x/lake.jpg", "lake.jpg"));
        QVERIFY(!pathMatches("/w/x/frozen_lake.jpg", "lake.jpg"));
    }

    void damagedResourceFilesAreErrors()
    {
        std::vector<std::uint8_t> bytes{'q', 'r', 'e', 's'};
        QVERIFY(!readRccArchive(bytes).has_value());
        bytes.resize(64, 0);
        bytes[7] = 1;   // version 1
        bytes[11] = 20; // tree right after the header
        bytes[25] = 2;  // a folder ...
        bytes[33] = 0;  // ... whose first child is itself
        bytes[29] = 1;
        QVERIFY(!readRccArchive(bytes).has_value());
    }
};

QTEST_APPLESS_MAIN(TestTrainData)
#include "tst_train_data.moc"
