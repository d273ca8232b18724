#include "diffusion/training/denoiser_trainer.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>
#include <nlohmann/json.hpp>

#include "diffusion/models/tensor.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/models/weights/safetensors.h"
#include "diffusion/training/checkpoint.h"
#include "diffusion/training/guarded.h"
#include "diffusion/training/model_parameters.h"
#include "diffusion/training/noise_levels.h"
#include "diffusion/training/run_state.h"
#include "diffusion/training/texture_loss.h"
#include "diffusion/training/threads.h"
#include "diffusion/training/training_compute.h"

// Letters: B batch, C latent channels, S latent side, T tokens, P parameters.

namespace diffusion::training {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Everything one evaluation of the network needs.
struct Batch {
    at::Tensor truth;     ///< (B, C, S, S)
    at::Tensor prefilled; ///< (B, C, S, S)
    at::Tensor mask;      ///< (B, 1, S, S), 1 = hole
    at::Tensor ids;       ///< (B, T) int64
};

/// A batch is cut into this many parts, whatever the number of threads, so that the numbers that
/// come out do not depend on it.
constexpr int kParts = 2;

struct Networks {
    std::unique_ptr<UNet2DConditionModel> unet;
    std::unique_ptr<TextEncoder> text;
};

} // namespace

struct DenoiserTrainer::Impl {
    DenoiserOptions options;
    CaptionTable captions;
    TrainingCompute compute;
    NoiseLevels levels;
    std::array<Networks, kParts> networks;
    std::optional<FlatParameters> parameters;
    std::optional<AdamW> optimiser;
    RunState state;
    at::Tensor channelWeights; ///< (1, C, 1, 1), mean 1

    Impl(DenoiserOptions given, CaptionTable table)
        : options(std::move(given)), captions(std::move(table)),
          compute(chooseTrainingCompute(options.device, options.precision))
    {
        const auto unetShape =
            UNet2DConditionConfig::parse(nlohmann::json::parse(unetConfig(options.shape)));
        const auto textShape =
            CLIPTextConfig::parse(nlohmann::json::parse(textEncoderConfig(options.shape)));
        const std::vector<FlatParameters::Part> parts{
            {"unet.",
             [&](const Weights& w, int replica) {
                 networks[replica].unet = std::make_unique<UNet2DConditionModel>(unetShape, w);
             }},
            {"text_encoder.", [&](const Weights& w, int replica) {
                 networks[replica].text = makeCLIPTextModel(textShape, w);
             }}};
        // Blocks start as the identity and the output as zero: v is then learnt from a calm start.
        parameters.emplace(parts, options.seed,
                           std::vector<std::string>{"conv_out.weight", "proj_out.weight",
                                                    "conv2.weight",
                                                    "class_embedding.linear_2.weight"},
                           kParts, compute);
        optimiser.emplace(parameters->valueTensor(), AdamWOptions{});
        state = {&*parameters, parameters->valueTensor().clone(), &*optimiser, 0, 0, 0};
        const std::int64_t C = options.shape.latentChannels;
        channelWeights = at::ones({1, C, 1, 1});
        if (static_cast<std::int64_t>(options.channelWeights.size()) == C) {
            std::copy(options.channelWeights.begin(), options.channelWeights.end(),
                      channelWeights.data_ptr<float>());
            channelWeights /= channelWeights.mean();
        }
        channelWeights = compute.toDevice(channelWeights);
        useOneThread();
    }

