#include <cstring>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "diffusion/models/weights/component_weights.h"
#include "diffusion/models/weights/safetensors.h"
#include "models/load_failure.h"
#include "models/torch_save.h"

using namespace diffusion;

namespace {

/// A whole file: length of the header, header, data.
QByteArray fileWith(const QByteArray& header, int dataBytes)
{
    const quint64 length = static_cast<quint64>(header.size());
    QByteArray file(8, '\0');
    std::memcpy(file.data(), &length, 8);
    return file + header + QByteArray(dataBytes, '\x01');
}

QByteArray lengthOnly(quint64 length, const QByteArray& rest)
{
    QByteArray file(8, '\0');
    std::memcpy(file.data(), &length, 8);
    return file + rest;
}

QByteArray deepHeader()
{
    return QByteArray(R"({"a":)") + QByteArray("{\"a\":").repeated(100000) + "1" +
           QByteArray("}").repeated(100001);
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    void write(const std::filesystem::path& file, const QByteArray& bytes) const
    {
        std::ofstream(file, std::ios::binary).write(bytes.constData(), bytes.size());
    }

private Q_SLOTS:
    void whatIsWrittenIsReadBackExactly()
    {
        const at::Tensor floats = at::randn({3, 5});
        const at::Tensor halves = at::randn({7}).to(at::kHalf);
        const at::Tensor bfloats = at::randn({2, 1, 2}).to(at::kBFloat16);
        const at::Tensor longs = at::arange(4);
        const at::Tensor empty = at::empty({0, 3});
        const at::Tensor scalar = at::tensor(2.5);
        const at::Tensor turned = floats.t();
        const auto file = path("all.safetensors");

        writeSafetensors(file,
                         {{"halves", halves}, {"floats", floats}, {"bfloats", bfloats},
                          {"longs", longs}, {"empty", empty}, {"scalar", scalar}, {"turned", turned}},
                         {{"title", "a test"}});
        const auto source = openSafetensors(file);

        QCOMPARE(source->names().size(), std::size_t(7));
        QVERIFY(at::equal(source->read("floats", {}), floats));
        QVERIFY(at::equal(source->read("halves", {}), halves));
        QVERIFY(at::equal(source->read("bfloats", {}), bfloats));
        QVERIFY(at::equal(source->read("longs", {}), longs));
        QVERIFY(source->read("empty", {}).sizes() == empty.sizes());
        QVERIFY(at::equal(source->read("scalar", {}), scalar));
        QVERIFY(at::equal(source->read("turned", {}), turned));
        QVERIFY(readSafetensorsMetadata(file).at("title") == "a test");
    }

    void tensorsOutliveTheirSourceAndNeverChangeTheFile()
    {
        const auto file = path("kept.safetensors");
        writeSafetensors(file, {{"x", at::ones({4})}});

        at::Tensor kept = openSafetensors(file)->read("x", {});
        kept.fill_(7);

        QVERIFY(at::equal(kept, at::full({4}, 7.0F)));
        QVERIFY(at::equal(openSafetensors(file)->read("x", {}), at::ones({4})));
    }

    void misalignedTensorsAreReadable()
    {
        const auto file = path("odd.safetensors");
        write(file, fileWith(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                             R"("b":{"dtype":"I32","shape":[1],"data_offsets":[1,5]}})", 5));

        QVERIFY(at::equal(openSafetensors(file)->read("b", {}), at::tensor({0x01010101}, at::kInt)));
    }

    void hostileFilesAreRefusedWithAClearLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << bytes << QByteArray(says);
        };
        const QByteArray good = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
        row("empty", {}, "0 bytes are too few");
        row("short", "abc", "too few");
        row("text", "This is not a model but a text file.\n", "text file");
        row("web page", "<!DOCTYPE html><html><body>Sign in</body></html>", "text file");
        row("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS");
        row("zip", QByteArray("PK\x03\x04\x14\x00\x00\x00\x08\x00", 10), "PyTorch");
        row("zeros", QByteArray(64, '\0'), "not a safetensors file");
        row("8 EiB header", lengthOnly(0x8000000000000000ULL, good), "more than the format allows");
        row("16 EiB header", lengthOnly(~0ULL, good), "more than the format allows");
        row("header past the end", lengthOnly(5000, good), "truncated");
        row("data cut off", fileWith(good, 7), "truncated");
        row("data missing", fileWith(good, 0), "truncated");
        row("data left over", fileWith(good, 9), "behind the last tensor");
        row("broken json", fileWith("{\"a\":{]", 8), "not valid JSON");
        row("unfinished json", fileWith(R"({"a":{"dtype":"F32")", 8), "not valid JSON");
        row("deep json", fileWith(deepHeader(), 8), "nested too deeply");
        row("list", fileWith("[1,2]   ", 0), "not a safetensors file");
        row("same name twice",
            fileWith(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                     R"("a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2),
            "occurs twice");
        row("overlap",
            fileWith(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                     R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})", 3),
            "overlaps");
        row("gap",
            fileWith(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                     R"("b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})", 3),
            "gap");
        row("size and offsets differ",
            fileWith(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8), "needs 12 bytes");
        row("offsets reversed",
            fileWith(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8), "data_offsets");
        row("product overflows",
            fileWith(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]}})",
                     0),
            "too large");
        row("huge number",
            fileWith(R"({"a":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]}})", 8),
            "too large");
        row("negative", fileWith(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8),
            "negative");
        row("fraction", fileWith(R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8),
            "fractional");
        row("many dimensions",
            fileWith(R"({"a":{"dtype":"U8","shape":[)" + QByteArray("1,").repeated(40) +
                         R"(1],"data_offsets":[0,1]}})", 1),
            "too many dimensions");
        row("no shape", fileWith(R"({"a":{"dtype":"F32","data_offsets":[0,8]}})", 8), "needs dtype");
        row("strange dtype", fileWith(R"({"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}})", 8),
            "unknown dtype");
        row("line break in a name",
            fileWith("{\"a\\nb\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8),
            "a?b");
        row("text for offsets",
            fileWith(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":"0,8"}})", 8), "text");
    }
    void hostileFilesAreRefusedWithAClearLine()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, says);
        const auto file = path("hostile.safetensors");
        write(file, bytes);

        const QByteArray message = loadFailure([&] { (void)openSafetensors(file); });

        QVERIFY2(message.contains("hostile.safetensors: "), message.constData());
        QVERIFY2(message.contains(says), message.constData());
    }

    void missingFilesAndFoldersAreNamed()
    {
        QVERIFY(loadFailure([&] { (void)openSafetensors(path("no.safetensors")); })
                    .contains("no.safetensors: No such file"));
        QVERIFY(loadFailure([&] { (void)openSafetensors(path(".")); }).contains("regular file"));
    }

    void shardsAreReadAsOneModel()
    {
        const auto folder = path("shards");
        std::filesystem::create_directory(folder);
        writeSafetensors(folder / "model-1.safetensors", {{"a", at::ones({1})}});
        writeSafetensors(folder / "model-2.safetensors", {{"b", at::zeros({2})}});
        write(folder / "model.safetensors.index.json",
              R"({"weight_map":{"a":"model-1.safetensors","b":"model-2.safetensors"}})");

        const auto source = openComponentWeights(folder);

        QVERIFY((source->names() == std::vector<std::string>{"a", "b"}));
        QVERIFY(at::equal(source->read("b", {}), at::zeros({2})));
    }

    void aShardIndexMayNotLeaveItsFolder()
    {
        const auto folder = path("escape");
        std::filesystem::create_directory(folder);
        write(folder / "model.safetensors.index.json", R"({"weight_map":{"a":"../x.safetensors"}})");

        QVERIFY(loadFailure([&] { (void)openComponentWeights(folder); })
                    .contains("not in a file of this folder"));
    }

    void variantsAreTakenInOrderOfPrecision()
    {
        const auto folder = path("variants");
        std::filesystem::create_directory(folder);
        const auto value = [&folder] {
            return openComponentWeights(folder)->read("a", {}).item<float>();
        };
        writeSafetensors(folder / "diffusion_pytorch_model.non_ema.safetensors", {{"a", at::tensor(1.F)}});
        QCOMPARE(value(), 1.F);
        writeSafetensors(folder / "diffusion_pytorch_model.fp16.safetensors", {{"a", at::tensor(2.F)}});
        QCOMPARE(value(), 2.F);
        writeSafetensors(folder / "shard.safetensors", {{"a", at::tensor(3.F)}});
        write(folder / "diffusion_pytorch_model.safetensors.index.bf16.json",
              R"({"weight_map":{"a":"shard.safetensors"}})");
        QCOMPARE(value(), 3.F);
        QVERIFY(componentWeightFiles(folder).front().filename() == "shard.safetensors");
        writeSafetensors(folder / "diffusion_pytorch_model.safetensors", {{"a", at::tensor(4.F)}});
        QCOMPARE(value(), 4.F);
    }

    void aFolderWithOnlyPickledWeightsIsReadByTheUnpickler()
    {
        const auto folder = path("pickled");
        std::filesystem::create_directory(folder);
        using namespace torch_save;
        const std::string one = tensor(storage("FloatStorage", "0", 1), 0, {1}, {1});
        write(folder / "pytorch_model.bin",
              QByteArray::fromStdString(archive(dict({{"a", one}}), {{"0", bytes({5})}})));
        QCOMPARE(openComponentWeights(folder)->read("a", {}).item<float>(), 5.F);
        write(folder / "pytorch_model.bin", "PK");
        QVERIFY(loadFailure([&] { (void)openComponentWeights(folder); }).contains("pytorch_model.bin"));
    }

    void aFailedWriteLeavesTheOldFileAndNoRemains()
    {
        const auto folder = path("full");
        std::filesystem::create_directories(folder / "taken.safetensors" / "inside");

        const QByteArray message = loadFailure(
            [&] { writeSafetensors(folder / "taken.safetensors", {{"x", at::ones({4})}}); });

        QVERIFY2(message.contains("taken.safetensors: cannot be replaced"), message.constData());
        QVERIFY(std::filesystem::exists(folder / "taken.safetensors" / "inside"));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    }
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
