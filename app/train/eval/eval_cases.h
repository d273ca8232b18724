#pragma once

/// The fixed set of removals that every method is measured on. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"

namespace train {

struct EvalCase {
    std::string name;        ///< photo and kind of hole ("lake-stroke")
    core::PixelBuffer truth; ///< (H, W, 3), sRGB-encoded, [0, 1]; sides are multiples of 8
    core::PixelBuffer mask;  ///< (H, W, 1), 0 or 1
};

struct EvalSet {
    std::string photoFolder; ///< PNG or JPEG photographs never trained on
    std::string
        silhouetteFolder; ///< PNG cut-outs with alpha, searched with subfolders; may be empty
    int side = 512;       ///< photographs are reduced to this long side
    int limit = 0;        ///< photographs used at most, evenly spread; 0 = all
    std::uint64_t seed = 1;
};

/// Four holes per photograph: an ellipse, strokes, a blob and, with silhouettes, a thing's outline
/// (else a box). The same arguments and files give the same cases.
/// Errors: NotFound (no readable picture in the folder), InvalidArgument.
[[nodiscard]] core::Result<std::vector<EvalCase>> makeEvalCases(const EvalSet& set);

} // namespace train
