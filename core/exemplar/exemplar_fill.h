#pragma once

/// Fills a hole in a picture from what surrounds it, without any trained model: the floor under
/// every removal, and what the diffusion model is conditioned on ("pre-fill").
///
/// Multi-scale patch-based completion: nearest neighbour fields by PatchMatch, voting, final
/// montage and gradient-domain correction. Papers are named in the .cpp of each step.
/// Any thread; several fills may run at once on different buffers.

#include <cstdint>
#include <functional>
#include <stop_token>

#include "core/base/pixel_buffer.h"
#include "core/base/result.h"

namespace core {

enum class ExemplarPreset {
    Quality, ///< for removals people look at
    Fast,    ///< for training crops: 128 x 128 with a hole of 2500 pixels in some 15 ms, one thread
    Plain    ///< textbook multi-scale PatchMatch with averaging votes: a baseline to compare with
};

struct ExemplarOptions {
    ExemplarPreset preset = ExemplarPreset::Quality;
    std::uint64_t seed = 0; ///< the only source of randomness
    int threads = 0;        ///< 0 = all cores; 1 = on the calling thread, no thread is started
    /// Pixels copied from lie at most this many hole sizes (long side of its bounds) away from it.
    double searchReach = 1.5;
    /// What the hole holds is a thing that must go: do not copy from what looks like it.
    /// Leave it false when the hole holds nothing of meaning (black, or the true background).
    bool removing = false;
};

/// Receives the finished fraction in [0, 1], never falling; called on the calling thread.
using ExemplarProgress = std::function<void(double fraction)>;

/// Paints the pixels of `image` where `mask` > 0. Every other pixel keeps its bits.
///
/// image: (H, W, 3), sRGB-encoded, [0, 1]; mask: (H, W, 1), > 0 = hole. An empty hole is fine.
/// The result depends on the inputs and `options.seed` only, not on the number of threads.
/// A hole without usable surroundings becomes a smooth extension of what there is; a picture that
/// is all hole becomes mid grey.
/// Errors: InvalidArgument (shapes differ or are wrong, a side over 32767 pixels after cropping to
/// the searched window, options out of range), Cancelled (within 50 ms of a stop request; `image`
/// is then unchanged), OutOfMemory.
[[nodiscard]] Status exemplarFill(PixelBuffer& image, const PixelBuffer& mask,
                                  const ExemplarOptions& options = {}, std::stop_token stop = {},
                                  const ExemplarProgress& progress = {});

} // namespace core
