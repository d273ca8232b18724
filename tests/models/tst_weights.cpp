#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "diffusion/models/weights/mapped_file.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/models/weights/weights.h"
#include "models/load_failure.h"

using namespace diffusion;

class TestWeights : public QObject {
    Q_OBJECT

private:
    static Weights sample()
    {
        return Weights(makeMapSource({{"a.weight", at::ones({2, 3}, at::kHalf)},
                                      {"a.bias", at::zeros({2})},
                                      {"b.0.weight", at::ones({4, 4, 1, 1})},
                                      {"extra", at::ones({1})}},
                                     "unet.safetensors"));
    }

    /// Pages of mapped files that this process has in memory.
    static double residentFileMegabytes()
    {
        std::ifstream in("/proc/self/status");
        double kilobytes = 0;
        for (std::string line; std::getline(in, line);) {
            // A file below a /tmp that is kept in memory counts as shared memory.
            if (line.starts_with("RssFile:") || line.starts_with("RssShmem:")) {
                kilobytes += std::atof(line.c_str() + line.find(':') + 1);
            }
        }
        return kilobytes / 1024;
    }

private Q_SLOTS:
    void scopesJoinNamesWithDots()
    {
        const Weights w = sample();

        QVERIFY((w / "a").take("weight", {2, 3}).scalar_type() == at::kFloat);
        QVERIFY((w / "b" / 0).takeSqueezed("weight", {4, 4}).dim() == 2);
        QVERIFY(!(w / "a").takeOptional("nothing", {1}).defined());
        QVERIFY((w.finish() == std::vector<std::string>{"a.bias", "extra"}));
        w.ignore("extra");
        QVERIFY((w.finish() == std::vector<std::string>{"a.bias"}));
    }

    void aMissingTensorIsNamedWithFileAndShape()
    {
        const QByteArray message = loadFailure([] {
            (void)(sample() / "a").take("scale", {7, 9});
        });

        QVERIFY2(message.contains("unet.safetensors: tensor `a.scale` [7, 9] is missing"),
                 message.constData());
    }

    void aMisshapenTensorIsNamedWithBothShapes()
    {
        const QByteArray message = loadFailure([] {
            (void)(sample() / "a").take("weight", {2, 9});
        });

        QVERIFY2(message.contains("`a.weight` is [2, 3], the network needs [2, 9]"),
                 message.constData());
    }

    void aSqueezedTensorStillNeedsTheRightNumbers()
    {
        const QByteArray message = loadFailure([] {
            (void)(sample() / "b.0").takeSqueezed("weight", {4, 5});
        });

        QVERIFY2(message.contains("is [4, 4, 1, 1]"), message.constData());
    }

    void randomWeightsDependOnSeedAndNameOnly()
    {
        const Weights first = Weights::random(5);
        const Weights second = Weights::random(5);
        const at::Tensor a = first.take("a.weight", {4, 8});
        (void)second.take("other.weight", {3, 3});
        const at::Tensor again = second.take("a.weight", {4, 8});

        QVERIFY(at::equal(a, again));
        QVERIFY(!at::equal(a, Weights::random(6).take("a.weight", {4, 8})));
        QVERIFY(!at::equal(a, first.take("b.weight", {4, 8})));
        QVERIFY(at::equal(first.take("norm.weight", {6}), at::ones({6})));
        QVERIFY(at::equal(first.take("norm.bias", {6}), at::zeros({6})));
        QVERIFY(a.abs().max().item<float>() <= 1.0F / std::sqrt(8.0F));
    }

    void parametersAreTheTensorsThemselvesInOrder()
    {
        const Weights w = Weights::random(1);
        const at::Tensor first = w.take("z", {2});
        (void)(w / "s").take("a", {3});

        const auto parameters = w.parameters();
        parameters[0].second.fill_(9);

        QVERIFY(parameters[0].first == "z" && parameters[1].first == "s.a");
        QVERIFY(at::equal(first, at::full({2}, 9.0F)));
    }

