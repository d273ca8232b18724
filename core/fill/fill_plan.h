#pragma once

/// Which part of the photo a generation looks at, and at what size the network sees it. Pure
/// arithmetic; any thread. All rectangles are in canvas pixels.

#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/image/mask.h"

namespace core {

/// What a model asks for; callers copy these from the engine's ModelInfo.
struct FillConstraints {
    int sizeMultiple = 8; ///< both sides given to the network are multiples of it
    int nativeSide = 512; ///< side it was trained at
    int maxSide = 768;    ///< longest side in one pass, >= nativeSide
    int minContext = 0;   ///< least side of the context where the canvas allows; 0 = nativeSide
    /// Photo around the mask's box on each side, in means of its sides; at least 0.
    double padding = 0.5;
};

struct FillPlan {
    Rect maskBounds; ///< the part of the mask this plan is for, inside the canvas
    Rect context;    ///< inside the canvas, holds maskBounds
    /// Size of the picture handed to the engine: context.size() plus, on a canvas too small for the
    /// multiples, columns on the right and rows at the bottom that repeat the context's edge.
    Size imageSize;
    Size modelSize;     ///< what the network works at; multiples; imageSize's shape within a pixel
    double scale = 1.0; ///< modelSize per imageSize; exactly 1 when they are equal

    [[nodiscard]] bool isPadded() const { return imageSize != context.size(); }
};

/// Context = the mask's box padded by max(long side / 16, padding * mean side) on each side, at least
/// minContext and at least half as wide as long, moved into the canvas and cut by it. Over maxSide
/// it is worked on reduced; smaller than the native area (a small canvas) it is enlarged.
/// Errors: InvalidArgument for an empty mask, one outside the canvas, an empty canvas, or
/// constraints that contradict each other.
[[nodiscard]] Result<FillPlan> planFill(const Rect& maskBounds, Size canvas,
                                        const FillConstraints& constraints);

/// Coverage from which a pixel of the selection counts as to be filled: a quarter of full, or half
/// of the peak where nothing reaches that; never 0.
[[nodiscard]] std::uint8_t fillThreshold(const Mask& mask);

/// One plan for each group of mask parts near each other: parts are planned together when that
/// costs no resolution or when they are closer than the padding. In reading order of the groups.
/// Over 256 parts (a speckled selection) there is one plan. `reach` = pixels by which the mask will
/// be grown. Same errors.
[[nodiscard]] Result<std::vector<FillPlan>>
planFills(const Mask& mask, const FillConstraints& constraints, int reach = 0);

} // namespace core
