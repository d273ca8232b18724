#pragma once

/// All visible layers as one picture. Pure functions over snapshots: any thread.
/// A group that passes through and is not faded costs nothing more than its layers; neither does
/// one of normal mode that holds only normal layers. Others take a picture of their own while
/// drawn. Where only one opaque, unmasked layer shows, its samples come back unchanged, bit by bit.

#include <cstddef>
#include <cstdint>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/document/document.h"
#include "core/image/pyramid.h"

namespace core {

/// (h, w, 4): straight alpha, the document's encoding; 0 outside the canvas and where nothing
/// shows.
[[nodiscard]] PixelBuffer composite(const DocumentSnapshot& snapshot, const Rect& area);

/// The same rounded to 8 bits, rows `stride` bytes apart; fast where layers are 8-bit and normal.
/// 8-bit layers are blended in 8 bits, so each translucent layer may round by half a level.
void compositeRgba8(const DocumentSnapshot& snapshot, const Rect& area, std::uint8_t* out,
                    std::ptrdiff_t stride, AlphaMode mode);

/// The whole canvas as an image of the document's own format; tiles where a single full-canvas
/// layer shows alone are shared with it.
[[nodiscard]] TiledImage flatten(const DocumentSnapshot& snapshot);

/// A reader for Pyramid over `snapshot`, which it keeps alive.
[[nodiscard]] RegionReader compositeReader(DocumentSnapshot snapshot);

} // namespace core
