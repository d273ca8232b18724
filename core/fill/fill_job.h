#pragma once

/// The steps of one fill that window and command line share: prepare, (generate elsewhere), finish.
/// Pure functions over snapshots: any thread.

#include <string>
#include <vector>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"
#include "core/document/document.h"
#include "core/fill/fill_blend.h"
#include "core/fill/fill_input.h"
#include "core/fill/fill_plan.h"

namespace core {

struct FillOptions {
    int grow = -1;    ///< canvas pixels; negative = by the mask's size
    int feather = -1; ///< canvas pixels, at most grow; negative = by the mask's size
    BlendOptions blend;
};

/// One generation to be done. `image`, `mask` and `plan.modelSize` go into the request as they are.
struct PreparedFill {
    FillPlan plan;
    PixelBuffer image;         ///< (H, W, 3) of plan.imageSize
    PixelBuffer mask;          ///< (H, W, 1) of plan.imageSize, 0 or 1
    PixelBuffer compositeMask; ///< (h, w, 1) of the context's size
    PixelFormat format = PixelFormat::Rgba8;
    BlendOptions blend;
    std::uint64_t revision = 0; ///< of the document it was made from
};

/// One generation for the snapshot's whole selection. Errors: InvalidArgument (empty selection).
[[nodiscard]] Result<PreparedFill> prepareFill(const DocumentSnapshot& snapshot,
                                               const FillConstraints& constraints,
                                               const FillOptions& options = {});

/// One generation for each group of far parts of the selection. Same errors.
[[nodiscard]] Result<std::vector<PreparedFill>> prepareFills(const DocumentSnapshot& snapshot,
                                                             const FillConstraints& constraints,
                                                             const FillOptions& options = {});

/// `generated` (H, W, 3) of plan.imageSize. The layer goes on top of the stack the snapshot had.
/// Errors: InvalidArgument when the size is another.
[[nodiscard]] Result<Layer> finishFill(const PreparedFill& prepared, const PixelBuffer& generated,
                                       std::string name);

} // namespace core
