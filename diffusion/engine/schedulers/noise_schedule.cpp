#include "diffusion/engine/schedulers/noise_schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace diffusion {
namespace {

constexpr double kKarrasRho = 7.0;       // Karras et al. 2022, section 3 "Discretization"
constexpr double kCosineOffset = 0.008;  // Nichol and Dhariwal 2021, arXiv:2102.09672, eq. 17
constexpr double kCosineBetaCap = 0.999; // ibid., section 3.2
constexpr double kTinyAlphaCumprod = 0x1.0p-24;
constexpr int kMaxTrainSteps = 100000;

/// Nichol and Dhariwal 2021, eq. 17: alpha bar as a squared cosine.
at::Tensor cosineBetas(int steps)
{
    const auto alphaBar = [](double t) {
        const double c =
            std::cos((t + kCosineOffset) / (1.0 + kCosineOffset) * std::numbers::pi / 2.0);
        return c * c;
    };
    at::Tensor betas = at::empty({steps}, at::kFloat);
    for (int i = 0; i < steps; ++i) {
        const double ratio = alphaBar((i + 1.0) / steps) / alphaBar(static_cast<double>(i) / steps);
        betas.data_ptr<float>()[i] = static_cast<float>(std::min(1.0 - ratio, kCosineBetaCap));
    }
    return betas;
}

at::Tensor makeBetas(const SchedulerConfig& config, const BetaDefaults& defaults)
{
    const std::vector<double> trained = config.numbers("trained_betas");
    if (!trained.empty()) {
        return at::tensor(trained, at::kDouble).to(at::kFloat);
    }
    const int steps = config.integer("num_train_timesteps", 1000);
    if (steps < 1 || steps > kMaxTrainSteps) {
        throw std::invalid_argument("scheduler configuration: num_train_timesteps is " +
                                    std::to_string(steps));
    }
    const double start = config.number("beta_start", defaults.start);
    const double end = config.number("beta_end", defaults.end);
    const std::string schedule =
        config.choice("beta_schedule", defaults.schedule,
                      {"linear", "scaled_linear", "squaredcos_cap_v2", "sigmoid"});
    if (schedule == "squaredcos_cap_v2") {
        return cosineBetas(steps);
    }
    if (schedule == "scaled_linear") {
        return at::linspace(std::sqrt(start), std::sqrt(end), steps, at::kFloat).square();
    }
    if (schedule == "sigmoid") {
        return at::sigmoid(at::linspace(-6.0, 6.0, steps, at::kFloat)) * (end - start) + start;
    }
    return at::linspace(start, end, steps, at::kFloat);
}

/// Lin et al. 2023, algorithm 1: shifts and scales sqrt(alpha bar) so that it ends at zero.
at::Tensor zeroTerminalSnr(const at::Tensor& betas)
{
    at::Tensor root = at::cumprod(1.0 - betas, 0).sqrt();
    const at::Tensor first = root[0].clone();
    const at::Tensor last = root[-1].clone();
    root = (root - last) * (first / (first - last));
    const at::Tensor alphaBar = root.square();
    const at::Tensor alphas = at::cat({alphaBar.slice(0, 0, 1),
                                       alphaBar.slice(0, 1) / alphaBar.slice(0, 0, -1)});
    return 1.0 - alphas;
}

PredictionType predictionTypeOf(const SchedulerConfig& config)
{
    const std::string type =
        config.choice("prediction_type", "epsilon", {"epsilon", "v_prediction", "sample"});
    if (type == "epsilon") {
        return PredictionType::Epsilon;
    }
    return type == "sample" ? PredictionType::Sample : PredictionType::VPrediction;
}

} // namespace

at::Tensor addNoise(const NoiseLevel& level, const at::Tensor& original, const at::Tensor& noise)
{
    return original * level.alpha + noise * level.sigma;
}

