#pragma once

/// One small job through the engine, for the tests of PixArt.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <future>

#include "diffusion/engine.h"
#include "diffusion/fill_service.h"

namespace pixart {

using namespace diffusion;

constexpr int kWidth = 48;
constexpr int kHeight = 32;
constexpr int kSteps = 4;
constexpr std::uint64_t kSeed = 9;
inline const char* const kPrompt = "the boat on the lake";
inline const char* const kNegative = "a house";

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

inline FillRequest requestFor(const std::filesystem::path& model, Action action)
{
    FillRequest request;
    request.model = model.string();
    request.action = action;
    request.image = picture();
    request.prompt = kPrompt;
    request.negativePrompt = kNegative;
    request.steps = kSteps;
    request.seed = kSeed;
    request.threads = 1;
    request.previews = false;
    return request;
}

inline core::Result<FillResult> runJob(FillRequest request)
{
    EngineOptions options;
    options.moduleFolder = STILLWATER_MODULE_FOLDER;
    const auto engine = diffusion::createEngine(std::move(options));
    std::promise<core::Result<FillResult>> promise;
    const auto id = engine->submit(std::move(request), {{}, [&promise](core::Result<FillResult> r) {
                                                            promise.set_value(std::move(r));
                                                        }});
    return id ? promise.get_future().get() : core::fail(id.error());
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

} // namespace pixart
