#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "app/train/data/stamp_table.h"
#include "app/train/scenes/render.h"
#include "app/train/scenes/scene_spec.h"
#include "app/train/scenes/vocabulary.h"

using namespace train;
using namespace train::scenes;

namespace {

constexpr int kSide = 64;

Stamp plainStamp(const std::string& name, Habitat where)
{
    Stamp stamp;
    stamp.name = name;
    stamp.plural = name + "s";
    stamp.where = {where};
    stamp.pixels = core::PixelBuffer(40, 30, 4, 1.0F);
    for (std::size_t i = 1; i < stamp.pixels.count(); i += 4) {
        stamp.pixels.data()[i] = 0.0F; // magenta
    }
    return stamp;
}

StampBook everywhere()
{
    return {plainStamp("beast", Habitat::Land), plainStamp("cart", Habitat::Road),
            plainStamp("palm", Habitat::Sand),  plainStamp("sled", Habitat::Snow),
            plainStamp("raft", Habitat::Water), plainStamp("kite", Habitat::Sky)};
}

bool magenta(const float* p)
{
    return p[0] > p[1] + 0.25F && p[2] > p[1] + 0.15F;
}

PackedPhoto cutout(const std::string& name)
{
    ByteImage image{6, 4, 4, std::vector<std::uint8_t>(6 * 4 * 4, 0)};
    for (int x = 1; x < 4; ++x) { // three opaque pixels in row 2
        image.data[static_cast<std::size_t>((2 * 6 + x) * 4 + 3)] = 255;
    }
    return {name, "p", "cutout", "", image};
}

} // namespace

