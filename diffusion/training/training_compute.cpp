#include "diffusion/training/training_compute.h"

#include "diffusion/models/compute_words.h"
#include "diffusion/models/layers/kernels/processor.h"

namespace diffusion::training {

TrainingCompute chooseTrainingCompute(const std::string& device, const std::string& precision)
{
    const at::Device where = deviceNamed(device);
    const bool pays = !where.is_cpu() || kernels::multipliesBfloat16();
    return {where, precisionNamed(precision, {at::kFloat, at::kBFloat16})
                       .value_or(pays ? at::kBFloat16 : at::kFloat)};
}

} // namespace diffusion::training
