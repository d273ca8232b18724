/// The ImageCodec over OpenImageIO and Exiv2, and the symbol the module exports.

#include <OpenImageIO/imageio.h>

#include "core/io/atomic_file.h"
#include "core/io/codecs/oiio_reader.h"
#include "core/io/codecs/oiio_writer.h"
#include "core/io/flat_formats.h"
#include "core/io/image_codec.h"

namespace core {

namespace {

class OiioCodec final : public ImageCodec {
public:
    Result<ImageProbe> probe(const std::string& path) const override
    {
        return probeImage({path, {}, false});
    }

    Result<LoadedImage> read(const std::string& path, const ReadOptions& options) const override
    {
        return readImage({path, {}, false}, options);
    }

    Result<LoadedImage> readBuffer(std::span<const std::uint8_t> bytes, const std::string& name,
                                   const ReadOptions& options) const override
    {
        return readImage({name, bytes, true}, options);
    }

    Status write(const std::string& path, const TiledImage& pixels, const ImageMetadata& metadata,
                 const ExportOptions& options) const override
    {
        auto bytes = encode(extensionOf(path), path, pixels, metadata, options);
        if (!bytes) {
            return fail(bytes.error());
        }
        return writeFileAtomically(path, *bytes);
    }

    Result<std::vector<std::uint8_t>> writeBuffer(std::string_view extension,
                                                  const TiledImage& pixels,
                                                  const ImageMetadata& metadata,
                                                  const ExportOptions& options) const override
    {
        return encode(std::string(extension), "picture", pixels, metadata, options);
    }

    std::vector<std::string> readableExtensions() const override
    {
        return readableFlatExtensions();
    }
    std::vector<std::string> writableExtensions() const override
    {
        return writableFlatExtensions();
    }

private:
    static Result<std::vector<std::uint8_t>>
    encode(const std::string& extension, const std::string& name, const TiledImage& pixels,
           const ImageMetadata& metadata, const ExportOptions& options)
    {
        const FlatFormat* format = flatFormatForExtension(extension);
        if (format == nullptr || !format->writable) {
            return fail(ErrorCode::Unsupported, name + ": cannot write files ending in \"." +
                                                    extension +
                                                    "\"; use .jpg, .png, .tif, .webp or .exr");
        }
        if (pixels.size().isEmpty()) {
            return fail(ErrorCode::InvalidArgument, name + ": the picture has no pixels");
        }
        return encodeImage(*format, name, pixels, metadata, options);
    }
};

} // namespace

std::unique_ptr<ImageCodec> createImageCodec()
{
    // Our own budget decides, with a message of its own; this is OpenImageIO's, in MB.
    OIIO::attribute("limits:imagesize_MB", 1 << 30);
    return std::make_unique<OiioCodec>();
}

} // namespace core
