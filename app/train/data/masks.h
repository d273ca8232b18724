#pragma once

/// Random holes for training: what people mask (things, boxes, strokes), what expanding a picture
/// asks for (borders) and the whole picture (text to image). Any thread.

#include <vector>

#include "app/train/data/byte_image.h"
#include "app/train/data/random.h"
#include "core/base/pixel_buffer.h"

namespace train {

enum class MaskKind { Everything, Border, Object, Box, Stroke };

struct RandomMask {
    core::PixelBuffer coverage; ///< (side, side, 1), 1 = hole, 0 = keep, nothing between
    MaskKind kind = MaskKind::Object;
};

/// How often each kind comes up; the rest are strokes.
struct MaskShares {
    double everything = 0.08;
    double border = 0.12;
    double object = 0.45;
    double box = 0.15;
};

/// `silhouettes` are single-channel cut-outs (coverage 0..255) used for the object masks; without
/// any, boxes stand in for them. The hole is never empty.
[[nodiscard]] RandomMask randomMask(int side, const std::vector<ByteImage>& silhouettes,
                                    const MaskShares& shares, Random& random);

} // namespace train