    void largeWeightsStayAsStoredWhereThatIsAskedFor()
    {
        const at::Tensor large = at::ones({400, 500, 1, 1}, at::kHalf);
        const auto source = makeMapSource({{"large", large},
                                           {"wide", at::ones({400, 500})},
                                           {"filters", at::ones({200, 100, 3, 3}, at::kHalf)},
                                           {"small", at::ones({4, 5}, at::kBFloat16)}},
                                          "unet.safetensors");
        Weights kept(source);
        kept.keepStored();
        const at::Tensor taken = kept.takeLarge("large", {400, 500}, /*squeeze=*/true);
        QVERIFY(taken.scalar_type() == at::kHalf && taken.data_ptr() == large.data_ptr());
        QVERIFY(taken.dim() == 2);
        QVERIFY(kept.takeLarge("wide", {400, 500}).scalar_type() == at::kFloat);
        QVERIFY(kept.takeLarge("small", {4, 5}).scalar_type() == at::kFloat);

        const Weights plain(source);
        QVERIFY(plain.takeLarge("large", {400, 500, 1, 1}).scalar_type() == at::kFloat);
        Weights narrow(source, at::kBFloat16);
        narrow.keepStored();
        QVERIFY(narrow.takeLarge("large", {400, 500, 1, 1}).scalar_type() == at::kBFloat16);
        QVERIFY(narrow.takeLarge("filters", {200, 100, 3, 3}).scalar_type() == at::kHalf);
        QVERIFY(loadFailure([&] {
                    (void)Weights(source).takeLarge("small", {5, 5});
                }).contains("is [4, 5], the network needs [5, 5]"));
    }

    /// Converted, a model's file would lie in memory beside its copy until all is loaded.
    void whatWasConvertedLeavesMemory()
    {
        constexpr std::int64_t kSide = 4096; // 32 MiB as it is stored
        QTemporaryDir folder;
        const auto file =
            std::filesystem::path(folder.path().toStdString()) / "unet.safetensors";
        const at::Tensor stored =
            at::arange(kSide * kSide, at::kInt).remainder(2048).reshape({kSide, kSide});
        writeSafetensors(file, {{"large", stored.to(at::kHalf)}, {"small", at::ones({3})}});
        const auto source = makeRenamedSource(openSafetensors(file), {{"a", "large"}});
        const double before = residentFileMegabytes();

        const at::Tensor taken = Weights(source, at::kBFloat16).take("a", {kSide, kSide});

        QVERIFY(residentFileMegabytes() < before + 4);
        QVERIFY(at::equal(taken, stored.to(at::kHalf).to(at::kBFloat16)));
        QVERIFY(at::equal(source->read("a", {}), stored.to(at::kHalf)));
        QVERIFY(residentFileMegabytes() > before + 28); // read again, and now looked at
    }

    void anyPartOfAMappedFileCanBeForgotten()
    {
        QTemporaryDir folder;
        const auto file =
            std::filesystem::path(folder.path().toStdString()) / "unet.safetensors";
        writeSafetensors(file, {{"a", at::ones({1 << 20})}, {"b", at::full({1 << 20}, 2.0F)}});
        const auto source = openSafetensors(file);
        const at::Tensor a = source->read("a", {}), b = source->read("b", {});
        QCOMPARE(a.sum().item<float>() + b.sum().item<float>(), 3.0F * (1 << 20));
        const double before = residentFileMegabytes();

        forgetMapped(b.data_ptr(), static_cast<std::int64_t>(b.nbytes()));

        QVERIFY(residentFileMegabytes() < before - 3);
        QCOMPARE(a.sum().item<float>() + b.sum().item<float>(), 3.0F * (1 << 20));
        at::Tensor heap = at::ones({1 << 20});
        forgetMapped(heap.data_ptr(), static_cast<std::int64_t>(heap.nbytes()));
        QCOMPARE(heap.sum().item<float>(), float(1 << 20)); // not of a file
    }

    void renamedSourcesShowOnlyTheNewNames()
    {
        const auto source =
            makeRenamedSource(makeMapSource({{"old", at::ones({2})}}, "x"), {{"new", "old"}});

        QVERIFY(source->contains("new") && !source->contains("old"));
        QVERIFY(at::equal(source->read("new", {}), at::ones({2})));
    }
};

QTEST_APPLESS_MAIN(TestWeights)
#include "tst_weights.moc"