    Batch gather(const PairSet& pairs, const std::vector<std::int64_t>& chosen,
                 const std::vector<bool>& dropCaption) const
    {
        const auto B = static_cast<std::int64_t>(chosen.size());
        const std::int64_t C = pairs.channels();
        const std::int64_t S = pairs.side();
        const int T = options.shape.textLength;
        Batch batch{at::empty({B, C, S, S}), at::empty({B, C, S, S}), at::empty({B, 1, S, S}),
                    at::empty({B, T}, at::kLong)};
        const auto values = static_cast<std::size_t>(C * S * S);
        const auto area = static_cast<std::size_t>(S * S);
        for (std::size_t b = 0; b < chosen.size(); ++b) {
            const PairPlace& at = pairs.place(chosen[b]);
            const PairShard& shard = pairs.shard(at.shard);
            const auto i = static_cast<std::size_t>(at.index);
            std::copy_n(shard.truth.data() + i * values, values,
                        batch.truth.data_ptr<float>() + b * values);
            std::copy_n(shard.prefilled.data() + i * values, values,
                        batch.prefilled.data_ptr<float>() + b * values);
            std::copy_n(shard.mask.data() + i * area, area,
                        batch.mask.data_ptr<float>() + b * area);
            const TokenIds ids =
                captions.encode(dropCaption[b] ? std::string() : pairs.caption(chosen[b]), T);
            std::copy(ids.begin(), ids.end(), batch.ids.data_ptr<std::int64_t>() + b * ids.size());
        }
        return batch;
    }

    /// v for noisy latents (B, C, S, S) at timesteps t (B); float32, on the networks' device.
    at::Tensor predict(const Networks& network, const Batch& batch, const at::Tensor& noisy,
                       const at::Tensor& t) const
    {
        const RunContext context;
        UNetConditioning conditioning;
        const TextEncoding text = network.text->forward(compute.toDevice(batch.ids), context);
        conditioning.encoderHiddenStates = text.lastHiddenState;
        if (options.shape.pooledText) {
            conditioning.classLabels = text.pooled;
        }
        const at::Tensor input = at::cat({noisy, batch.mask, batch.prefilled}, 1);
        return TrainingCompute::fromNetwork(network.unet->forward(
            compute.toNetwork(input), compute.toDevice(t), conditioning, context));
    }

    /// (weighted loss to minimise, plain error inside the holes)
    std::pair<at::Tensor, at::Tensor> loss(const Networks& network, const Batch& batch,
                                           at::Generator& generator) const
    {
        const std::int64_t B = batch.truth.size(0);
        const at::Tensor t = drawTimesteps(B, generator);
        at::Tensor alpha = at::empty({B, 1, 1, 1});
        at::Tensor sigma = at::empty({B, 1, 1, 1});
        at::Tensor weight = at::empty({B, 1, 1, 1});
        for (std::int64_t b = 0; b < B; ++b) {
            const auto step = static_cast<int>(t.data_ptr<std::int64_t>()[b]);
            alpha.data_ptr<float>()[b] = levels.alpha[step];
            sigma.data_ptr<float>()[b] = levels.sigma[step];
            weight.data_ptr<float>()[b] =
                levels.minSnrWeight(step, options.snrLimit, options.leastWeight);
        }
        const at::Tensor noise = at::randn(batch.truth.sizes(), generator, at::kFloat);
        const at::Tensor noisy = alpha * batch.truth + sigma * noise;
        const at::Tensor target = compute.toDevice(alpha * noise - sigma * batch.truth);
        const at::Tensor mask = compute.toDevice(batch.mask);
        const at::Tensor squares = (predict(network, batch, noisy, t) - target).square();
        const at::Tensor error = (squares * channelWeights).mean(1, true);  // (B, 1, S, S)
        const at::Tensor place = mask + options.keptWeight * (1.0F - mask); // (B, 1, S, S)
        const at::Tensor total = (error * place * compute.toDevice(weight)).sum() / place.sum();
        const at::Tensor hole =
            (squares.detach().mean(1, true) * mask).sum() / mask.sum().clamp_min(1.0);
        return {total, hole};
    }

