#pragma once

/// Opening a picture with OpenImageIO: the format found from the content, the size checked before
/// anything is allocated, the channels understood. Any thread.

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include "core/base/result.h"
#include "core/io/codecs/pixel_rows.h"
#include "core/io/flat_formats.h"

namespace core {

/// A file by its path, or its bytes in memory with a name for messages.
struct ImageSource {
    std::string name;
    std::span<const std::uint8_t> bytes; ///< used when `inMemory`
    bool inMemory = false;
};

/// Everything about one open picture that decoding needs.
struct OpenInput {
    std::unique_ptr<OIIO::Filesystem::IOMemReader> memory; ///< outlives `input`
    std::unique_ptr<OIIO::ImageInput> input;
    OIIO::ImageSpec spec;
    std::string name;
    std::string format;
    PixelFormat pixelFormat = PixelFormat::Rgba8;
    OIIO::TypeDesc sample = OIIO::TypeDesc::UINT8;
    ChannelLayout layout;
    int orientation = 1;

    [[nodiscard]] Size stored() const { return {spec.width, spec.height}; }
};

/// OpenImageIO's messages may be several lines and repeat the path.
[[nodiscard]] std::string oneLine(std::string text, const std::string& name);

/// Half of this machine's memory, in bytes.
[[nodiscard]] std::int64_t defaultPixelBudget();

/// What the content (or for some formats the name) says it is, its claimed size checked where a
/// decoder would allocate first. Never null. Errors: as openInput.
[[nodiscard]] Result<const FlatFormat*> identify(const ImageSource& source, std::int64_t budget);

/// Errors: NotFound, Unreadable, Unsupported, OutOfMemory (decoded pixels over `budget` bytes).
[[nodiscard]] Result<OpenInput> openInput(const ImageSource& source, std::int64_t budget);

} // namespace core
