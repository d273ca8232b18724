#pragma once

/// Open, save and export: what the window and the command line call. Blocking; call from a
/// background thread (openDocument hands the new document over, the others work on snapshots).

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/document/document.h"
#include "core/image/mask.h"
#include "core/io/document_format.h"
#include "core/io/image_codec.h"

namespace core {

/// Opens a layered document or a flat picture as a document of one layer, upright, with its
/// metadata and colour profile kept in DocumentInfo.
/// Errors: NotFound, Unreadable, Unsupported, OutOfMemory, Cancelled; one clear line each.
[[nodiscard]] Result<OpenedDocument> openDocument(const std::string& path, const ImageCodec& codec,
                                                  const ReadOptions& options = {});

/// Saves all layers; `path` must end in an extension of documentFormats() (".ora").
/// Errors: WriteFailed (the old file is untouched), Unsupported.
[[nodiscard]] Status saveDocument(const DocumentSnapshot& snapshot, const std::string& path,
                                  const ImageCodec& codec);

/// Exports what shows as one flat picture in the format of the extension, with the metadata the
/// document came with unless `options` strips it. Where generated layers show, the XMP says so
/// (DigitalSourceType), and a PNG carries the topmost one's recipe as text under `parameters`.
/// Errors: as saveDocument.
[[nodiscard]] Status exportFlat(const DocumentSnapshot& snapshot, const std::string& path,
                                const ImageCodec& codec, const ExportOptions& options = {});

/// True if saveDocument takes this path.
[[nodiscard]] bool isLayeredPath(std::string_view path);

/// A picture as a mask: white (or, where it has transparency, opaque) means selected.
/// Errors: as openDocument; InvalidArgument when its size is not `expected` or nothing is selected.
[[nodiscard]] Result<Mask> readMask(const std::string& path, Size expected,
                                    const ImageCodec& codec);

/// The kinds of DocumentInfo::metadata are "exif", "xmp", "iptc", "comment" and "dpi" (two numbers
/// as text).
[[nodiscard]] ImageMetadata metadataOf(const DocumentInfo& info);
[[nodiscard]] DocumentInfo documentInfo(const ImageMetadata& metadata, std::string sourcePath);

} // namespace core
