#pragma once

/// One small job through a whole engine, for the tests of families.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <future>
#include <string>

#include "diffusion/engine.h"
#include "diffusion/fill_service.h"

namespace engine_job {

using namespace diffusion;

constexpr int kWidth = 48;
constexpr int kHeight = 32;
constexpr std::uint64_t kSeed = 9;

/// What a test asks for.
struct Wish {
    const char* prompt = "a boat";
    const char* negative = "a house";
    int steps = 3;
};

inline core::PixelBuffer picture()
{
    core::PixelBuffer image(kWidth, kHeight, 3);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            image.at(x, y)[0] = static_cast<float>(x) / kWidth;
            image.at(x, y)[1] = static_cast<float>(y) / kHeight;
            image.at(x, y)[2] = 0.25F;
        }
    }
    return image;
}

inline FillRequest requestFor(const std::filesystem::path& model, Action action,
                              const Wish& wish = {})
{
    FillRequest request;
    request.model = model.string();
    request.action = action;
    request.image = picture();
    request.prompt = wish.prompt;
    request.negativePrompt = wish.negative;
    request.steps = wish.steps;
    request.seed = kSeed;
    request.threads = 1;
    request.previews = false;
    return request;
}

using Watch = std::function<void(const FillProgress&)>;

inline core::Result<FillResult> runJob(FillService& engine, FillRequest request, Watch watch = {})
{
    std::promise<core::Result<FillResult>> promise;
    const auto id = engine.submit(
        std::move(request), {std::move(watch), [&promise](core::Result<FillResult> r) {
                                 promise.set_value(std::move(r));
                             }});
    return id ? promise.get_future().get() : core::fail(id.error());
}

/// In an engine of its own.
inline core::Result<FillResult> runJob(FillRequest request, Watch watch = {})
{
    EngineOptions options;
    options.moduleFolder = STILLWATER_MODULE_FOLDER;
    return runJob(*createEngine(std::move(options)), std::move(request), std::move(watch));
}

inline double largestDifference(const core::PixelBuffer& a, const core::PixelBuffer& b)
{
    double largest = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < a.count() && largest < 1e9; ++i) {
        largest = std::max(largest, std::abs(double(a.data()[i]) - double(b.data()[i])));
    }
    return largest;
}

inline std::string failureOf(const core::Result<FillResult>& result)
{
    return result ? "no failure" : result.error().message;
}

} // namespace engine_job
