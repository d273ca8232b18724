#include <cmath>

#include <QTest>

#include <ATen/Parallel.h>

#include "diffusion/models/layers/fused_attention.h"
#include "diffusion/models/layers/kernels/attention_kernel.h"
#include "diffusion/models/layers/kernels/processor.h"
#include "diffusion/models/layers/packed_conv.h"
#include "diffusion/models/layers/unfolded_conv.h"
#include "diffusion/models/memory/tensor_memory.h"

using namespace diffusion;

namespace {

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

/// (T, d) of each -> softmax(q k^T scale) v in double precision
at::Tensor defined(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale)
{
    const at::Tensor scores = at::matmul(q.to(at::kDouble), k.to(at::kDouble).t()) * scale;
    return at::matmul(at::softmax(scores, -1), v.to(at::kDouble));
}

std::vector<std::pair<const char*, const kernels::AttentionKernel*>> kernelsThatRunHere()
{
    std::vector<std::pair<const char*, const kernels::AttentionKernel*>> out{
        {"plain", &kernels::plainAttentionKernel()}};
#if defined(__x86_64__)
    if (kernels::instructionSet() != kernels::InstructionSet::Plain) {
        out.emplace_back("AVX2", &kernels::avx2AttentionKernel());
    }
    if (kernels::instructionSet() == kernels::InstructionSet::Avx512) {
        out.emplace_back("AVX-512", &kernels::avx512AttentionKernel());
    }
#endif
    return out;
}

at::Tensor attendWith(const kernels::AttentionKernel& kernel, const at::Tensor& q,
                      const at::Tensor& k, const at::Tensor& v, float scale)
{
    const std::int64_t d = q.size(1);
    const kernels::HeadShape shape{k.size(0), d};
    const at::Tensor keys = at::empty({kernel.packedKeyFloats(shape)});
    const at::Tensor values = at::empty({kernel.packedValueFloats(shape)});
    const at::Tensor scratch = at::full({kernel.scratchFloats(shape)}, 1e30);
    kernel.packKeys(k.data_ptr<float>(), d, shape, keys.data_ptr<float>());
    kernel.packValues(v.data_ptr<float>(), d, shape, values.data_ptr<float>());
    at::Tensor out = at::zeros({q.size(0), d});
    for (std::int64_t row = 0; row < q.size(0); row += kernel.rows) {
        kernels::QueryRows rows;
        rows.query = q.data_ptr<float>() + row * d;
        rows.queryStride = d;
        rows.out = out.data_ptr<float>() + row * d;
        rows.outStride = d;
        rows.count = std::min<std::int64_t>(kernel.rows, q.size(0) - row);
        rows.scale = scale;
        kernel.attend(rows, {keys.data_ptr<float>(), values.data_ptr<float>(), shape},
                      scratch.data_ptr<float>());
    }
    return out;
}

} // namespace

class TestKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(2);
        at::manual_seed(1);
        installTensorMemory();
    }

    void everyAttentionKernelEqualsTheDefinition_data()
    {
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("width");
        QTest::newRow("one query") << 1 << 16 << 8;
        QTest::newRow("text") << 50 << 77 << 40;
        QTest::newRow("odd sizes") << 33 << 241 << 13;
        QTest::newRow("several passes over the keys") << 70 << 1500 << 64;
        QTest::newRow("wide head") << 40 << 300 << 160;
        QTest::newRow("one head of an autoencoder") << 35 << 500 << 512;
    }
    void everyAttentionKernelEqualsTheDefinition()
    {
        QFETCH(int, queries);
        QFETCH(int, keys);
        QFETCH(int, width);
        const at::Tensor q = at::randn({queries, width});
        const at::Tensor k = at::randn({keys, width});
        const at::Tensor v = at::randn({keys, width});
        const double scale = 2.0 / std::sqrt(width);
        const at::Tensor expected = defined(q, k, v, scale);
        for (const auto& [name, kernel] : kernelsThatRunHere()) {
            QVERIFY2(distance(attendWith(*kernel, q, k, v, static_cast<float>(scale)), expected) <
                         1e-5,
                     name);
        }
    }

    void scoresFarApartNeitherOverflowNorVanish()
    {
        at::Tensor q = at::zeros({2, 16});
        at::Tensor k = at::zeros({300, 16});
        q.fill_(30.0);
        k[299].fill_(30.0); // a score of 14400 beside zeros, in the last pass
        k[0].fill_(-30.0);
        const at::Tensor v = at::randn({300, 16});
        for (const auto& [name, kernel] : kernelsThatRunHere()) {
            const at::Tensor out = attendWith(*kernel, q, k, v, 1.0F);
            QVERIFY2(distance(out[0], v[299]) < 1e-6, name);
        }
    }

    void fusedAttentionEqualsTheSimpleOne_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("float32") << int(at::kFloat) << 2e-6;
        QTest::newRow("bfloat16") << int(at::kBFloat16) << 0.02; // its 8 bits, products of both
        QTest::newRow("float16 against float32") << int(at::kHalf) << 0.003;
    }
    void fusedAttentionEqualsTheSimpleOne()
    {
        QFETCH(int, type);
        QFETCH(double, tolerance);
        const auto dtype = static_cast<at::ScalarType>(type);
        // Heads of slices, as a joint projection gives them: rows apart, numbers side by side.
        const at::Tensor joint = at::randn({2, 700, 3 * 80}).to(dtype);
        AttentionOptions options;
        options.heads = 2;
        options.scale = 0.2;
        const at::Tensor q = joint.narrow(2, 0, 80), k = joint.narrow(2, 80, 80),
                         v = joint.narrow(2, 160, 80);
        QVERIFY(fusedAttentionFits(q, k, v, options));
        const at::Tensor fused = fusedAttention(q, k, v, options, RunContext{});
        const at::Tensor simple = simpleAttention(q.to(at::kFloat), k.to(at::kFloat),
                                                  v.to(at::kFloat), options, RunContext{});
        QCOMPARE(fused.scalar_type(), dtype);
        QVERIFY(distance(fused, simple) < tolerance);
    }

    void fusedAttentionStopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        const at::Tensor x = at::randn({1, 64, 32});
        QVERIFY_THROWS_EXCEPTION(Cancelled, static_cast<void>(fusedAttention(
                                                x, x, x, {}, RunContext{stop.get_token()})));
    }

    void packedConvolutionsEqualThoseOfLibtorch_data()
    {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("padding");
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("side");
        QTest::newRow("3x3") << 32 << 48 << 3 << 1 << 1 << 2 << 20;
        QTest::newRow("odd channels") << 9 << 5 << 3 << 1 << 1 << 1 << 17;
        QTest::newRow("1x1") << 64 << 32 << 1 << 1 << 0 << 2 << 16;
        QTest::newRow("stride 2") << 24 << 24 << 3 << 2 << 1 << 1 << 21;
        QTest::newRow("stride 2 without padding") << 24 << 24 << 3 << 2 << 0 << 1 << 21;
        QTest::newRow("bands of rows") << 256 << 256 << 3 << 1 << 1 << 2 << 110;
        QTest::newRow("bands, stride 2") << 256 << 256 << 3 << 2 << 1 << 1 << 210;
    }
    void packedConvolutionsEqualThoseOfLibtorch()
    {
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, padding);
        QFETCH(int, batch);
        QFETCH(int, side);
        PackedConv conv;
        const at::Tensor weight = at::randn({out, in, kernel, kernel}) / std::sqrt(in * kernel);
        const at::Tensor bias = at::randn({out});
        const at::Tensor x = at::randn({batch, in, side, side + 3});

        const at::Tensor packed = conv.tryRun(x, weight, bias, {stride, padding}, RunContext{});
        if (!packed.defined()) {
            QSKIP("built without oneDNN");
        }
        const at::Tensor plain = at::conv2d(x, weight, bias, stride, padding);
        QVERIFY(packed.sizes() == plain.sizes());
        QVERIFY2(distance(packed, plain) < 2e-5, "float32 rounding of a thousand products");
        QVERIFY(at::equal(conv.tryRun(x, weight, bias, {stride, padding}, RunContext{}), packed));
    }

    void unfoldedConvolutionsEqualThoseOfLibtorch_data()
    {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("padding");
        QTest::addColumn<int>("side");
        QTest::newRow("4x4") << 512 << 256 << 3 << 1 << 1 << 4;
        QTest::newRow("odd channels") << 401 << 333 << 3 << 1 << 1 << 5;
        QTest::newRow("stride 2") << 350 << 350 << 3 << 2 << 1 << 9;
        QTest::newRow("without padding") << 350 << 350 << 3 << 1 << 0 << 6;
        QTest::newRow("5x5") << 210 << 210 << 5 << 1 << 2 << 4;
        QTest::newRow("smaller than the kernel") << 512 << 256 << 3 << 1 << 1 << 1;
    }
    void unfoldedConvolutionsEqualThoseOfLibtorch()
    {
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, padding);
        QFETCH(int, side);
        const at::Tensor weight = at::randn({out, in, kernel, kernel}) / std::sqrt(in * kernel);
        const at::Tensor bias = at::randn({out});
        const at::Tensor x = at::randn({2, in, side, side + 3});
        const ConvGeometry geometry{stride, padding};

        QVERIFY(unfoldedConvFits(x, weight, geometry));
        const at::Tensor found = unfoldedConv(x, weight, bias, geometry, RunContext{});
        const at::Tensor plain = at::conv2d(x, weight, bias, stride, padding);
        QVERIFY(found.sizes() == plain.sizes());
        QVERIFY2(distance(found, plain) < 2e-5, "float32 rounding of a thousand products");
        const at::Tensor half = weight.to(at::kHalf);
        QVERIFY(at::equal(unfoldedConv(x, half, {}, geometry, RunContext{}),
                          unfoldedConv(x, half.to(at::kFloat), {}, geometry, RunContext{})));
    }

    void unfoldedConvolutionsAreForSmallMapsAndLargeWeights()
    {
        const at::Tensor weight = at::randn({400, 400, 3, 3});
        const at::Tensor x = at::randn({2, 400, 4, 4});

        QVERIFY(unfoldedConvFits(x, weight, {1, 1}));
        QVERIFY(!unfoldedConvFits(at::randn({2, 400, 17, 17}), weight, {1, 1}));
        QVERIFY(!unfoldedConvFits(x.to(at::kDouble), weight.to(at::kDouble), {1, 1}));
        QVERIFY(!unfoldedConvFits(x.narrow(1, 0, 100), weight.narrow(1, 0, 100), {1, 1}));
        QVERIFY(!unfoldedConvFits(x, weight.clone().set_requires_grad(true), {1, 1}));
        std::stop_source stop;
        stop.request_stop();
        const RunContext context{stop.get_token()};
        QVERIFY_THROWS_EXCEPTION(Cancelled,
                                 static_cast<void>(unfoldedConv(x, weight, {}, {1, 1}, context)));
    }

    void packedWeightsFollowChangesInPlaceAndOtherSizes()
    {
        PackedConv conv;
        const at::Tensor weight = at::randn({16, 16, 3, 3});
        const at::Tensor x = at::randn({1, 16, 12, 12});
        const at::Tensor before = conv.tryRun(x, weight, {}, {1, 1}, RunContext{});
        if (!before.defined()) {
            QSKIP("built without oneDNN");
        }
        weight.mul_(2.0); // as a LoRA does
        const at::Tensor after = conv.tryRun(x, weight, {}, {1, 1}, RunContext{});
        QVERIFY(distance(after, before * 2) < 1e-4);

        const at::Tensor wide = at::randn({3, 16, 9, 30});
        QVERIFY(distance(conv.tryRun(wide, weight, {}, {1, 1}, RunContext{}),
                         at::conv2d(wide, weight, {}, 1, 1)) < 1e-4);
        QVERIFY(distance(conv.tryRun(x, weight, {}, {1, 1}, RunContext{}), after) == 0.0);
    }

    void packedConvolutionsAreNotForTraining()
    {
        PackedConv conv;
        const at::Tensor weight = at::randn({8, 8, 3, 3}).set_requires_grad(true);
        const at::Tensor x = at::randn({1, 8, 8, 8});
        QVERIFY(!conv.tryRun(x, weight, {}, {1, 1}, RunContext{}).defined());
        QVERIFY(!conv.tryRun(x.to(at::kDouble), weight.detach().to(at::kDouble), {}, {1, 1},
                             RunContext{})
                     .defined());
    }

    void freedTensorsLeaveTheirMemoryToTheNext()
    {
        releaseTensorMemory();
        const std::size_t held = tensorMemoryUse().held;
        void* first = nullptr;
        {
            const at::Tensor a = at::ones({1000, 1000});
            first = a.data_ptr();
            QVERIFY(tensorMemoryUse().held >= held + 4'000'000);
            QVERIFY(reinterpret_cast<std::uintptr_t>(first) % 64 == 0);
        }
        QCOMPARE(tensorMemoryUse().held, held);
        QVERIFY(tensorMemoryUse().kept >= 4'000'000);
        {
            const at::Tensor b = at::zeros({990, 1000}); // a little smaller
            QCOMPARE(b.data_ptr(), first);
            QCOMPARE(b.sum().item<float>(), 0.0F);
            const at::Tensor c = at::zeros({10, 1000, 1000});
            QVERIFY(c.data_ptr() != first);
        }
        releaseTensorMemory();
        QCOMPARE(tensorMemoryUse().kept, std::size_t(0));
        QCOMPARE(tensorMemoryUse().held, held);
    }

    void impossibleSizesFailInsteadOfCrashing()
    {
        QVERIFY_THROWS_EXCEPTION(std::exception,
                                 static_cast<void>(at::empty({std::int64_t(1) << 60}, at::kByte)));
        QCOMPARE(at::ones({3}).sum().item<float>(), 3.0F);
    }
};

QTEST_APPLESS_MAIN(TestKernels)
#include "tst_kernels.moc"
