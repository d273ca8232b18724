#pragma once

/// Decodes the listed pictures and the cut-outs of the unpacked packages into a packed set.
/// Any thread.

#include <functional>
#include <string>
#include <vector>

#include "app/train/data/photo_set.h"
#include "app/train/data/picture_list.h"
#include "core/base/result.h"
#include "core/io/image_codec.h"

namespace train {

struct PackOptions {
    std::string work;     ///< folder with root/<package>/
    int longSide = 768;   ///< larger pictures are reduced to this, smaller ones kept
    int shortSide = 160;  ///< pictures below this are left out
    int cutoutSide = 160; ///< long side of a cut-out
    std::string cutoutPackage = "tuxpaint-stamps-default"; ///< empty = no cut-outs
};

/// What was left out and why, one line each.
struct PackReport {
    std::vector<PackedPhoto> photos;
    std::vector<std::string> skipped;
};

using PackProgress = std::function<void(double fraction)>;

/// The largest file of its package that matches a listed name is taken.
[[nodiscard]] PackReport packPhotos(const std::vector<ListedPicture>& list,
                                    const core::ImageCodec& codec, const PackOptions& options,
                                    const PackProgress& progress);

/// Every picture below `folder` that the codec can read, captions from a text file beside it of
/// the same name ("boat.jpg", "boat.txt") if there is one: a user's own photographs.
[[nodiscard]] PackReport packFolder(const std::string& folder, const core::ImageCodec& codec,
                                    const PackOptions& options, const PackProgress& progress);

} // namespace train
