#include "diffusion/training/autoencoder_trainer.h"

#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <map>
#include <optional>

#include <c10/core/GradMode.h>
#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/training/checkpoint.h"
#include "diffusion/training/guarded.h"
#include "diffusion/training/noise_levels.h"
#include "diffusion/training/pca_encoder.h"
#include "diffusion/training/run_state.h"
#include "diffusion/training/threads.h"
#include "diffusion/training/training_compute.h"

namespace diffusion::training {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kParts = 2; // of a batch, whatever the number of threads

/// Differences between horizontal and vertical neighbours: where blur and blocks show.
at::Tensor gradientLoss(const at::Tensor& difference)
{
    const std::int64_t side = difference.size(2);
    const at::Tensor across = difference.narrow(3, 1, side - 1) - difference.narrow(3, 0, side - 1);
    const at::Tensor down = difference.narrow(2, 1, side - 1) - difference.narrow(2, 0, side - 1);
    return across.abs().mean() + down.abs().mean();
}

} // namespace

struct AutoencoderTrainer::Impl {
    AutoencoderOptions options;
    BlockPca pca;
    TrainingCompute compute;
    std::vector<std::pair<std::string, at::Tensor>> encoder;
    std::array<std::unique_ptr<Autoencoder>, kParts> networks;
    std::optional<FlatParameters> parameters;
    std::optional<AdamW> optimiser;
    RunState state;

    Impl(AutoencoderOptions given, BlockPca components)
        : options(std::move(given)), pca(std::move(components)),
          compute(chooseTrainingCompute(options.device, options.precision)),
          encoder(pcaEncoderWeights(pca, options.shape.encoderWidth, kLatentScale))
    {
        const auto shape =
            AutoencoderTinyConfig::parse(nlohmann::json::parse(vaeConfig(options.shape)));
        parameters.emplace(std::vector<FlatParameters::Part>{{"",
                                                              [&](const Weights& w, int replica) {
                                                                  networks[replica] =
                                                                      makeAutoencoderTiny(shape, w);
                                                              }}},
                           options.seed, std::vector<std::string>{}, kParts, compute);
        optimiser.emplace(parameters->valueTensor(),
                          AdamWOptions{.beta2 = 0.99F, .weightDecay = 0.0F, .maxGradNorm = 1.0F});
        writeEncoder();
        state = {&*parameters, parameters->valueTensor().clone(), &*optimiser, 0, 0, 0};
        useOneThread();
    }

    /// The encoder's values are set once; decode() never touches them, so they get no gradient,
    /// Adam no moment, and they stay what they are.
    void writeEncoder()
    {
        std::map<std::string, at::Tensor> views;
        for (auto& [name, view] : parameters->named(parameters->valueTensor(), "")) {
            views.emplace(name, view);
        }
        for (const auto& [name, tensor] : encoder) {
            views.at(name).copy_(tensor);
        }
        parameters->publish();
    }

    /// Crops `chosen` as (B, 3, side, side) in [0, 1] and their latents (B, C, side/8, side/8), as
    /// the encoder gives them.
    std::pair<at::Tensor, at::Tensor> gather(const CropSet& crops,
                                             const std::vector<std::int64_t>& chosen) const
    {
        const int side = crops.side;
        const auto B = static_cast<std::int64_t>(chosen.size());
        at::Tensor images = at::empty({B, side, side, 3});
        at::Tensor latents = at::empty({B, pca.components, side / kBlockSide, side / kBlockSide});
        const auto bytes = static_cast<std::size_t>(side) * side * 3;
        core::PixelBuffer crop(side, side, 3);
        for (std::size_t b = 0; b < chosen.size(); ++b) {
            const std::uint8_t* from =
                crops.pixels.data() + bytes * static_cast<std::size_t>(chosen[b]);
            for (std::size_t i = 0; i < bytes; ++i) {
                crop.data()[i] = static_cast<float>(from[i]) / 255.0F;
            }
            std::copy_n(crop.data(), bytes, images.data_ptr<float>() + b * bytes);
            const std::vector<float> latent = pca.encode(crop);
            std::copy(latent.begin(), latent.end(), latents.data_ptr<float>() + b * latent.size());
        }
        return {images.permute({0, 3, 1, 2}).contiguous(), latents / kLatentScale};
    }

    std::vector<std::int64_t> choose(const CropSet& crops) const
    {
        std::vector<std::int64_t> chosen;
        const std::uint64_t start =
            static_cast<std::uint64_t>(state.steps) * static_cast<std::uint64_t>(options.batch);
        for (int b = 0; b < options.batch / kParts * kParts; ++b) {
            // Weyl's sequence: visits the crops evenly, without a table.
            const std::uint64_t i = start + static_cast<std::uint64_t>(b) + options.seed;
            chosen.push_back(static_cast<std::int64_t>((i * 0x9E3779B97F4A7C15ULL >> 11U) %
                                                       static_cast<std::uint64_t>(crops.count())));
        }
        return chosen;
    }

    std::pair<double, double> runPart(const CropSet& crops, int part)
    {
        useOneThread();
        const auto all = choose(crops);
        const auto size = static_cast<std::ptrdiff_t>(all.size()) / kParts;
        const auto [image, latent] =
            gather(crops, {all.begin() + part * size, all.begin() + (part + 1) * size});
        const at::Tensor decoded = TrainingCompute::fromNetwork(
            networks[part]->decode(compute.toNetwork(latent), RunContext{}));
        const at::Tensor difference = (decoded + 1) / 2 - compute.toDevice(image);
        const at::Tensor loss =
            difference.abs().mean() + options.gradientWeight * gradientLoss(difference);
        (loss / kParts).backward();
        return {loss.item<double>() / kParts,
                difference.detach().square().mean().item<double>() / kParts};
    }

