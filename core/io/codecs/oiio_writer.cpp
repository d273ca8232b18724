#include "core/io/codecs/oiio_writer.h"

#include <algorithm>
#include <memory>
#include <new>

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include "core/io/codecs/metadata.h"
#include "core/io/codecs/oiio_input.h"
#include "core/io/codecs/pixel_rows.h"
#include "core/io/codecs/webp.h"
#include "core/io/thumbnail.h"

namespace core {

namespace {

constexpr int kThumbnailSide = 160; // what cameras put into EXIF
constexpr int kStripRows = 64;

struct Target {
    OIIO::ImageSpec spec;
    OIIO::TypeDesc sample;   ///< of the rows handed over
    PixelFormat pixelFormat; ///< of the picture they are read from
    int channels = 3;
    bool flattenOnBackground = false;
    bool linear = false;
    bool premultiply = false;
};

/// 8, 16 or 32 bits: what was asked for or what the pixels have, as far as the format goes.
int bitsFor(const FlatFormat& format, PixelFormat pixels, int asked)
{
    const int wanted = asked > 0 ? asked : bytesPerSample(pixels) * 8;
    return std::min(wanted, format.maxBitsPerSample);
}

PixelFormat pixelFormatFor(PixelFormat pixels, int bits)
{
    if (pixels == PixelFormat::Gray8 || bits <= 8) {
        return pixels == PixelFormat::Gray8 ? PixelFormat::Gray8 : PixelFormat::Rgba8;
    }
    return bits <= 16 ? PixelFormat::Rgba16 : PixelFormat::RgbaF32;
}

template <class T> bool rowIsOpaque(const std::byte* row, int width, T opaque)
{
    const T* sample = reinterpret_cast<const T*>(row);
    for (int x = 0; x < width; ++x) {
        if (sample[x * 4 + 3] != opaque) {
            return false;
        }
    }
    return true;
}

bool isOpaque(const TiledImage& image)
{
    if (image.format() == PixelFormat::Gray8) {
        return true;
    }
    const int width = image.size().width;
    std::vector<std::byte> row(static_cast<std::size_t>(width) * bytesPerPixel(image.format()));
    for (int y = 0; y < image.size().height; ++y) {
        image.readRow(0, y, width, row.data());
        bool opaque = false;
        switch (image.format()) {
        case PixelFormat::Rgba16:
            opaque = rowIsOpaque<std::uint16_t>(row.data(), width, 65535);
            break;
        case PixelFormat::RgbaF32:
            opaque = rowIsOpaque<float>(row.data(), width, 1.0F);
            break;
        default:
            opaque = rowIsOpaque<std::uint8_t>(row.data(), width, 255);
            break;
        }
        if (!opaque) {
            return false;
        }
    }
    return true;
}

OIIO::TypeDesc sampleType(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Rgba16:
        return OIIO::TypeDesc::UINT16;
    case PixelFormat::RgbaF32:
        return OIIO::TypeDesc::FLOAT;
    default:
        return OIIO::TypeDesc::UINT8;
    }
}

void setCompression(OIIO::ImageSpec& spec, const FlatFormat& format, const ExportOptions& options)
{
    const int quality = std::clamp(options.quality, 1, 100);
    if (format.name == "jpeg") {
        spec.attribute("Compression", "jpeg:" + std::to_string(quality));
        // Halving the colour resolution shows at red edges; those who ask for quality get it all.
        spec.attribute("jpeg:subsampling", quality >= 90 ? "4:4:4" : "4:2:0");
    } else if (format.name == "tiff") {
        spec.attribute("Compression", "zip");
    } else if (format.name == "openexr") {
        spec.attribute("Compression", "zip");
    } else if (format.name == "png") {
        spec.attribute("png:compressionLevel", 6);
    }
}

void setMetadata(OIIO::ImageSpec& spec, const ImageMetadata& metadata)
{
    if (!metadata.icc.empty()) {
        spec.attribute("ICCProfile",
                       OIIO::TypeDesc(OIIO::TypeDesc::UINT8, static_cast<int>(metadata.icc.size())),
                       metadata.icc.data());
    }
    if (metadata.dotsPerInchX > 0 && metadata.dotsPerInchY > 0) {
        spec.attribute("XResolution", static_cast<float>(metadata.dotsPerInchX));
        spec.attribute("YResolution", static_cast<float>(metadata.dotsPerInchY));
        spec.attribute("ResolutionUnit", "in");
    }
}

Target describe(const FlatFormat& format, const TiledImage& pixels, const ImageMetadata& metadata,
                const ExportOptions& options)
{
    Target target;
    const int bits = bitsFor(format, pixels.format(), options.bitsPerSample);
    target.pixelFormat = pixelFormatFor(pixels.format(), bits);
    target.sample = sampleType(target.pixelFormat);
    const bool opaque = isOpaque(pixels);
    target.flattenOnBackground = !opaque && !format.hasAlpha;
    target.channels =
        pixels.format() == PixelFormat::Gray8 ? 1 : (!opaque && format.hasAlpha ? 4 : 3);
    OIIO::TypeDesc stored = target.sample;
    if (format.name == "openexr") {
        target.linear = true;
        target.premultiply = target.channels == 4;
        stored = bits == 32 ? OIIO::TypeDesc::FLOAT : OIIO::TypeDesc::HALF;
        if (pixels.format() != PixelFormat::Gray8) {
            target.pixelFormat = PixelFormat::RgbaF32; // linear light needs more than integers hold
            target.sample = OIIO::TypeDesc::FLOAT;
        }
    }
    const Size size = pixels.size();
    target.spec = OIIO::ImageSpec(size.width, size.height, target.channels, stored);
    if (target.channels == 4 && !target.premultiply) {
        target.spec.attribute("oiio:UnassociatedAlpha", 1);
    }
    setCompression(target.spec, format, options);
    setMetadata(target.spec, metadata);
    return target;
}

template <class T> struct Scale {
    static constexpr float most = static_cast<float>(std::numeric_limits<T>::max());
};
template <> struct Scale<float> {
    static constexpr float most = 1.0F;
};

template <class T> void ontoBackground(T* pixel, const float background[3])
{
    constexpr float most = Scale<T>::most;
    const float alpha = static_cast<float>(pixel[3]) / most;
    for (int c = 0; c < 3; ++c) {
        const float mixed =
            static_cast<float>(pixel[c]) * alpha + background[c] * most * (1.0F - alpha);
        pixel[c] = static_cast<T>(std::is_floating_point_v<T> ? mixed : mixed + 0.5F);
    }
}

void toLinear(float* pixel, bool premultiply)
{
    for (int c = 0; c < 3; ++c) {
        pixel[c] = decodeSrgb(pixel[c]) * (premultiply ? pixel[3] : 1.0F);
    }
}

/// RGBA rows in place to what the encoder takes: background, linear light, alpha dropped.
template <class T>
void prepare(const Target& target, const float background[3], std::byte* rows, std::size_t pixels)
{
    T* in = reinterpret_cast<T*>(rows);
    T* out = in;
    for (std::size_t i = 0; i < pixels; ++i, in += 4, out += target.channels) {
        if (target.flattenOnBackground) {
            ontoBackground(in, background);
        }
        if constexpr (std::is_same_v<T, float>) {
            if (target.linear) {
                toLinear(in, target.premultiply);
            }
        }
        std::copy_n(in, target.channels, out); // out never overtakes in
    }
}

void prepareRows(const Target& target, const float background[3], std::byte* rows,
                 std::size_t pixels)
{
    switch (target.pixelFormat) {
    case PixelFormat::Rgba16:
        prepare<std::uint16_t>(target, background, rows, pixels);
        break;
    case PixelFormat::RgbaF32:
        prepare<float>(target, background, rows, pixels);
        break;
    case PixelFormat::Rgba8:
        prepare<std::uint8_t>(target, background, rows, pixels);
        break;
    case PixelFormat::Gray8:
        break;
    }
}

bool writeRows(OIIO::ImageOutput& output, const Target& target, const TiledImage& pixels,
               const ExportOptions& options)
{
    const Size size = pixels.size();
    const std::size_t stride = static_cast<std::size_t>(size.width) *
                               static_cast<std::size_t>(bytesPerPixel(target.pixelFormat));
    std::vector<std::byte> rows(stride * kStripRows);
    for (int y = 0; y < size.height; y += kStripRows) {
        const int count = std::min(kStripRows, size.height - y);
        for (int row = 0; row < count; ++row) {
            pixels.readRow(0, y + row, size.width,
                           rows.data() + stride * static_cast<std::size_t>(row));
        }
        prepareRows(target, options.background, rows.data(),
                    static_cast<std::size_t>(size.width) * static_cast<std::size_t>(count));
        if (!output.write_scanlines(y, y + count, 0, target.sample, rows.data())) {
            return false;
        }
    }
    return true;
}

Result<std::vector<std::uint8_t>> encodePixels(const FlatFormat& format, const std::string& name,
                                               const TiledImage& pixels,
                                               const ImageMetadata& metadata,
                                               const ExportOptions& options)
{
    const std::unique_ptr<OIIO::ImageOutput> output =
        OIIO::ImageOutput::create(std::string(format.name));
    if (!output || !output->supports("ioproxy")) {
        OIIO::geterror();
        return fail(ErrorCode::Unsupported, name + ": " + std::string(format.title) +
                                                " files cannot be written on this machine");
    }
    const Target target = describe(format, pixels, metadata, options);
    const TiledImage source =
        pixels.format() == target.pixelFormat ? pixels : pixels.converted(target.pixelFormat);
    OIIO::Filesystem::IOVecOutput memory;
    output->set_ioproxy(&memory);
    bool good = output->open("out." + std::string(format.name), target.spec);
    good = good && writeRows(*output, target, source, options);
    good = good && output->close();
    if (!good) {
        return fail(ErrorCode::Unsupported, name + ": cannot be written as " +
                                                std::string(format.title) + ", " +
                                                oneLine(output->geterror(), name));
    }
    return std::vector<std::uint8_t>(memory.buffer().begin(), memory.buffer().end());
}

std::vector<std::uint8_t> thumbnailJpeg(const TiledImage& pixels)
{
    const FlatFormat* jpeg = flatFormatForExtension("jpg");
    ExportOptions options;
    options.quality = 75;
    auto bytes =
        encodePixels(*jpeg, "thumbnail", makeThumbnail(pixels, kThumbnailSide), {}, options);
    return bytes ? std::move(*bytes) : std::vector<std::uint8_t>{};
}

Result<std::vector<std::uint8_t>> encodeAll(const FlatFormat& format, const std::string& name,
                                            const TiledImage& pixels, const ImageMetadata& metadata,
                                            const ExportOptions& options)
{
    auto encoded = format.name == "webp" ? writeWebp(pixels, name, options)
                                         : encodePixels(format, name, pixels, metadata, options);
    if (!encoded) {
        return encoded;
    }
    if (!options.stripMetadata) {
        MetadataToWrite what;
        what.metadata = &metadata;
        what.size = pixels.size();
        std::vector<std::uint8_t> thumbnail;
        if (format.name == "jpeg" && !metadata.exif.empty()) {
            thumbnail = thumbnailJpeg(pixels);
            what.thumbnailJpeg = thumbnail;
        }
        encoded = withMetadata(std::move(*encoded), what);
        if (!encoded) {
            return fail(encoded.error().code, name + ": " + encoded.error().message);
        }
    }
    if (format.name == "webp") {
        return webpWithProfile(std::move(*encoded), metadata.icc);
    }
    return encoded;
}

} // namespace

Result<std::vector<std::uint8_t>> encodeImage(const FlatFormat& format, const std::string& name,
                                              const TiledImage& pixels,
                                              const ImageMetadata& metadata,
                                              const ExportOptions& options)
{
    try {
        return encodeAll(format, name, pixels, metadata, options);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, name + ": not enough memory to encode it");
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, name + ": could not be encoded, " + error.what());
    }
}

} // namespace core
