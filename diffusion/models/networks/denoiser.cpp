#include "diffusion/models/denoiser.h"

namespace diffusion {

UNetConditioning conditioningOn(at::Device device, UNetConditioning conditioning)
{
    for (at::Tensor* tensor : {&conditioning.encoderHiddenStates, &conditioning.textEmbeds,
                               &conditioning.timeIds, &conditioning.classLabels,
                               &conditioning.timestepCond, &conditioning.encoderAttentionMask}) {
        if (tensor->defined()) {
            *tensor = tensor->to(device);
        }
    }
    return conditioning;
}

} // namespace diffusion
