#pragma once

/// Parting a small picture into foreground and background. The one implementation (GrabCut of
/// OpenCV) lies in the shared module `stillwater_vision`, which the program opens when it is first
/// needed: nothing here drags that library in. Any thread.

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"

namespace core {

/// What is known of a pixel. A cut decides the two that are not sure and leaves the others.
enum class CutLabel : std::uint8_t { Background, Foreground, MaybeBackground, MaybeForeground };

[[nodiscard]] constexpr bool isForeground(CutLabel label)
{
    return label == CutLabel::Foreground || label == CutLabel::MaybeForeground;
}

/// Rows from top to bottom; at most some hundred pixels to a side, or the cut takes long.
struct CutField {
    Size size;
    std::vector<std::uint8_t> rgb; ///< (h, w, 3), sRGB-encoded
    std::vector<CutLabel> labels;  ///< (h, w)
};

class ForegroundCut {
public:
    virtual ~ForegroundCut() = default;

    /// Decides the labels of `field` by colour and by where edges run. The same field gives the
    /// same labels. Errors: InvalidArgument (no pixel that may be foreground, or none that may be
    /// background), Cancelled, OutOfMemory, NotFound (the module is missing).
    [[nodiscard]] virtual Status cut(CutField& field, const std::stop_token& stop) const = 0;
};

/// Signature and name of the one symbol the module exports. The caller owns what it gets.
using CreateForegroundCutFunction = ForegroundCut* (*)();
inline constexpr const char* kCreateForegroundCutSymbol = "stillwater_create_foreground_cut";
inline constexpr const char* kVisionModule = "stillwater_vision.so";

} // namespace core
