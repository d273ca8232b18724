#pragma once

/// Layered document formats: one table. Any thread (documents are handed over, not shared).

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/document/document.h"
#include "core/io/image_codec.h"

namespace core {

struct OpenedDocument {
    std::unique_ptr<Document> document;
    bool isLayered = false;            ///< came from a layered format: Save may write it back
    std::vector<std::string> warnings; ///< what was damaged or not understood, one line each
};

struct DocumentFormat {
    std::string_view title;     ///< for file dialogs
    std::string_view extension; ///< without the dot
    /// Whether a file that starts with these bytes is of this format.
    bool (*matches)(std::span<const std::uint8_t> head);
    Result<OpenedDocument> (*read)(const std::string& path, const ImageCodec& codec,
                                   const ReadOptions& options);
    /// Replaces the file in one step; on failure what was there is untouched.
    Status (*write)(const std::string& path, const DocumentSnapshot& snapshot,
                    const ImageCodec& codec);
};

[[nodiscard]] std::span<const DocumentFormat> documentFormats();

/// By the extension of `path`; null if it is none of a layered format.
[[nodiscard]] const DocumentFormat* documentFormatForPath(std::string_view path);

} // namespace core