    StepReport step(const CropSet& crops)
    {
        if (crops.count() == 0 || crops.side % kBlockSide != 0) {
            throw LoadError(core::ErrorCode::InvalidArgument, "no crops to train the decoder on");
        }
        const Clock::time_point start = Clock::now();
        parameters->clearGradients();
        const bool inTurn = options.threads == 1 || !compute.device.is_cpu();
        const auto launch = inTurn ? std::launch::deferred : std::launch::async;
        std::vector<std::future<std::pair<double, double>>> parts;
        for (int part = 0; part < kParts; ++part) {
            parts.push_back(std::async(launch, [&, part] { return runPart(crops, part); }));
        }
        for (auto& part : parts) {
            part.wait();
        }
        StepReport report;
        for (auto& part : parts) {
            const auto [loss, error] = part.get();
            report.loss += loss;
            report.holeError += error;
        }
        const float rate = cosineRate(state.steps, options.warmup, options.totalSteps,
                                      options.learningRate, options.finalRate);
        report.learningRate = rate;
        report.gradientNorm = applyGradients(state, rate, options.averageDecay);
        ++state.steps;
        state.samples += options.batch;
        report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        state.seconds += report.seconds;
        return report;
    }

    std::pair<double, double> evaluate(const CropSet& crops)
    {
        const c10::AutoGradMode noGradients(false);
        const UseAverage averaged(state);
        double learnt = 0;
        double linear = 0;
        const int side = crops.side;
        for (std::int64_t i = 0; i < crops.count(); ++i) {
            const auto [image, latent] = gather(crops, {i});
            const at::Tensor encoded =
                networks[0]->encode(compute.toNetwork(image * 2 - 1), RunContext{}).mean;
            const at::Tensor signedPicture =
                TrainingCompute::fromNetwork(networks[0]->decode(encoded, RunContext{})).cpu();
            const at::Tensor decoded = ((signedPicture + 1) / 2).clamp(0, 1);
            learnt += (decoded - image).square().mean().item<double>();
            const at::Tensor plain = (latent * kLatentScale).contiguous();
            const core::PixelBuffer back =
                pca.decode({plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()},
                           side / kBlockSide, side / kBlockSide);
            const at::Tensor pixels =
                at::from_blob(const_cast<float*>(back.data()), {1, side, side, 3}, at::kFloat)
                    .permute({0, 3, 1, 2})
                    .clamp(0, 1);
            linear += (pixels - image).square().mean().item<double>();
        }
        const auto n = static_cast<double>(crops.count());
        return {-10 * std::log10(learnt / n), -10 * std::log10(linear / n)};
    }

    core::Status exportTo(const fs::path& folder)
    {
        fs::create_directories(folder / "vae");
        std::vector<std::pair<std::string, at::Tensor>> tensors;
        for (const auto& [name, view] : parameters->named(state.average, "")) {
            tensors.emplace_back(name, view.cpu().to(at::kHalf));
        }
        writeSafetensors(folder / "vae" / "diffusion_pytorch_model.safetensors", tensors,
                         {{"format", "pt"}});
        std::ofstream(folder / "vae" / "config.json") << vaeConfig(options.shape) << '\n';
        return {};
    }
};

std::string AutoencoderOptions::fingerprint(const BlockPca& pca) const
{
    const std::string data = nlohmann::json(pca.basis).dump() + nlohmann::json(pca.mean).dump();
    const nlohmann::ordered_json json{{"vae", nlohmann::ordered_json::parse(vaeConfig(shape))},
                                      {"components", std::hash<std::string>{}(data)},
                                      {"seed", seed}};
    return json.dump();
}

AutoencoderTrainer::AutoencoderTrainer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
AutoencoderTrainer::~AutoencoderTrainer() = default;

core::Result<std::unique_ptr<AutoencoderTrainer>>
AutoencoderTrainer::create(AutoencoderOptions options, BlockPca pca)
{
    return guarded([&]() -> core::Result<std::unique_ptr<AutoencoderTrainer>> {
        if (pca.components != options.shape.latentChannels || options.shape.encoderWidth < 48) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              "the principal components do not fit the model's shape");
        }
        auto impl = std::make_unique<Impl>(std::move(options), std::move(pca));
        return std::unique_ptr<AutoencoderTrainer>(new AutoencoderTrainer(std::move(impl)));
    });
}

core::Result<StepReport> AutoencoderTrainer::step(const CropSet& crops)
{
    return guarded([&]() -> core::Result<StepReport> { return m_impl->step(crops); });
}

core::Result<std::pair<double, double>> AutoencoderTrainer::evaluate(const CropSet& crops)
{
    return guarded(
        [&]() -> core::Result<std::pair<double, double>> { return m_impl->evaluate(crops); });
}

std::int64_t AutoencoderTrainer::stepsDone() const
{
    return m_impl->state.steps;
}

core::Status AutoencoderTrainer::save(const std::string& path)
{
    return saveCheckpoint(path, m_impl->options.fingerprint(m_impl->pca), m_impl->state);
}

core::Status AutoencoderTrainer::load(const std::string& path)
{
    return loadCheckpoint(path, m_impl->options.fingerprint(m_impl->pca), m_impl->state);
}

core::Status AutoencoderTrainer::exportTo(const std::string& folder)
{
    return guarded([&]() -> core::Status { return m_impl->exportTo(folder); });
}

} // namespace diffusion::training
