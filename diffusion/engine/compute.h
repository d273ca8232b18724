#pragma once

/// Where a model's networks run, and in which precision. Any thread.
///
/// Only networks live there: schedulers, noise, masks and pictures stay on the CPU in float32, and
/// every network takes and gives such tensors. So results differ between devices by rounding only.

#include <cstdint>
#include <string>

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace diffusion {

struct Compute {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
};

/// What the user asked for, "auto" where nothing.
struct ComputeChoice {
    std::string device = "auto";    ///< auto, cpu, cuda
    std::string precision = "auto"; ///< auto, float32, bfloat16, float16
};

/// auto: a graphics card where libtorch has one; there float16, on processors with AVX512_BF16
/// bfloat16, else float32. Models of few weights (`weightBytes` on the disk) stay in float32 on the
/// CPU: conversions would cost more than they save. Throws LoadError(InvalidArgument) on unknown
/// words, on cuda without such a device, on float16 with the CPU.
[[nodiscard]] Compute chooseCompute(const ComputeChoice& choice, std::int64_t weightBytes);

} // namespace diffusion
