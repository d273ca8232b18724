/// Times of the diffusion engine. Not run by CTest; needs some 8 GB of memory for the full size.
///
///     bench_diffusion                      Stable Diffusion 1.5 size with random weights
///     bench_diffusion autoencoder          the decoder and encoder of that size alone
///     bench_diffusion MODEL [SIDE]         removals with a model folder, at SIDE pixels (256)
///
/// Wall time is what a user waits; processor time over wall time says how much of the machine was
/// really there. GFLOP/s are given for the machine's own best convolution too, measured first, so
/// that times from different machines and loads can be compared.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "diffusion/models/tensor.h"
#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "diffusion/engine.h"
#include "diffusion/engine/noise.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/pack_budget.h"
#include "diffusion/models/memory/tensor_memory.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/models/weights/safetensors.h"

using namespace diffusion;
using Clock = std::chrono::steady_clock;

namespace {

// Multiply-adds times two at 512 px, counted from the layer sizes of the configurations
// (convolutions, linears, attention): one U-Net evaluation with 77 tokens, and the autoencoder.
constexpr double kUNetGflop = 678.0;
constexpr double kDecodeGflop = 2515.0;
constexpr double kEncodeGflop = 1116.0;

double secondsOf(const std::function<void()>& work)
{
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Wall and processor time of the best of `times` runs.
struct Cost {
    double wall = 1e30;
    double processor = 0.0;
};

Cost best(int times, const std::function<void()>& work)
{
    Cost out;
    for (int i = 0; i < times; ++i) {
        const std::clock_t ticks = std::clock();
        const double wall = secondsOf(work);
        if (wall < out.wall) {
            out = {wall, static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC};
        }
    }
    return out;
}

void report(const char* name, const Cost& cost, double gflop = 0.0, double peak = 0.0)
{
    std::printf("%-44s %8.3f s wall %8.3f s processor", name, cost.wall, cost.processor);
    if (gflop > 0.0) {
        std::printf("  %6.1f GFLOP/s", gflop / cost.wall);
    }
    if (peak > 0.0) {
        std::printf("  %3.0f %% of the convolution rate", 100.0 * gflop / cost.wall / peak);
    }
    std::printf("\n");
    std::fflush(stdout);
}

void reportMemoryPeak()
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmHWM")) {
            std::printf("memory peak: %s\n", line.substr(6).c_str());
        }
    }
}

/// GFLOP/s of a 3x3 convolution 320 -> 320 on 64 x 64 at batch 2, float32: libtorch's, and the same
/// with weights packed once. The better one is what everything else is compared with. Winograd's way
/// needs fewer multiplications than are counted here, so its figure is no rate of the machine's.
double convolutionRate()
{
    const at::NoGradGuard inference;
    const at::Tensor x = SeededNoise(1).normal({2, 320, 64, 64});
    const Conv2d conv({.in = 320, .out = 320}, Weights::random(2));
    const double gflop = 2.0 * 2 * 64 * 64 * 320.0 * 320 * 9 / 1e9;
    const Cost plain =
        best(8, [&] { static_cast<void>(at::conv2d(x, conv.weight, conv.bias, 1, 1)); });
    report("convolution 3x3 320->320 64x64 batch 2", plain, gflop);
    PackedConv direct;
    const Cost packed = best(8, [&] {
        static_cast<void>(direct.tryRun(x, conv.weight, conv.bias, {1, 1}, RunContext{}));
    });
    report("  the same, weights packed", packed, gflop);
    const double rate = gflop / std::min(plain.wall, packed.wall);
    const Cost winograd = best(8, [&] { static_cast<void>(conv(x, RunContext{})); });
    report("  the same, Winograd's way", winograd, gflop, rate);
    return rate;
}

/// Self attention of SD 1.5's largest layer, batch 2, against products with whole score matrices.
void measureAttention(double peak)
{
    const at::Tensor x = SeededNoise(1).normal({2, 4096, 320});
    AttentionOptions options;
    options.heads = 8;
    options.scale = 0.16;
    const double gflop = 4.0 * 2 * 8 * 4096.0 * 4096.0 * 40.0 / 1e9;
    report("attention 4096 x 4096, 8 heads of 40, fused",
           best(3, [&] { static_cast<void>(attention(x, x, x, options, RunContext{})); }), gflop,
           peak);
    report("  the same, products and softmax apart",
           best(3, [&] { static_cast<void>(simpleAttention(x, x, x, options, RunContext{})); }),
           gflop, peak);
}

