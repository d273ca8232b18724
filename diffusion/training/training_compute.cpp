#include "diffusion/training/training_compute.h"

#include <ATen/Context.h>

#include "diffusion/models/layers/kernels/processor.h"
#include "diffusion/models/load_error.h"

namespace diffusion::training {

namespace {

at::Device deviceOf(const std::string& word)
{
    if (word == "cpu" || (word == "auto" && !at::hasCUDA())) {
        return at::kCPU;
    }
    if (word != "auto" && word != "cuda") {
        throw LoadError(core::ErrorCode::InvalidArgument,
                        "\"" + word.substr(0, 40) + "\" is no device; choose auto, cpu or cuda");
    }
    if (!at::hasCUDA()) {
        throw LoadError(core::ErrorCode::InvalidArgument,
                        "this build of libtorch finds no CUDA device; choose auto or cpu");
    }
    return at::kCUDA;
}

at::ScalarType dtypeOf(const std::string& word, at::Device device)
{
    if (word == "auto") {
        const bool pays = !device.is_cpu() || kernels::multipliesBfloat16();
        return pays ? at::kBFloat16 : at::kFloat;
    }
    if (word == "float32") {
        return at::kFloat;
    }
    if (word != "bfloat16") {
        throw LoadError(core::ErrorCode::InvalidArgument,
                        "training knows no precision \"" + word.substr(0, 40) +
                            "\"; choose auto, float32 or bfloat16");
    }
    return at::kBFloat16;
}

} // namespace

TrainingCompute chooseTrainingCompute(const std::string& device, const std::string& precision)
{
    const at::Device where = deviceOf(device);
    return {where, dtypeOf(precision, where)};
}

} // namespace diffusion::training
