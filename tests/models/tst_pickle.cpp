// Files of torch.save are read without running them; what is no tensor and no container is refused by name.

#include <fstream>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "diffusion/models/weights/pickle_reader.h"
#include "diffusion/models/weights/weight_file.h"
#include "models/load_failure.h"
#include "models/torch_save.h"

using namespace diffusion;
using namespace torch_save;

namespace {

const std::string kSix = bytes({1, 2, 3, 4, 5, 6});

/// A dictionary {"a": (2, 3) float32, "b": its transpose, "n": 7} over one storage of six numbers.
std::string twoTensors()
{
    const std::string six = storage("FloatStorage", "0", 6);
    return dict({{"a", tensor(six, 0, {2, 3}, {3, 1})},
                 {"b", tensor(six, 0, {3, 2}, {1, 3})},
                 {"n", whole(7)}});
}

std::string sixAs(std::int64_t offset, const std::vector<std::int64_t>& shape,
                  const std::vector<std::int64_t>& strides, std::int64_t claimed = 6)
{
    return dict({{"a", tensor(storage("FloatStorage", "0", claimed), offset, shape, strides)}});
}

} // namespace

class TestPickle : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const std::string& content) const
    {
        const std::filesystem::path file = m_folder.filePath(QStringLiteral("a.ckpt")).toStdString();
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

    QByteArray failure(const std::string& content) const
    {
        const auto file = write(content);
        return loadFailure([&] { (void)openWeightFile(file); });
    }

private Q_SLOTS:
    void tensorsOfAZipArchiveAreReadInPlace()
    {
        const auto source = openWeightFile(write(archive(twoTensors(), {{"0", kSix}})));
        QVERIFY(source->names() == (std::vector<std::string>{"a", "b"}));
        const at::Tensor expected = at::arange(1, 7, at::kFloat).view({2, 3});
        QVERIFY(at::equal(source->read("a", {}), expected));
        QVERIFY(at::equal(source->read("b", {}), expected.t()));
        QVERIFY(*source->shape("b") == (Shape{3, 2}));
        QVERIFY(!source->shape("n"));
    }

    void theFormBeforeZipIsReadToo()
    {
        const auto source = openWeightFile(write(legacy(twoTensors(), {{"0", {6, kSix}}})));
        QVERIFY(at::equal(source->read("a", {}), at::arange(1, 7, at::kFloat).view({2, 3})));
    }

    void everyTypeOfNumberIsRead_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("dtype");
        QTest::newRow("double") << QByteArray("DoubleStorage") << int(at::kDouble);
        QTest::newRow("float") << QByteArray("FloatStorage") << int(at::kFloat);
        QTest::newRow("half") << QByteArray("HalfStorage") << int(at::kHalf);
        QTest::newRow("bfloat") << QByteArray("BFloat16Storage") << int(at::kBFloat16);
        QTest::newRow("long") << QByteArray("LongStorage") << int(at::kLong);
        QTest::newRow("int") << QByteArray("IntStorage") << int(at::kInt);
        QTest::newRow("short") << QByteArray("ShortStorage") << int(at::kShort);
        QTest::newRow("char") << QByteArray("CharStorage") << int(at::kChar);
        QTest::newRow("byte") << QByteArray("ByteStorage") << int(at::kByte);
    }

    void everyTypeOfNumberIsRead()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, dtype);
        const at::Tensor three = at::arange(1, 4).to(static_cast<at::ScalarType>(dtype));
        const std::string data(static_cast<const char*>(three.data_ptr()), three.nbytes());
        const auto source = openWeightFile(
            write(archive(dict({{"a", tensor(storage(type.toStdString(), "0", 3), 0, {3}, {1})}}),
                          {{"0", data}})));
        QVERIFY(at::equal(source->read("a", {}), three));
    }

    void nestedDictionariesGiveDottedNamesAndStateDictNone()
    {
        const std::string inner = tensor(storage("FloatStorage", "0", 6), 0, {6}, {1});
        const std::string words =
            dict({{"epoch", whole(3)}, {"state_dict", dict({{"x.weight", inner}})},
                  {"other", dict({{"y", inner}})}});
        const auto source = openWeightFile(write(archive(words, {{"0", kSix}})));
        QVERIFY(source->names() == (std::vector<std::string>{"other.y", "x.weight"}));
    }

    void memoFramesAndShortTextsOfLaterProtocolsAreUnderstood()
    {
        std::string six = storage("FloatStorage", "0", 6);
        const std::string words = "\x80\x05" + std::string("\x95", 1) + little<std::uint64_t>(99) +
                                  kEmptyDict + "\x94" + kMark + std::string("\x8c\x01", 2) + "a" +
                                  "\x94" + tensor(six, 0, {6}, {1}) + "\x94" +
                                  std::string("h\x01", 2) + "0" + kSetItems + kStop;
        const PickleContents contents = readPickle(words, "x");
        QVERIFY(contents.tensors.contains("a"));
        QCOMPARE(contents.bytesRead, words.size());
    }

    void whatATrainingProgramLeavesBesideTensorsIsSkipped()
    {
        const std::string callback =
            global("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint");
        const std::string number = global("numpy.core.multiarray", "scalar") + kMark +
                                   global("numpy", "dtype") + kMark + text("f8") + "\x89\x88" +
                                   kTuple + kReduce + text("xxxxxxxx") + kTuple + kReduce;
        const std::string words =
            orderedDict() + kMark + text("callbacks") + kEmptyDict + kMark + callback + number +
            kSetItems + text("a") + tensor(storage("FloatStorage", "0", 6), 0, {6}, {1}) + kSetItems;
        QVERIFY(openWeightFile(write(archive(words, {{"0", kSix}})))->contains("a"));
    }

    void otherGlobalsAreRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("module");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("system") << QByteArray("os") << QByteArray("system");
        QTest::newRow("posix") << QByteArray("posix") << QByteArray("system");
        QTest::newRow("eval") << QByteArray("builtins") << QByteArray("eval");
        QTest::newRow("getattr") << QByteArray("__builtin__") << QByteArray("getattr");
        QTest::newRow("import") << QByteArray("importlib") << QByteArray("import_module");
        QTest::newRow("torch.load") << QByteArray("torch") << QByteArray("load");
        QTest::newRow("dotted") << QByteArray("collections") << QByteArray("OrderedDict.__reduce__");
    }

    void otherGlobalsAreRefusedByName()
    {
        QFETCH(QByteArray, module);
        QFETCH(QByteArray, name);
        const std::string marker = m_folder.filePath(QStringLiteral("executed")).toStdString();
        const std::string words = global(module.toStdString(), name.toStdString()) + kMark +
                                  text("touch " + marker) + kTuple + kReduce;
        const std::string stackWords = text(module.toStdString()) + text(name.toStdString()) + "\x93";
        for (const std::string& evil :
             {archive(words, {}), legacy(words, {}), archive(stackWords, {})}) {
            const QByteArray message = failure(evil);
            QVERIFY2(message.contains(module + "." + name), message.constData());
            QVERIFY(message.contains("safetensors"));
        }
        QVERIFY(!std::filesystem::exists(marker));
    }

    void brokenFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("mention");
        const auto row = [](const char* name, const std::string& file, const char* mention) {
            QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(mention);
        };
        const auto zipped = [](const std::string& words) { return archive(words, {{"0", kSix}}); };
        const std::int64_t huge = std::int64_t{1} << 62;
        row("element beyond the storage", zipped(sixAs(1, {6}, {1})), "beyond");
        row("row beyond the storage", zipped(sixAs(0, {2, 3}, {4, 1})), "beyond");
        row("more elements than the storage", zipped(sixAs(0, {1000000, 1000}, {0, 0})), "beyond");
        row("huge shape", zipped(sixAs(0, {huge, 2}, {1, 1})), "large");
        row("product that overflows", zipped(sixAs(0, {1LL << 40, 1LL << 40}, {0, 0})), "more elements");
        row("stride that overflows", zipped(sixAs(0, {2, 3}, {1LL << 40, 1LL << 40})), "beyond");
        row("negative shape", zipped(sixAs(0, {-1}, {1})), "negative");
        row("negative stride", zipped(sixAs(0, {2}, {-1})), "negative");
        row("negative offset", zipped(sixAs(-1, {2}, {1})), "no data");
        row("storage larger than its entry", zipped(sixAs(0, {7}, {1}, 7)), "too short");
        row("storage without entry", archive(twoTensors(), {{"1", kSix}}), "missing");
        row("huge storage", zipped(sixAs(0, {1}, {1}, huge)), "storage");
        row("seventeen dimensions",
            zipped(sixAs(0, std::vector<std::int64_t>(17, 1), std::vector<std::int64_t>(17, 1))),
            "16 numbers");
        row("stop at once", zipped(""), "not there");
        row("mark without end", zipped("t"), "not opened");
        row("unknown memo", zipped(std::string("h\x05", 2)), "did not keep");
        row("call of a text", zipped(text("x") + kEmptyTuple + kReduce), "no function");
        row("adds to a number", zipped(whole(1) + whole(2) + "a"), "no container");
        row("text longer than the file", zipped("X" + little<std::uint32_t>(0xFFFFFFFF)), "too early");
        row("longer still", zipped("\x8d" + little<std::uint64_t>(~0ULL)), "too early");
        row("protocol 0 opcode", zipped("I42\n"), "opcode");
        row("extension registry", zipped(std::string("\x82\x01", 2)), "opcode");
        row("instance opcode", zipped(kMark + "ios\nsystem\n"), "opcode");
        row("protocol 9", zip({{"archive/data.pkl", std::string("\x80\x09.", 3)}}), "protocol 9");
        row("no pickle inside", zip({{"a/b.txt", "hello"}}), "data.pkl");
        row("cut zip", archive(twoTensors(), {{"0", kSix}}).substr(0, 300), "zip archive");
        row("cut legacy", legacy(twoTensors(), {{"0", {6, kSix}}}).substr(0, 200), "too early");
        row("legacy storage too large", legacy(twoTensors(), {{"0", {huge, kSix}}}), "cut off");
        row("legacy storage negative", legacy(twoTensors(), {{"0", {-6, kSix}}}), "cut off");
    }

    void brokenFilesAreRefused()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, mention);
        const QByteArray message = failure(file.toStdString());
        QVERIFY2(message.contains(mention), message.constData());
    }

    void compressedArchivesAreRefused()
    {
        std::string file = archive(twoTensors(), {{"0", kSix}});
        for (std::size_t at = file.find("PK\x01\x02"); at != std::string::npos;
             at = file.find("PK\x01\x02", at + 4)) {
            file[at + 10] = 8; // deflated
        }
        QVERIFY(failure(file).contains("compressed"));
    }

    void deepNestsAndRingsEndSoon()
    {
        QElapsedTimer timer;
        timer.start();
        std::string nest;
        for (int i = 0; i < 1000000; ++i) {
            nest += "(";
        }
        std::string dicts;
        for (int i = 0; i < 100000; ++i) {
            dicts += kEmptyDict + kMark + text("k");
        }
        std::string closing(100000, 'u');
        (void)failure(archive(nest + std::string(1000000, 'l'), {}));
        (void)failure(archive(dicts + "N" + closing, {}));
        // A dictionary that holds itself.
        const std::string ring =
            kEmptyDict + std::string("q\0", 2) + kMark + text("k") + std::string("h\0", 2) + kSetItems;
        QVERIFY(failure(archive(ring, {})).isEmpty());
        QVERIFY2(timer.elapsed() < 20000, "too slow");
    }

    void memoBombsAreRefusedOrHarmless()
    {
        QElapsedTimer timer;
        timer.start();
        // Each dictionary holds the one before ten times: 10^9 paths in a few hundred bytes.
        std::string bomb = kEmptyDict + kMark + text("k") + whole(1) + kSetItems +
                           std::string("q\0", 2) + "0";
        for (char level = 1; level < 10; ++level) {
            bomb += kEmptyDict + kMark;
            for (char i = 0; i < 10; ++i) {
                bomb += text(std::string(1, static_cast<char>('a' + i))) + "h" +
                        std::string(1, static_cast<char>(level - 1));
            }
            bomb += kSetItems + "q" + std::string(1, level) + "0";
        }
        bomb += std::string("h\x09", 2);
        const QByteArray refusal = failure(archive(bomb, {}));
        QVERIFY2(refusal.contains("more entries"), refusal.constData());
        // A list doubled by filling it with copies of itself.
        std::string doubling = "]" + std::string("q\0", 2);
        for (int i = 0; i < 3000000; ++i) {
            doubling += std::string("h\0a", 3);
        }
        (void)failure(archive(doubling, {}));
        QVERIFY2(timer.elapsed() < 20000, "too slow");
    }
};

QTEST_APPLESS_MAIN(TestPickle)
#include "tst_pickle.moc"