void measureCancel(const UNet2DConditionModel& unet, const at::Tensor& sample,
                   const UNetConditioning& conditioning)
{
    std::vector<double> latencies;
    for (const int after : {300, 700, 1100, 1500, 1900}) { // milliseconds into a forward
        std::stop_source stop;
        Clock::time_point asked;
        std::jthread asker([&stop, &asked, after] {
            std::this_thread::sleep_for(std::chrono::milliseconds(after));
            asked = Clock::now();
            stop.request_stop();
        });
        bool cancelled = false;
        try {
            for (int i = 0; i < 20; ++i) {
                static_cast<void>(unet.forward(sample, at::full({1}, 500.0), conditioning,
                                               RunContext{stop.get_token()}));
            }
        } catch (const Cancelled&) {
            cancelled = true;
        }
        const auto now = Clock::now();
        asker.join();
        if (cancelled) {
            latencies.push_back(std::chrono::duration<double, std::milli>(now - asked).count());
        }
    }
    std::sort(latencies.begin(), latencies.end());
    std::printf("cancel inside the U-Net: worst %.0f ms of %zu\n",
                latencies.empty() ? -1.0 : latencies.back(), latencies.size());
}

/// A step that reuses the deep features of the one before.
void measureStepCache(const UNet2DConditionModel& unet, const at::Tensor& sample,
                      const UNetConditioning& conditioning)
{
    UNetStepCache cache;
    const auto step = [&] {
        static_cast<void>(
            unet.forward(sample, at::full({1}, 500.0), conditioning, RunContext{}, &cache));
    };
    step();
    cache.reuse = true;
    report("  a step of the step cache", best(2, step));
}

/// Reading a U-Net of float16 weights, as people have it on the disk, from a warm cache.
void measureLoading(const Weights& weights, const nlohmann::json& config)
{
    const auto folder = std::filesystem::temp_directory_path() / "stillwater_bench_unet";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "config.json") << config;
    std::vector<std::pair<std::string, at::Tensor>> halves;
    for (const auto& [name, tensor] : weights.parameters()) {
        halves.emplace_back(name, tensor.to(at::kHalf));
    }
    writeSafetensors(folder / "diffusion_pytorch_model.safetensors", halves);
    halves.clear();
    report("loading a U-Net, float16 file to float32",
           best(2, [&] { static_cast<void>(loadUNet2DCondition(folder)); }));
    std::filesystem::remove_all(folder);
}

/// The first run transforms the filters; the best of both has them, where memory for that is left.
void measureAutoencoder(double peak)
{
    AutoencoderKLConfig config;
    config.block_out_channels = {128, 256, 512, 512};
    config.layers_per_block = 2;
    const auto vae = makeAutoencoderKL(config, Weights::random(2));
    const at::Tensor latents = SeededNoise(3).normal({1, 4, 64, 64});
    report("VAE decode, 512 px",
           best(2, [&] { static_cast<void>(vae->decode(latents, RunContext{})); }), kDecodeGflop,
           peak);
    const at::Tensor image = SeededNoise(4).normal({1, 3, 512, 512}).clamp(-1, 1);
    report("VAE encode, 512 px",
           best(2, [&] { static_cast<void>(vae->encode(image, RunContext{})); }), kEncodeGflop,
           peak);
}

void measureFullSize()
{
    const at::NoGradGuard inference;
    const double peak = convolutionRate();
    measureAttention(peak);
    const auto json = nlohmann::json::parse(
        R"({"in_channels": 9, "cross_attention_dim": 768, "attention_head_dim": 8})");
    const Weights weights = Weights::random(1);
    const UNet2DConditionModel unet(UNet2DConditionConfig::parse(json), weights);
    for (const std::int64_t batch : {1, 2}) {
        const at::Tensor sample = SeededNoise(1).normal({batch, 9, 64, 64});
        UNetConditioning conditioning;
        conditioning.encoderHiddenStates = SeededNoise(2).normal({batch, 77, 768});
        const Cost cost = best(2, [&] {
            static_cast<void>(
                unet.forward(sample, at::full({1}, 500.0), conditioning, RunContext{}));
        });
        report(batch == 1 ? "U-Net step, SD 1.5, 512 px, no guidance"
                          : "U-Net step, SD 1.5, 512 px, guidance",
               cost, kUNetGflop * static_cast<double>(batch), peak);
        measureStepCache(unet, sample, conditioning);
        if (batch == 1) {
            measureCancel(unet, sample, conditioning);
        }
    }
    reportMemoryPeak();
    measureLoading(weights, json);
    measureAutoencoder(peak);
    reportMemoryPeak();
}