    /// What a removal is trained for: noise on the pre-filled latent, texture of the true one.
    StepReport removalLoss(const Networks& network, const Batch& batch, at::Generator& generator,
                           at::Tensor& total) const
    {
        constexpr int kDirections = 16;
        const std::int64_t B = batch.truth.size(0);
        const at::Tensor t = at::full({B}, options.removalTimestep, at::kLong);
        const float alpha = levels.alpha[static_cast<std::size_t>(options.removalTimestep)];
        const float sigma = levels.sigma[static_cast<std::size_t>(options.removalTimestep)];
        const at::Tensor noise = at::randn(batch.truth.sizes(), generator, at::kFloat);
        const at::Tensor noisy = alpha * batch.prefilled + sigma * noise;
        const at::Tensor v = predict(network, batch, noisy, t);
        const at::Tensor clean = compute.toDevice(alpha * noisy) - sigma * v;
        const at::Tensor truth = compute.toDevice(batch.truth);
        const at::Tensor mask = compute.toDevice(batch.mask);
        const at::Tensor texture =
            textureLoss(clean, truth, mask, channelWeights, kDirections, generator);
        const at::Tensor error = ((clean - truth).square() * channelWeights).mean(1, true) * mask;
        total = options.removalWeight *
                (texture + options.removalAnchor * error.sum() / mask.sum().clamp_min(1.0));
        StepReport report;
        report.texture = texture.item<double>();
        report.textureBefore = textureLoss(compute.toDevice(batch.prefilled), truth, mask,
                                           channelWeights, kDirections, generator)
                                   .item<double>();
        return report;
    }

    at::Tensor drawTimesteps(std::int64_t B, at::Generator& generator) const
    {
        const at::Tensor pick = at::rand({2, B}, generator, at::kFloat);
        at::Tensor t = at::empty({B}, at::kLong);
        const float* values = pick.data_ptr<float>();
        for (std::int64_t b = 0; b < B; ++b) {
            const int limit =
                values[b] < options.lowNoiseShare ? options.lowNoiseLimit : kTrainTimesteps;
            t.data_ptr<std::int64_t>()[b] =
                std::min(static_cast<int>(values[B + b] * static_cast<float>(limit)), limit - 1);
        }
        return t;
    }

    void requireFit(const PairSet& pairs) const
    {
        if (pairs.channels() != options.shape.latentChannels) {
            throw LoadError(core::ErrorCode::InvalidArgument,
                            "the training pairs have another number of latent channels");
        }
    }

    /// Loss and gradients of part `part` of batch number state.steps.
    StepReport runPart(const PairSet& pairs, int part, bool removals)
    {
        useOneThread();
        const int size = options.batch / kParts;
        const auto number = static_cast<std::uint64_t>(state.steps) * kParts + part;
        at::Generator generator =
            at::make_generator<at::CPUGeneratorImpl>(options.seed * 1000003 + number);
        const auto all = pairs.batch(state.steps, size * kParts, options.seed);
        const std::vector<std::int64_t> chosen(all.begin() + part * size,
                                               all.begin() + (part + 1) * size);
        const at::Tensor drop = at::rand({size}, generator, at::kFloat);
        std::vector<bool> dropCaption;
        for (int b = 0; b < size; ++b) {
            dropCaption.push_back(drop.data_ptr<float>()[b] < options.captionDropout);
        }
        const Batch batch = gather(pairs, chosen, dropCaption);
        if (removals) {
            at::Tensor total;
            const StepReport report = removalLoss(networks[part], batch, generator, total);
            total.backward();
            return report;
        }
        const auto [total, hole] = loss(networks[part], batch, generator);
        (total / kParts).backward();
        StepReport report;
        report.loss = total.item<double>() / kParts;
        report.holeError = hole.item<double>() / kParts;
        return report;
    }

