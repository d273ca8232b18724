#include "diffusion/engine/compute.h"

#include <ATen/Context.h>

#include "diffusion/engine/engine_error.h"
#include "diffusion/models/layers/kernels/processor.h"

namespace diffusion {
namespace {

constexpr std::int64_t kFewBytes = std::int64_t(256) << 20;

at::Device deviceOf(const std::string& word)
{
    if (word == "auto") {
        return at::hasCUDA() ? at::kCUDA : at::kCPU;
    }
    if (word == "cpu") {
        return at::kCPU;
    }
    if (word != "cuda") {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "\"" + word.substr(0, 40) + "\" is no device; choose auto, cpu or cuda");
    }
    if (!at::hasCUDA()) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "this build of libtorch finds no CUDA device; choose auto or cpu");
    }
    return at::kCUDA;
}

at::ScalarType bestOn(at::Device device, std::int64_t weightBytes)
{
    if (!device.is_cpu()) {
        return at::kHalf;
    }
    const bool pays = weightBytes >= kFewBytes && kernels::multipliesBfloat16();
    return pays ? at::kBFloat16 : at::kFloat;
}

at::ScalarType dtypeOf(const std::string& word, at::Device device, std::int64_t weightBytes)
{
    if (word == "auto") {
        return bestOn(device, weightBytes);
    }
    if (word == "float32") {
        return at::kFloat;
    }
    if (word == "bfloat16") {
        return at::kBFloat16;
    }
    if (word != "float16") {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "\"" + word.substr(0, 40) +
                              "\" is no precision; choose auto, float32, bfloat16 or float16");
    }
    if (device.is_cpu()) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "float16 needs a graphics card; choose bfloat16 or float32");
    }
    return at::kHalf;
}

} // namespace

Compute chooseCompute(const ComputeChoice& choice, std::int64_t weightBytes)
{
    const at::Device device = deviceOf(choice.device);
    return {device, dtypeOf(choice.precision, device, weightBytes)};
}

} // namespace diffusion