core::Status paintGrey(core::PixelBuffer& image, const core::PixelBuffer& mask, std::uint64_t,
                       std::stop_token)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (mask.at(x, y)[0] > 0.0F) {
                std::fill_n(image.at(x, y), 3, 0.5F);
            }
        }
    }
    return {};
}

FillRequest removal(const std::string& model, int side)
{
    FillRequest request;
    request.model = model;
    request.image = core::PixelBuffer(side, side, 3, 0.3F);
    request.mask = core::PixelBuffer(side, side, 1);
    for (int y = side / 3; y < side * 2 / 3; ++y) {
        std::fill_n(request.mask.at(side / 3, y), side / 3, 1.0F);
    }
    return request;
}

/// A job with words and the model's own settings, on all that lies right of `from` of the width.
FillRequest jobOf(Action action, const std::string& model, int side, double from)
{
    FillRequest request = removal(model, side);
    request.action = action;
    request.prompt = "a meadow at sunset";
    const int first = static_cast<int>(side * from);
    request.mask = core::PixelBuffer(side, side, 1);
    for (int y = 0; y < side; ++y) {
        std::fill_n(request.mask.at(first, y), side - first, 1.0F);
    }
    return request;
}

/// Seconds of one job, and of its denoising steps alone.
void measureRemoval(FillService& engine, const char* name, FillRequest request)
{
    Clock::time_point first;
    Clock::time_point last;
    int steps = 0;
    std::promise<core::Result<FillResult>> promise;
    const std::clock_t ticks = std::clock();
    const auto id = engine.submit(
        std::move(request), {[&](const FillProgress& p) {
                                 if (p.stage == Stage::Denoising) {
                                     (p.step == 0 ? first : last) = Clock::now();
                                     steps = p.step;
                                 }
                             },
                             [&promise](auto result) { promise.set_value(std::move(result)); }});
    if (!id) {
        std::printf("%s: %s\n", name, id.error().message.c_str());
        return;
    }
    const auto result = promise.get_future().get();
    if (!result) {
        std::printf("%s: %s\n", name, result.error().message.c_str());
        return;
    }
    const double processor = static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC;
    report(name, {result->seconds, processor});
    std::printf("    of it a step with preview: %.3f s (%d steps, %s, strength %.2f)\n",
                std::chrono::duration<double>(last - first).count() / std::max(1, steps), steps,
                result->parameters.scheduler.c_str(), result->parameters.strength);
}

void measureModel(const std::string& model, int side)
{
    static_cast<void>(convolutionRate());
    EngineOptions options;
    options.moduleFolder = STILLWATER_MODULE_FOLDER;
    options.prefiller = &paintGrey;
    const auto engine = createEngine(options);
    measureRemoval(*engine, "first removal, with loading (grey pre-fill)", removal(model, side));
    measureRemoval(*engine, "removal, model warm", removal(model, side));
    measureRemoval(*engine, "fill a half", jobOf(Action::Fill, model, side, 0.5));
    measureRemoval(*engine, "expand by a third", jobOf(Action::Fill, model, side, 0.75));
    measureRemoval(*engine, "edit", jobOf(Action::Edit, model, side, 0.0));
    measureRemoval(*engine, "create", jobOf(Action::Create, model, side, 0.0));
    reportMemoryPeak();
    FillRequest silent = removal(model, side);
    silent.previews = false;
    measureRemoval(*engine, "removal, no previews", silent);
    FillRequest full = removal(model, side);
    full.strength = 1.0F;
    full.steps = 20;
    measureRemoval(*engine, "20 steps from noise", full);
    reportMemoryPeak();
}

} // namespace

int main(int argc, char** argv)
{
    const int threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    at::set_num_threads(threads);
    installTensorMemory();
    std::printf("%d threads\n", threads);
    if (argc > 1 && std::string(argv[1]) == "autoencoder") {
        const at::NoGradGuard inference;
        std::printf("filters kept up to %lld MB\n",
                    static_cast<long long>(transformMemory() / 1000000));
        measureAutoencoder(convolutionRate());
        reportMemoryPeak();
    } else if (argc > 1) {
        measureModel(argv[1], argc > 2 ? std::atoi(argv[2]) : 256);
    } else {
        measureFullSize();
    }
    return 0;
}