    StepReport step(const PairSet& pairs, const PairSet* removals)
    {
        requireFit(pairs);
        if (removals != nullptr) {
            requireFit(*removals);
        }
        const Clock::time_point start = Clock::now();
        parameters->clearGradients();
        std::vector<std::future<StepReport>> parts;
        const bool inTurn = options.threads == 1 || !compute.device.is_cpu();
        const auto launch = inTurn ? std::launch::deferred : std::launch::async;
        for (int part = 0; part < kParts; ++part) {
            const bool removing = removals != nullptr && part == 1;
            parts.push_back(std::async(launch, [&, part, removing] {
                return runPart(removing ? *removals : pairs, part, removing);
            }));
        }
        StepReport report;
        for (std::future<StepReport>& part : parts) {
            part.wait(); // all of them end before any of their errors is passed on
        }
        for (std::future<StepReport>& part : parts) {
            const StepReport one = part.get();
            report.loss += one.loss;
            report.holeError += one.holeError;
            report.texture += one.texture;
            report.textureBefore += one.textureBefore;
        }
        const float rate = cosineRate(state.steps, options.warmup, options.totalSteps,
                                      options.learningRate, options.finalRate);
        report.learningRate = rate;
        report.gradientNorm = applyGradients(state, rate, options.averageDecay);
        ++state.steps;
        state.samples += options.batch / kParts * kParts;
        report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        state.seconds += report.seconds;
        return report;
    }

    StepReport evaluate(const PairSet& pairs, int batches)
    {
        requireFit(pairs);
        const c10::AutoGradMode noGradients(false);
        const UseAverage averaged(state);
        StepReport sum;
        for (int i = 0; i < batches; ++i) {
            at::Generator generator =
                at::make_generator<at::CPUGeneratorImpl>(static_cast<std::uint64_t>(i) + 77);
            const auto chosen = pairs.batch(i, options.batch, 77);
            const auto [total, hole] =
                loss(networks[0], gather(pairs, chosen, std::vector<bool>(chosen.size(), false)),
                     generator);
            sum.loss += total.item<double>() / batches;
            sum.holeError += hole.item<double>() / batches;
        }
        return sum;
    }

    StepReport evaluateRemovals(const PairSet& pairs, int batches)
    {
        requireFit(pairs);
        const c10::AutoGradMode noGradients(false);
        const UseAverage averaged(state);
        StepReport sum;
        for (int i = 0; i < batches; ++i) {
            at::Generator generator =
                at::make_generator<at::CPUGeneratorImpl>(static_cast<std::uint64_t>(i) + 77);
            const auto chosen = pairs.batch(i, options.batch, 77);
            const Batch batch = gather(pairs, chosen, std::vector<bool>(chosen.size(), false));
            at::Tensor total;
            const StepReport one = removalLoss(networks[0], batch, generator, total);
            sum.loss += total.item<double>() / batches;
            sum.texture += one.texture / batches;
            sum.textureBefore += one.textureBefore / batches;
        }
        return sum;
    }

    /// Song et al. 2020 (arXiv:2010.02502, eq. 12 with eta = 0), in terms of v.
    std::vector<float> sample(const PairSet& pairs, std::int64_t index, float strength, int steps,
                              float guidance, std::uint64_t seed)
    {
        requireFit(pairs);
        const c10::AutoGradMode noGradients(false);
        const UseAverage averaged(state);
        const Batch batch = gather(pairs, {index}, {false});
        const Batch blank = gather(pairs, {index}, {true});
        at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
        const at::Tensor noise = at::randn(batch.truth.sizes(), generator, at::kFloat);
        const float first = strength * (kTrainTimesteps - 1);
        const auto timeOf = [&](int i) {
            return static_cast<int>(first * static_cast<float>(steps - i) /
                                    static_cast<float>(steps));
        };
        at::Tensor x = levels.alpha[timeOf(0)] * batch.prefilled + levels.sigma[timeOf(0)] * noise;
        for (int i = 0; i < steps; ++i) {
            const int t = timeOf(i);
            const at::Tensor time = at::full({1}, t, at::kLong);
            at::Tensor v = predict(networks[0], batch, x, time).cpu();
            if (guidance != 1.0F) {
                const at::Tensor plain = predict(networks[0], blank, x, time).cpu();
                v = plain + guidance * (v - plain);
            }
            const at::Tensor clean = levels.alpha[t] * x - levels.sigma[t] * v;
            const at::Tensor eps = levels.sigma[t] * x + levels.alpha[t] * v;
            const bool last = i + 1 == steps;
            const int next = timeOf(i + 1);
            x = last ? clean : levels.alpha[next] * clean + levels.sigma[next] * eps;
        }
        x = x.contiguous();
        return {x.data_ptr<float>(), x.data_ptr<float>() + x.numel()};
    }

