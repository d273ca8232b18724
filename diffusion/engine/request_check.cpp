#include "diffusion/engine/request_check.h"

#include <algorithm>
#include <cmath>

namespace diffusion {
namespace {

constexpr int kLongestStepCache = 10;
constexpr int kMostClipSkip = 12;

core::Status invalid(std::string message)
{
    return core::fail(core::ErrorCode::InvalidArgument, std::move(message));
}

std::string sizeText(core::Size size)
{
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

bool allFinite(const core::PixelBuffer& buffer)
{
    return std::all_of(buffer.data(), buffer.data() + buffer.count(),
                       [](float v) { return std::isfinite(v); });
}

core::Status checkImages(const FillRequest& request)
{
    const core::PixelBuffer& image = request.image;
    const core::PixelBuffer& mask = request.mask;
    if (image.isEmpty() || image.channels() != 3) {
        return invalid("the image to fill must have pixels and three channels");
    }
    if (image.width() > kMaxSide || image.height() > kMaxSide) {
        return invalid("the area to fill is " + sizeText(image.size()) +
                       "; at most 16384 pixels a side are possible");
    }
    if (request.action == Action::Upscale &&
        (image.width() > kMaxModelSide || image.height() > kMaxModelSide)) {
        return invalid("a picture of " + sizeText(image.size()) +
                       " is too large to be enlarged; at most 4096 pixels a side");
    }
    const bool needsMask = request.action == Action::Remove || request.action == Action::Fill;
    if (request.action == Action::Upscale || (!needsMask && mask.isEmpty())) {
        return allFinite(image) ? core::Status{} : invalid("the image has values that are no numbers");
    }
    if (mask.channels() != 1 || mask.size() != image.size()) {
        return invalid("the mask is " + sizeText(mask.size()) + " with " +
                       std::to_string(mask.channels()) + " channel(s), the image " +
                       sizeText(image.size()) + "; sizes must be equal and the mask have one channel");
    }
    if (!allFinite(image) || !allFinite(mask)) {
        return invalid("the image or the mask has values that are no numbers");
    }
    const bool empty = std::none_of(mask.data(), mask.data() + mask.count(),
                                    [](float v) { return v >= 0.5F; });
    if (needsMask && empty) {
        return invalid("the mask is empty: paint over what is to be replaced first");
    }
    return {};
}

} // namespace

core::Size modelSizeOf(const FillRequest& request)
{
    return request.modelSize.isEmpty() ? request.image.size() : request.modelSize;
}

core::Status checkRequest(const FillRequest& request)
{
    if (core::Status images = checkImages(request); !images.has_value()) {
        return images;
    }
    const core::Size size = modelSizeOf(request);
    if (request.action != Action::Upscale &&
        (size.width > kMaxModelSide || size.height > kMaxModelSide)) {
        return invalid("the model size " + sizeText(size) + " is too large; at most 4096 a side");
    }
    if (request.steps && (*request.steps < 1 || *request.steps > kMaxSteps)) {
        return invalid("steps must be between 1 and 1000, not " + std::to_string(*request.steps));
    }
    if (request.guidanceScale &&
        !(*request.guidanceScale >= 0.0F && *request.guidanceScale <= 100.0F)) {
        return invalid("guidance must be between 0 and 100");
    }
    if (request.strength && !(*request.strength >= 0.0F && *request.strength <= 1.0F)) {
        return invalid("strength must be between 0 and 1");
    }
    if (request.imageGuidanceScale &&
        !(*request.imageGuidanceScale >= 0.0F && *request.imageGuidanceScale <= 100.0F)) {
        return invalid("image guidance must be between 0 and 100");
    }
    if (request.guidanceRescale &&
        !(*request.guidanceRescale >= 0.0F && *request.guidanceRescale <= 1.0F)) {
        return invalid("guidance rescale must be between 0 and 1");
    }
    if (request.stepCache < 1 || request.stepCache > kLongestStepCache) {
        return invalid("the step cache must be between 1 (off) and 10");
    }
    if (request.clipSkip < 1 || request.clipSkip > kMostClipSkip) {
        return invalid("clip skip must be between 1 (off) and 12");
    }
    if (!(request.walk.share >= 0.0F && request.walk.share <= 1.0F)) {
        return invalid("the place between two prompts must be between 0 and 1");
    }
    if (request.noiseLevel && (*request.noiseLevel < 0 || *request.noiseLevel > kMaxNoiseLevel)) {
        return invalid("the noise level must be between 0 and 350");
    }
    for (const LoraUse& lora : request.loras) {
        if (!(std::abs(lora.weight) <= 100.0F)) {
            return invalid(lora.path + ": a LoRA's weight must be between -100 and 100");
        }
    }
    for (const NearbyNoise& one : request.nearby) {
        if (!(one.amount >= 0.0F && one.amount <= 1.0F)) {
            return invalid("the amount of a variation must be between 0 and 1");
        }
    }
    if (request.moreSteps && (*request.moreSteps < 0 || *request.moreSteps > kMaxSteps)) {
        return invalid("more steps must be between 0 and 1000, not " +
                       std::to_string(*request.moreSteps));
    }
    if (request.threads < 0 || request.threads > 1024) {
        return invalid("threads must be between 0 (all cores) and 1024");
    }
    return {};
}

core::Status checkModelSize(const FillRequest& request, const ModelInfo& model)
{
    if (request.action == Action::Upscale) {
        return {};
    }
    const core::Size size = modelSizeOf(request);
    const int multiple = std::max(1, model.sizeMultiple);
    if (size.width % multiple != 0 || size.height % multiple != 0) {
        return invalid("the model size " + sizeText(size) + " must be a multiple of " +
                       std::to_string(multiple) + " each way");
    }
    return {};
}

} // namespace diffusion
