#include "diffusion/training/picture_classifier.h"

#include <algorithm>
#include <deque>
#include <optional>

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>
#include <nlohmann/json.hpp>

#include "diffusion/models/layers/layers.h"
#include "diffusion/models/tensor.h"
#include "diffusion/training/checkpoint.h"
#include "diffusion/training/guarded.h"
#include "diffusion/training/threads.h"

namespace diffusion::training {

namespace {

constexpr int kGroups = 8;
constexpr int kLevels = 4; // each halves the picture

/// Strided convolutions down to a sixteenth of the side, then one linear layer for each head.
struct Network {
    std::deque<Conv2d> convolutions;
    std::deque<GroupNorm> norms;
    std::deque<Linear> heads;

    Network(const ClassifierOptions& options, const Weights& w)
    {
        std::int64_t in = 3;
        for (int level = 0; level < kLevels; ++level) {
            const std::int64_t out = options.widths[static_cast<std::size_t>(level)];
            const std::string name = std::to_string(level);
            convolutions.emplace_back(ConvShape{in, out, 3, 2, 1, Bias::Yes}, w / ("conv" + name));
            norms.emplace_back(kGroups, out, 1e-5, w / ("norm" + name));
            in = out;
        }
        const std::int64_t cells = options.side / 16 * (options.side / 16);
        for (std::size_t h = 0; h < options.classes.size(); ++h) {
            heads.emplace_back(in * cells, options.classes[h], Bias::Yes,
                               w / ("head" + std::to_string(h)));
        }
    }

    [[nodiscard]] std::int64_t features() const { return heads.front().weight.size(1); }

    /// (B, 3, S, S) in [-1, 1] -> (B, classes) for each head. `keep` multiplies the features the
    /// heads see, (B, features()), when it is defined.
    [[nodiscard]] std::vector<at::Tensor> operator()(at::Tensor x, const at::Tensor& keep) const
    {
        const RunContext context;
        for (std::size_t level = 0; level < convolutions.size(); ++level) {
            x = norms[level].activated(convolutions[level](x, context), Activation::Silu, context);
        }
        const at::Tensor features = keep.defined() ? x.flatten(1) * keep : x.flatten(1);
        std::vector<at::Tensor> out;
        for (const Linear& head : heads) {
            out.push_back(head(features, context));
        }
        return out;
    }
};

} // namespace

struct PictureClassifier::Impl {
    ClassifierOptions options;
    std::unique_ptr<Network> network;
    std::optional<FlatParameters> parameters;
    std::optional<AdamW> optimiser;
    RunState state;
    at::Generator generator;

    explicit Impl(ClassifierOptions given) : options(std::move(given))
    {
        parameters.emplace(
            std::vector<FlatParameters::Part>{
                {"", [this](const Weights& w,
                            int) { network = std::make_unique<Network>(options, w); }}},
            options.seed, std::vector<std::string>{}, 1);
        optimiser.emplace(parameters->valueTensor(),
                          AdamWOptions{.beta2 = 0.99F, .weightDecay = 0.05F, .maxGradNorm = 2.0F});
        state = {&*parameters, parameters->valueTensor().clone(), &*optimiser, 0, 0, 0};
        generator = at::make_generator<at::CPUGeneratorImpl>(options.seed);
    }

    [[nodiscard]] bool fits(const LabelledPictures& pictures, bool labelled) const
    {
        const auto heads = static_cast<std::int64_t>(options.classes.size());
        return pictures.side == options.side && pictures.count() > 0 &&
               (!labelled ||
                (pictures.heads == heads &&
                 static_cast<std::int64_t>(pictures.labels.size()) == heads * pictures.count()));
    }

    /// (n, 3, S, S) in [-1, 1].
    [[nodiscard]] at::Tensor gather(const LabelledPictures& pictures,
                                    const std::vector<std::int64_t>& chosen) const
    {
        const std::int64_t side = pictures.side;
        const auto bytes = static_cast<std::size_t>(side * side * 3);
        at::Tensor out = at::empty({static_cast<std::int64_t>(chosen.size()), side, side, 3});
        float* to = out.data_ptr<float>();
        for (const std::int64_t i : chosen) {
            const std::uint8_t* from = pictures.pixels.data() + bytes * static_cast<std::size_t>(i);
            to = std::transform(from, from + bytes, to,
                                [](std::uint8_t v) { return static_cast<float>(v) / 127.5F - 1; });
        }
        return out.permute({0, 3, 1, 2}).contiguous();
    }

    /// Mirrors, blurs, dims and roughens parts of the batch.
    at::Tensor varied(at::Tensor x)
    {
        const std::int64_t B = x.size(0);
        const std::int64_t side = x.size(2);
        const auto some = [&](double share) {
            return (at::rand({B, 1, 1, 1}, generator) < share).to(at::kFloat);
        };
        const at::Tensor mirrored = some(0.5);
        x = x + mirrored * (x.flip(3) - x);
        for (const int factor : {2, 4}) {
            const at::Tensor soft =
                at::upsample_bilinear2d(at::avg_pool2d(x, {factor, factor}), {side, side}, false);
            x = x + some(factor == 2 ? 0.5 : 0.2) * (soft - x);
        }
        const at::Tensor gain = 1 + 0.2 * (at::rand({B, 1, 1, 1}, generator) - 0.5);
        const at::Tensor shift = 0.16 * (at::rand({B, 3, 1, 1}, generator) - 0.5);
        const at::Tensor grain = 0.06 * at::rand({B, 1, 1, 1}, generator);
        return x * gain + shift + grain * at::randn(x.sizes(), generator, x.options());
    }