NoiseSchedule::NoiseSchedule(const SchedulerConfig& config, const BetaDefaults& defaults,
                             TerminalSnr terminal)
{
    at::Tensor betas = makeBetas(config, defaults);
    const bool rescale = config.flag("rescale_betas_zero_snr", false);
    if (rescale) {
        betas = zeroTerminalSnr(betas);
    }
    const at::Tensor alphaBar = at::cumprod(1.0 - betas, 0).contiguous();
    m_alphasCumprod.assign(alphaBar.data_ptr<float>(), alphaBar.data_ptr<float>() + alphaBar.numel());
    if (rescale && terminal == TerminalSnr::Tiny) {
        m_alphasCumprod.back() = kTinyAlphaCumprod;
    }
}

double NoiseSchedule::alphaCumprod(int t) const
{
    return m_alphasCumprod.at(static_cast<std::size_t>(std::clamp(t, 0, trainSteps() - 1)));
}

NoiseLevel NoiseSchedule::level(int t) const
{
    const double a = alphaCumprod(t);
    return {std::sqrt(a), std::sqrt(1.0 - a)};
}

double NoiseSchedule::sigma(int t) const
{
    // In float32, as the reference keeps it: next to a zero terminal SNR the rounding shows.
    const auto a = static_cast<float>(alphaCumprod(t));
    return std::sqrt((1.0F - a) / a);
}

double NoiseSchedule::sigmaAt(double t) const
{
    const double inside = std::clamp(t, 0.0, trainSteps() - 1.0);
    const int low = std::min(static_cast<int>(inside), trainSteps() - 1);
    const int high = std::min(low + 1, trainSteps() - 1);
    const double weight = inside - low;
    return static_cast<float>(sigma(low) + weight * (sigma(high) - sigma(low)));
}

double NoiseSchedule::timeOfSigma(double value) const
{
    const double wanted = std::log(std::max(value, 1e-10));
    int low = 0; // the last time whose level is not above the wanted one
    while (low < trainSteps() - 2 && std::log(sigma(low + 1)) <= wanted) {
        ++low;
    }
    const double lowLog = std::log(sigma(low));
    const double highLog = std::log(sigma(low + 1));
    return low + std::clamp((lowLog - wanted) / (lowLog - highLog), 0.0, 1.0);
}

Spacing spacingOf(const SchedulerConfig& config, const char* fallback)
{
    const std::string spacing =
        config.choice("timestep_spacing", fallback, {"leading", "linspace", "trailing"});
    if (spacing == "leading") {
        return Spacing::Leading;
    }
    return spacing == "linspace" ? Spacing::Linspace : Spacing::Trailing;
}

std::vector<double> spacedTimes(Spacing spacing, int trainSteps, int steps, int offset, Times times)
{
    if (steps < 1 || steps > trainSteps) {
        throw std::invalid_argument("the number of steps must be between 1 and " +
                                    std::to_string(trainSteps));
    }
    std::vector<double> out;
    for (int i = 0; i < steps; ++i) {
        const int fromEnd = steps - 1 - i;
        double t = 0.0;
        if (spacing == Spacing::Linspace) {
            t = steps == 1 ? 0.0 : fromEnd * ((trainSteps - 1.0) / (steps - 1.0));
            t = times == Times::Whole ? std::nearbyint(t) : static_cast<float>(t);
        } else if (spacing == Spacing::Leading) {
            t = static_cast<double>(fromEnd) * (trainSteps / steps) + offset;
        } else {
            t = std::nearbyint(trainSteps - i * (static_cast<double>(trainSteps) / steps)) - 1.0;
        }
        out.push_back(t);
    }
    return out;
}

std::vector<double> spacedTimesWithEnd(Spacing spacing, int trainSteps, int last, int steps,
                                       int offset)
{
    if (steps < 1 || steps > last) {
        throw std::invalid_argument("the number of steps must be between 1 and " +
                                    std::to_string(last));
    }
    std::vector<double> out;
    for (int i = 0; i < steps; ++i) {
        const int fromEnd = steps - i;
        double t = 0.0;
        if (spacing == Spacing::Linspace) {
            t = std::nearbyint(fromEnd * ((last - 1.0) / steps));
        } else if (spacing == Spacing::Leading) {
            t = static_cast<double>(fromEnd) * (last / (steps + 1)) + offset;
        } else {
            t = std::nearbyint(last - i * (static_cast<double>(trainSteps) / steps)) - 1.0;
        }
        out.push_back(t);
    }
    return out;
}

