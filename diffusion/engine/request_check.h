#pragma once

/// Whether a request makes sense at all, before it is queued. Any thread.

#include "core/base/result.h"
#include "diffusion/fill_service.h"

namespace diffusion {

inline constexpr int kMaxSide = 16384;      ///< of the context, pixels
inline constexpr int kMaxModelSide = 4096;  ///< of the picture the network works on, pixels
inline constexpr int kMaxSteps = 1000;
inline constexpr int kMaxNoiseLevel = 350;  ///< of Action::Upscale; what upscalers were trained with

/// InvalidArgument with one clear line for wrong shapes, values out of range or not finite, an empty
/// mask where one is needed, and a model size the model cannot take.
[[nodiscard]] core::Status checkRequest(const FillRequest& request);

/// The part that depends on the model: sizes must be multiples of ModelInfo::sizeMultiple.
[[nodiscard]] core::Status checkModelSize(const FillRequest& request, const ModelInfo& model);

/// modelSize, or the image's size where that is not set.
[[nodiscard]] core::Size modelSizeOf(const FillRequest& request);

} // namespace diffusion
