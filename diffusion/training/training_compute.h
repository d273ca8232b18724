#pragma once

/// Where training runs and in which precision. Internal: includes ATen.
///
/// Parameters, moments and averages are float32 everywhere; in bfloat16 the networks hold a rounded
/// copy of them, and so do activations and the gradients of one batch (mixed precision:
/// Micikevicius et al. 2018, arXiv:1710.03740; bfloat16 needs no loss scaling: Kalamkar et al.
/// 2019, arXiv:1905.12322). Noise, timesteps and the order of the data are made on the CPU in
/// float32.

#include <string>

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include "diffusion/models/tensor.h"

namespace diffusion::training {

struct TrainingCompute {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;

    /// "float32 on cpu"
    [[nodiscard]] std::string name() const
    {
        return (dtype == at::kFloat ? "float32 on " : "bfloat16 on ") + device.str();
    }

    /// What a network takes: floating tensors in its precision, all on its device.
    [[nodiscard]] at::Tensor toNetwork(const at::Tensor& tensor) const
    {
        return tensor.is_floating_point() ? tensor.to(device, dtype) : tensor.to(device);
    }
    /// What a network gave, in float32 on its device.
    [[nodiscard]] static at::Tensor fromNetwork(const at::Tensor& tensor)
    {
        return tensor.to(at::kFloat);
    }
    [[nodiscard]] at::Tensor toDevice(const at::Tensor& tensor) const { return tensor.to(device); }
};

/// device: auto (CUDA where libtorch has it), cpu, cuda. precision: auto (bfloat16 on CUDA and on
/// processors that multiply it, else float32), float32, bfloat16.
/// Throws LoadError(InvalidArgument) for other words and for cuda where there is none.
[[nodiscard]] TrainingCompute chooseTrainingCompute(const std::string& device,
                                                    const std::string& precision);

} // namespace diffusion::training