class TestTrainScenes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedAndStampsGiveTheSamePicture()
    {
        const StampBook book = everywhere();
        const core::PixelBuffer a = render(randomScene(11, book), kSide);
        const core::PixelBuffer b = render(randomScene(11, book), kSide);
        QVERIFY(std::equal(a.data(), a.data() + a.count(), b.data()));
    }

    void stampsAreSeenWholeWhereTheyBelongAndAreNamed()
    {
        const StampBook book = everywhere();
        int seen = 0;
        for (std::uint32_t seed = 0; seed < 300; ++seed) {
            SceneSpec scene = randomScene(seed, book);
            scene.time = TimeOfDay::Day;
            scene.weather = Weather::Clear;
            scene.ground = scene.ground == Ground::Flowers ? Ground::Meadow : scene.ground;
            std::erase_if(scene.objects, [](const SceneObject& o) { return o.stamp == nullptr; });
            if (scene.objects.size() != 1) {
                continue;
            }
            const SceneObject& object = scene.objects.front();
            const core::PixelBuffer picture = render(scene, kSide);
            int pixels = 0;
            int atTheSides = 0;
            int lowest = 0;
            for (int y = 0; y < kSide; ++y) {
                for (int x = 0; x < kSide; ++x) {
                    if (magenta(picture.at(x, y))) {
                        ++pixels;
                        atTheSides += x == 0 || x == kSide - 1 || y == 0 ? 1 : 0;
                        lowest = y;
                    }
                }
            }
            QVERIFY2(pixels > kSide * kSide / 40, qPrintable(QString::number(seed)));
            QCOMPARE(atTheSides, 0);
            QVERIFY(caption(scene, seed).find(object.stamp->name) != std::string::npos);
            if (object.stamp->flies()) {
                QVERIFY(static_cast<float>(lowest) <= scene.horizon * kSide + 1.0F);
            }
            QCOMPARE(isWater(scene.ground), object.stamp->name == "raft" ||
                                                (isWater(scene.ground) && object.stamp->flies()));
            ++seen;
        }
        QVERIFY(seen > 80);
    }

    void composedScenesShowOneLargeThingStandingOnAGrid()
    {
        const StampBook book = everywhere();
        int seen = 0;
        for (std::uint32_t seed = 0; seed < 300; ++seed) {
            SceneSpec scene = composed(randomScene(seed, book));
            QVERIFY(scene.objects.size() <= 1);
            if (scene.objects.empty() || scene.objects.front().stamp == nullptr) {
                continue;
            }
            scene.time = TimeOfDay::Day;
            scene.weather = Weather::Clear;
            scene.ground = scene.ground == Ground::Flowers ? Ground::Meadow : scene.ground;
            const core::PixelBuffer picture = render(scene, kSide);
            int pixels = 0;
            int lowest = 0;
            for (int y = 0; y < kSide; ++y) {
                for (int x = 0; x < kSide; ++x) {
                    if (magenta(picture.at(x, y))) {
                        ++pixels;
                        lowest = y;
                    }
                }
            }
            QVERIFY2(pixels > kSide * kSide / 16, qPrintable(QString::number(seed)));
            const bool afloat = isWater(scene.ground); // the foot is under water
            if (!afloat) {
                const int step = kSide / scene.grid;
                const int off = (lowest + 1) % step;
                QVERIFY2(std::min(off, step - off) <= 1 || lowest > kSide - step,
                         qPrintable(QString::number(lowest)));
            }
            ++seen;
        }
        QVERIFY(seen > 80);
    }

    void thingsAreDarkerInDarkPictures()
    {
        SceneSpec scene;
        scene.objects.push_back({ObjectKind::House, Colour::White, nullptr, 1, 0.5F, 0.5F});
        const auto brightestOn = [&scene](float grey) {
            core::PixelBuffer picture(kSide, kSide, 3);
            std::fill_n(picture.data(), picture.count(), grey);
            renderThings(scene, picture);
            return *std::max_element(picture.data(), picture.data() + picture.count());
        };
        QVERIFY(brightestOn(0.1F) < 0.75F * brightestOn(0.4F));
        QVERIFY(brightestOn(0.4F) > 0.6F);
    }

    void mainWordsAreUsedInMostCaptionsAndManyCaptionsAreShort()
    {
        int timeNamed = 0;
        int mainWord = 0;
        int shortOnes = 0;
        constexpr int kScenes = 3000;
        for (std::uint32_t seed = 0; seed < kScenes; ++seed) {
            const SceneSpec scene = randomScene(seed);
            const std::string words = caption(scene, seed);
            const Words times = scenes::words(scene.time);
            for (std::size_t i = 0; i < times.size(); ++i) {
                if (words.find(times[i]) != std::string::npos) {
                    ++timeNamed;
                    mainWord += i == 0 ? 1 : 0;
                }
            }
            shortOnes += std::count(words.begin(), words.end(), ' ') <= 6 ? 1 : 0;
        }
        QVERIFY(timeNamed > kScenes / 2);
        const double share = static_cast<double>(mainWord) / timeNamed;
        QVERIFY2(share > 0.64 && share < 0.76, qPrintable(QString::number(share)));
        QVERIFY(shortOnes > kScenes * 4 / 10);
    }

    void onlyWhatIsSeenOfACutOutIsTaken()
    {
        const QTemporaryDir folder;
        const std::string table = folder.filePath(QStringLiteral("stamps.tsv")).toStdString();
        std::ofstream(table) << "# comment\nq/cow.png\tcow\tcows\tland,sand\tbrown\t1.5\t2\n"
                                "q/none.png\tnone\tnones\tsky\t-\t1\t1\n";

        const auto book = readStamps(table, {cutout("q/cow.png")});

        QVERIFY(book.has_value());
        QCOMPARE(book->size(), std::size_t{1});
        const Stamp& cow = book->front();
        QCOMPARE(cow.pixels.width(), 3);
        QCOMPARE(cow.pixels.height(), 1);
        QCOMPARE(cow.plural, std::string("cows"));
        QCOMPARE(cow.colour, std::string("brown"));
        QCOMPARE(cow.scale, 1.5F);
        QVERIFY((cow.where == std::vector{Habitat::Land, Habitat::Sand}));
    }

    void aTableThatNamesNoPlaceIsAnError()
    {
        const QTemporaryDir folder;
        const std::string table = folder.filePath(QStringLiteral("stamps.tsv")).toStdString();
        for (const char* line : {"q/a.png\tcow\tcows\tmars\t-\t1\t1\n", "q/a.png\tcow\n",
                                 "q/a.png\tcow\tcows\tland\t-\tbig\t1\n"}) {
            std::ofstream(table) << line;
            const auto book = readStamps(table, {cutout("q/a.png")});
            QVERIFY(!book.has_value());
            QCOMPARE(book.error().code, core::ErrorCode::Unreadable);
        }
        QVERIFY(!readStamps(table + ".none", {}).has_value());
    }

    void theShippedTableIsSound()
    {
        std::ifstream file(STAMP_TABLE);
        std::vector<PackedPhoto> photos;
        for (std::string line; std::getline(file, line);) {
            if (!line.starts_with('#')) {
                photos.push_back(cutout(line.substr(0, line.find('\t'))));
            }
        }
        const auto book = readStamps(STAMP_TABLE, photos);
        QVERIFY(book.has_value());
        QVERIFY(book->size() >= 40);
        QCOMPARE(book->size(), photos.size());
        for (const Ground ground : {Ground::Meadow, Ground::Desert, Ground::Sea, Ground::Lake,
                                    Ground::Snow, Ground::Street}) {
            bool stood = false;
            for (std::uint32_t seed = 0; seed < 400 && !stood; ++seed) {
                const SceneSpec scene = randomScene(seed, *book);
                stood = scene.ground == ground && !scene.objects.empty() &&
                        scene.objects.front().stamp != nullptr &&
                        !scene.objects.front().stamp->flies();
            }
            QVERIFY(stood);
        }
    }
};

QTEST_APPLESS_MAIN(TestTrainScenes)
#include "tst_train_scenes.moc"
