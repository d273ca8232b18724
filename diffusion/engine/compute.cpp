#include "diffusion/engine/compute.h"

#include "diffusion/models/compute_words.h"
#include "diffusion/models/layers/kernels/processor.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::int64_t kFewBytes = std::int64_t(256) << 20;

at::ScalarType bestOn(at::Device device, std::int64_t weightBytes)
{
    if (!device.is_cpu()) {
        return at::kHalf;
    }
    const bool pays = weightBytes >= kFewBytes && kernels::multipliesBfloat16();
    return pays ? at::kBFloat16 : at::kFloat;
}

} // namespace

Compute chooseCompute(const ComputeChoice& choice, std::int64_t weightBytes)
{
    const at::Device device = deviceNamed(choice.device);
    const auto precision = precisionNamed(choice.precision, {at::kFloat, at::kBFloat16, at::kHalf});
    if (precision == at::kHalf && device.is_cpu()) {
        throw LoadError(core::ErrorCode::InvalidArgument,
                        "float16 needs a graphics card; choose bfloat16 or float32");
    }
    return {device, precision.value_or(bestOn(device, weightBytes))};
}

} // namespace diffusion