    core::Status exportTo(const fs::path& folder)
    {
        const auto write = [&](const char* name, const char* file, const std::string& config) {
            fs::create_directories(folder / name);
            std::vector<std::pair<std::string, at::Tensor>> tensors;
            for (const auto& [key, view] :
                 parameters->named(state.average, std::string(name) + ".")) {
                tensors.emplace_back(key, view.cpu().to(at::kHalf));
            }
            writeSafetensors(folder / name / file, tensors, {{"format", "pt"}});
            std::ofstream(folder / name / "config.json") << config << '\n';
        };
        write("unet", "diffusion_pytorch_model.safetensors", unetConfig(options.shape));
        write("text_encoder", "model.safetensors", textEncoderConfig(options.shape));
        return {};
    }
};

DenoiserTrainer::DenoiserTrainer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
DenoiserTrainer::~DenoiserTrainer() = default;

core::Result<std::unique_ptr<DenoiserTrainer>> DenoiserTrainer::create(DenoiserOptions options,
                                                                       CaptionTable captions)
{
    return guarded([&]() -> core::Result<std::unique_ptr<DenoiserTrainer>> {
        auto impl = std::make_unique<Impl>(std::move(options), std::move(captions));
        return std::unique_ptr<DenoiserTrainer>(new DenoiserTrainer(std::move(impl)));
    });
}

core::Result<StepReport> DenoiserTrainer::step(const PairSet& pairs, const PairSet* removals)
{
    return guarded([&]() -> core::Result<StepReport> { return m_impl->step(pairs, removals); });
}

core::Result<StepReport> DenoiserTrainer::evaluateRemovals(const PairSet& pairs, int batches)
{
    return guarded(
        [&]() -> core::Result<StepReport> { return m_impl->evaluateRemovals(pairs, batches); });
}

core::Result<StepReport> DenoiserTrainer::evaluate(const PairSet& pairs, int batches)
{
    return guarded([&]() -> core::Result<StepReport> { return m_impl->evaluate(pairs, batches); });
}

core::Result<std::vector<float>> DenoiserTrainer::sample(const PairSet& pairs, std::int64_t index,
                                                         float strength, int steps, float guidance,
                                                         std::uint64_t seed)
{
    return guarded([&]() -> core::Result<std::vector<float>> {
        return m_impl->sample(pairs, index, strength, steps, guidance, seed);
    });
}

std::int64_t DenoiserTrainer::stepsDone() const
{
    return m_impl->state.steps;
}
std::int64_t DenoiserTrainer::samplesSeen() const
{
    return m_impl->state.samples;
}
double DenoiserTrainer::secondsSpent() const
{
    return m_impl->state.seconds;
}
std::int64_t DenoiserTrainer::parameterCount() const
{
    return static_cast<std::int64_t>(m_impl->parameters->size());
}

std::string DenoiserTrainer::computeName() const
{
    return m_impl->compute.name();
}

core::Status DenoiserTrainer::save(const std::string& path)
{
    return saveCheckpoint(path, m_impl->options.fingerprint(), m_impl->state);
}

core::Status DenoiserTrainer::load(const std::string& path)
{
    return loadCheckpoint(path, m_impl->options.fingerprint(), m_impl->state);
}

core::Status DenoiserTrainer::startFrom(const std::string& folder)
{
    return guarded([&]() -> core::Status {
        readModelParameters(folder, *m_impl->parameters);
        m_impl->parameters->publish();
        m_impl->state.average.copy_(m_impl->parameters->valueTensor());
        return {};
    });
}

core::Status DenoiserTrainer::exportTo(const std::string& folder)
{
    return guarded([&]() -> core::Status { return m_impl->exportTo(folder); });
}

} // namespace diffusion::training
