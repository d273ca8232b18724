#pragma once

/// Flat picture files. The one implementation (over OpenImageIO and Exiv2) lies in the shared
/// module `stillwater_codecs`, which the program opens in the background: nothing here drags those
/// libraries in. Any thread; one codec may be used from several threads at once.
///
/// Pixels are RGBA, not premultiplied, in the encoding of the file (sRGB or what its ICC profile
/// says; EXR and HDR are linear in the file and come sRGB-encoded).

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/log.h"
#include "core/base/result.h"
#include "core/image/tiled_image.h"

namespace core {

/// Everything in a picture file that is not pixels, as opaque bytes that survive an edit.
struct ImageMetadata {
    std::vector<std::uint8_t> icc;  ///< colour profile that fits RGB pixels; empty = sRGB assumed
    std::vector<std::uint8_t> exif; ///< TIFF-structured block, orientation already normal
    std::vector<std::uint8_t> iptc; ///< IPTC-IIM datasets
    std::string xmp;                ///< serialised packet
    std::string comment;            ///< JPEG comment or the like
    double dotsPerInchX = 0;        ///< 0 = not stated
    double dotsPerInchY = 0;

    [[nodiscard]] bool isEmpty() const
    {
        return icc.empty() && exif.empty() && iptc.empty() && xmp.empty() && comment.empty() &&
               dotsPerInchX == 0 && dotsPerInchY == 0;
    }
    friend bool operator==(const ImageMetadata&, const ImageMetadata&) = default;
};

/// What a file claims about itself; read from its header only.
struct ImageProbe {
    Size size;             ///< as shown, i.e. after the orientation is obeyed
    std::string format;    ///< lower case name of the format: "jpeg", "png", "tiff", "webp"
    int channels = 0;      ///< in the file
    int bitsPerSample = 8; ///< in the file; 16 and 32 may be floating point
    int orientation = 1;   ///< EXIF, 1..8
};

struct ReadOptions {
    /// Pictures whose decoded pixels would be larger are refused before anything is allocated
    /// (ErrorCode::OutOfMemory). 0 = half of this machine's memory.
    std::int64_t maxBytes = 0;
    std::stop_token stop;
};

struct LoadedImage {
    TiledImage pixels; ///< upright: the orientation has been applied
    ImageMetadata metadata;
    std::string format;                ///< as in ImageProbe
    std::vector<std::string> warnings; ///< damage that was got over, one clear line each
};

struct ExportOptions {
    int quality = 92;           ///< 1..100, for JPEG and lossy WebP
    bool lossless = false;      ///< WebP only
    int bitsPerSample = 0;      ///< 8, 16 or 32; 0 = that of the pixels, as far as the format can
    bool stripMetadata = false; ///< leave out all but the colour profile
    float background[3] = {1, 1, 1}; ///< under transparency where the format has none
};

class ImageCodec {
public:
    virtual ~ImageCodec() = default;

    /// Errors: NotFound, Unreadable, Unsupported, OutOfMemory (a hostile or too large size).
    [[nodiscard]] virtual Result<ImageProbe> probe(const std::string& path) const = 0;

    /// Errors as probe, and Cancelled. A file cut short gives what could be decoded and a warning
    /// if at least one row was there, else Unreadable.
    [[nodiscard]] virtual Result<LoadedImage> read(const std::string& path,
                                                   const ReadOptions& options) const = 0;

    /// The same for a file that lies in memory; `name` stands for it in messages.
    [[nodiscard]] virtual Result<LoadedImage> readBuffer(std::span<const std::uint8_t> bytes,
                                                         const std::string& name,
                                                         const ReadOptions& options) const = 0;

    /// Encodes for the extension of `path` and replaces the file in one step: a failure
    /// (WriteFailed, Unsupported) leaves what was there untouched.
    [[nodiscard]] virtual Status write(const std::string& path, const TiledImage& pixels,
                                       const ImageMetadata& metadata,
                                       const ExportOptions& options) const = 0;

    /// Encodes in memory; `extension` without the dot ("png").
    [[nodiscard]] virtual Result<std::vector<std::uint8_t>>
    writeBuffer(std::string_view extension, const TiledImage& pixels, const ImageMetadata& metadata,
                const ExportOptions& options) const = 0;

    /// Lower-case extensions without the dot, the common ones first.
    [[nodiscard]] virtual std::vector<std::string> readableExtensions() const = 0;
    [[nodiscard]] virtual std::vector<std::string> writableExtensions() const = 0;
};

/// Made inside the module; the program calls it through the exported symbol below.
[[nodiscard]] std::unique_ptr<ImageCodec> createImageCodec();

/// Signature and name of the one symbol the module exports. The caller owns what it gets.
using CreateCodecFunction = ImageCodec* (*)(LogSink sink);
inline constexpr const char* kCreateCodecSymbol = "stillwater_create_codec";
inline constexpr const char* kCodecModule = "stillwater_codecs.so";

} // namespace core