std::vector<double> karrasSigmas(double highest, double lowest, int count)
{
    const double high = std::pow(highest, 1.0 / kKarrasRho);
    const double low = std::pow(lowest, 1.0 / kKarrasRho);
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        const double ramp = count == 1 ? 0.0 : static_cast<double>(i) / (count - 1);
        out.push_back(std::pow(high + ramp * (low - high), kKarrasRho));
    }
    return out;
}

NoiseLevel unitLevel(double sigma)
{
    const double alpha = 1.0 / std::sqrt(sigma * sigma + 1.0);
    return {alpha, sigma * alpha};
}

double logSnr(const NoiseLevel& level)
{
    return level.sigma <= 0.0 ? std::numeric_limits<double>::infinity()
                              : std::log(level.alpha) - std::log(level.sigma);
}

int positionOfTime(const std::vector<double>& times, double t)
{
    const auto same = [t](double other) { return std::abs(other - t) <= 1e-4 * std::max(1.0, t); };
    const auto first = std::find_if(times.begin(), times.end(), same);
    if (first == times.end()) {
        return static_cast<int>(times.size()) - 1;
    }
    const auto second = std::find_if(first + 1, times.end(), same);
    return static_cast<int>((second == times.end() ? first : second) - times.begin());
}

OutputReader::OutputReader(const SchedulerConfig& config, Clip clip)
    : m_type(predictionTypeOf(config)), m_thresholding(config.flag("thresholding", false)),
      m_thresholdQuantile(config.number("dynamic_thresholding_ratio", 0.995)),
      m_thresholdMax(config.number("sample_max_value", 1.0)),
      m_clip(clip != Clip::Ignored && config.flag("clip_sample", clip == Clip::OnByDefault)),
      m_clipRange(config.number("clip_sample_range", 1.0))
{
}

at::Tensor OutputReader::rawOriginal(const at::Tensor& output, const NoiseLevel& level,
                                     const at::Tensor& sample) const
{
    switch (m_type) {
    case PredictionType::Epsilon: return (sample - output * level.sigma) / level.alpha;
    case PredictionType::Sample: return output;
    case PredictionType::VPrediction: break;
    }
    // Salimans and Ho 2022, arXiv:2202.00512, appendix D, for a sample of any scale.
    const double norm = std::hypot(level.alpha, level.sigma);
    return sample * (level.alpha / (norm * norm)) - output * (level.sigma / norm);
}

at::Tensor OutputReader::original(const at::Tensor& output, const NoiseLevel& level,
                                  const at::Tensor& sample) const
{
    const at::Tensor x0 = rawOriginal(output, level, sample);
    if (m_thresholding) {
        return threshold(x0);
    }
    return m_clip ? x0.clamp(-m_clipRange, m_clipRange) : x0;
}

at::Tensor OutputReader::noise(const at::Tensor& output, const NoiseLevel& level,
                               const at::Tensor& sample) const
{
    switch (m_type) {
    case PredictionType::Epsilon: return output;
    case PredictionType::Sample: return (sample - output * level.alpha) / level.sigma;
    case PredictionType::VPrediction: break;
    }
    const double norm = std::hypot(level.alpha, level.sigma);
    return output * (level.alpha / norm) + sample * (level.sigma / (norm * norm));
}

at::Tensor OutputReader::threshold(const at::Tensor& x0) const
{
    std::vector<std::int64_t> perSample(static_cast<std::size_t>(x0.dim()), 1);
    perSample[0] = x0.size(0);
    const at::Tensor bound = at::quantile(x0.flatten(1).abs(), m_thresholdQuantile, 1)
                                 .clamp(1.0, std::max(1.0, m_thresholdMax))
                                 .reshape(perSample); // (B, 1, ...)
    return at::minimum(at::maximum(x0, -bound), bound) / bound;
}

} // namespace diffusion