    double step(const LabelledPictures& pictures)
    {
        constexpr double kDropout = 0.25;
        const auto heads = options.classes.size();
        const at::Tensor drawn =
            at::randint(pictures.count(), {options.batch}, generator, at::kLong);
        const std::vector<std::int64_t> chosen(drawn.data_ptr<std::int64_t>(),
                                               drawn.data_ptr<std::int64_t>() + options.batch);
        parameters->clearGradients();
        const at::Tensor keep =
            (at::rand({options.batch, network->features()}, generator) > kDropout).to(at::kFloat) /
            (1 - kDropout);
        const std::vector<at::Tensor> scores = (*network)(varied(gather(pictures, chosen)), keep);
        at::Tensor loss = at::zeros({});
        for (std::size_t h = 0; h < heads; ++h) {
            at::Tensor wanted = at::empty({options.batch}, at::kLong);
            for (std::size_t b = 0; b < chosen.size(); ++b) {
                wanted.data_ptr<std::int64_t>()[b] =
                    pictures.labels[static_cast<std::size_t>(chosen[b]) * heads + h];
            }
            loss = loss + at::cross_entropy_loss(scores[h], wanted);
        }
        loss.backward();
        const float rate = cosineRate(state.steps, 50, options.steps, options.learningRate,
                                      options.learningRate / 50);
        applyGradients(state, rate, 0.98F);
        ++state.steps;
        state.samples += options.batch;
        return loss.item<double>() / static_cast<double>(heads);
    }

    std::vector<std::int32_t> classify(const LabelledPictures& pictures)
    {
        const c10::AutoGradMode noGradients(false);
        const UseAverage averaged(state);
        std::vector<std::int32_t> out;
        for (std::int64_t first = 0; first < pictures.count(); first += options.batch) {
            std::vector<std::int64_t> chosen;
            for (std::int64_t i = first;
                 i < std::min<std::int64_t>(first + options.batch, pictures.count()); ++i) {
                chosen.push_back(i);
            }
            std::vector<at::Tensor> best;
            for (const at::Tensor& scores : (*network)(gather(pictures, chosen), {})) {
                best.push_back(scores.argmax(1));
            }
            const at::Tensor all = at::stack(best, 1).contiguous();
            std::transform(all.data_ptr<std::int64_t>(), all.data_ptr<std::int64_t>() + all.numel(),
                           std::back_inserter(out),
                           [](std::int64_t v) { return static_cast<std::int32_t>(v); });
        }
        return out;
    }

    [[nodiscard]] std::string fingerprint() const
    {
        return nlohmann::ordered_json{{"classes", options.classes}, {"side", options.side},
                                      {"widths", options.widths},   {"steps", options.steps},
                                      {"seed", options.seed},       {"meaning", options.meaning}}
            .dump();
    }
};

PictureClassifier::PictureClassifier(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
PictureClassifier::~PictureClassifier() = default;

core::Result<std::unique_ptr<PictureClassifier>>
PictureClassifier::create(ClassifierOptions options)
{
    return guarded([&]() -> core::Result<std::unique_ptr<PictureClassifier>> {
        if (options.classes.empty() || options.side < 32 || options.side % 16 != 0 ||
            options.widths.size() != kLevels) {
            return core::fail(
                core::ErrorCode::InvalidArgument,
                "a classifier needs heads and a side that is a multiple of 16, at least 32");
        }
        auto impl = std::make_unique<Impl>(std::move(options));
        return std::unique_ptr<PictureClassifier>(new PictureClassifier(std::move(impl)));
    });
}

core::Status PictureClassifier::train(const LabelledPictures& pictures,
                                      const std::function<bool(double, double)>& progress)
{
    return guarded([&]() -> core::Status {
        if (!m_impl->fits(pictures, true)) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              "the pictures do not fit the classifier");
        }
        useOneThread();
        const std::int64_t steps = m_impl->options.steps;
        for (std::int64_t i = 0; i < steps; ++i) {
            const double loss = m_impl->step(pictures);
            if (progress &&
                !progress(static_cast<double>(i + 1) / static_cast<double>(steps), loss)) {
                break;
            }
        }
        return {};
    });
}

core::Result<std::vector<std::int32_t>>
PictureClassifier::classify(const LabelledPictures& pictures)
{
    return guarded([&]() -> core::Result<std::vector<std::int32_t>> {
        if (!m_impl->fits(pictures, false)) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              "the pictures do not fit the classifier");
        }
        return m_impl->classify(pictures);
    });
}

core::Status PictureClassifier::save(const std::string& path)
{
    return saveCheckpoint(path, m_impl->fingerprint(), m_impl->state);
}

core::Status PictureClassifier::load(const std::string& path)
{
    return loadCheckpoint(path, m_impl->fingerprint(), m_impl->state);
}

} // namespace diffusion::training
