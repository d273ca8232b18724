#include "core/io/codecs/webp.h"

#include <algorithm>
#include <memory>

#include <webp/decode.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include "core/io/codecs/size_check.h"

namespace core {

namespace {

struct PictureFree {
    void operator()(WebPPicture* picture) const { WebPPictureFree(picture); }
};
struct MuxFree {
    void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};
struct DecoderFree {
    void operator()(WebPIDecoder* decoder) const { WebPIDelete(decoder); }
};

std::unique_ptr<WebPMux, MuxFree> container(std::span<const std::uint8_t> bytes)
{
    const WebPData data{bytes.data(), bytes.size()};
    return std::unique_ptr<WebPMux, MuxFree>(WebPMuxCreate(&data, 0));
}

/// Rows that arrived, however much of the file is missing.
int decodeRows(std::span<const std::uint8_t> bytes, Size size, std::vector<std::uint8_t>& rgba)
{
    const int stride = size.width * 4;
    const std::unique_ptr<WebPIDecoder, DecoderFree> decoder(
        WebPINewRGB(MODE_RGBA, rgba.data(), rgba.size(), stride));
    if (!decoder) {
        return 0;
    }
    const VP8StatusCode status = WebPIAppend(decoder.get(), bytes.data(), bytes.size());
    if (status == VP8_STATUS_OK) {
        return size.height;
    }
    int rows = 0;
    return WebPIDecGetRGB(decoder.get(), &rows, nullptr, nullptr, nullptr) != nullptr ? rows : 0;
}

bool fillPicture(WebPPicture& picture, const TiledImage& pixels)
{
    const Size size = pixels.size();
    picture.use_argb = 1;
    picture.width = size.width;
    picture.height = size.height;
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(size.area()) * 4);
    pixels.readRgba8(pixels.rect(), rgba.data(), static_cast<std::ptrdiff_t>(size.width) * 4,
                     AlphaMode::Straight);
    return WebPPictureImportRGBA(&picture, rgba.data(), size.width * 4) != 0;
}

} // namespace

Result<LoadedImage> readWebp(std::span<const std::uint8_t> bytes, const std::string& name,
                             std::int64_t budget)
{
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK) {
        return fail(ErrorCode::Unreadable,
                    name + ": cannot be read as WebP, its header is damaged");
    }
    if (features.has_animation != 0) {
        return fail(ErrorCode::Unsupported,
                    name + ": is an animation; only still pictures are read");
    }
    const Size size{features.width, features.height};
    if (Status status = checkSize(name, size, 8, budget); !status) { // decoded once, then in tiles
        return fail(status.error());
    }
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(size.area()) * 4);
    const int rows = decodeRows(bytes, size, rgba);
    if (rows == 0) {
        return fail(ErrorCode::Unreadable, name + ": is damaged, none of it can be decoded");
    }
    LoadedImage out;
    out.format = "webp";
    out.metadata.icc = webpProfile(bytes);
    out.pixels = TiledImage(size, PixelFormat::Rgba8);
    for (int y = 0; y < rows; ++y) {
        out.pixels.writeRow(0, y, size.width,
                            rgba.data() + static_cast<std::size_t>(y) *
                                              static_cast<std::size_t>(size.width) * 4);
    }
    if (rows < size.height) {
        out.warnings.push_back(partWarning(name, rows, size.height));
    }
    return out;
}

Result<std::vector<std::uint8_t>> writeWebp(const TiledImage& pixels, const std::string& name,
                                            const ExportOptions& options)
{
    if (pixels.size().width > WEBP_MAX_DIMENSION || pixels.size().height > WEBP_MAX_DIMENSION) {
        return fail(ErrorCode::Unsupported,
                    name + ": WebP pictures have at most 16383 pixels a side; use .tif or .png");
    }
    WebPConfig config;
    WebPPicture picture;
    if (WebPConfigInit(&config) == 0 || WebPPictureInit(&picture) == 0) {
        return fail(ErrorCode::Internal, name + ": the WebP library is of another version");
    }
    const std::unique_ptr<WebPPicture, PictureFree> freeing(&picture);
    config.quality = static_cast<float>(std::clamp(options.quality, 1, 100));
    config.lossless = options.lossless ? 1 : 0;
    config.exact = 1; // colours under full transparency stay
    config.thread_level = 1;
    WebPMemoryWriter memory;
    WebPMemoryWriterInit(&memory);
    picture.writer = &WebPMemoryWrite;
    picture.custom_ptr = &memory;
    const bool good = fillPicture(picture, pixels) && WebPEncode(&config, &picture) != 0;
    std::vector<std::uint8_t> out(memory.mem, memory.mem + (good ? memory.size : 0));
    WebPMemoryWriterClear(&memory);
    if (!good) {
        return fail(ErrorCode::OutOfMemory, name + ": could not be encoded as WebP (error " +
                                                std::to_string(picture.error_code) + ")");
    }
    return out;
}

std::vector<std::uint8_t> webpProfile(std::span<const std::uint8_t> bytes)
{
    const auto mux = container(bytes);
    WebPData profile;
    if (!mux || WebPMuxGetChunk(mux.get(), "ICCP", &profile) != WEBP_MUX_OK) {
        return {};
    }
    return {profile.bytes, profile.bytes + profile.size};
}

std::vector<std::uint8_t> webpWithProfile(std::vector<std::uint8_t> encoded,
                                          std::span<const std::uint8_t> icc)
{
    const auto mux = container(encoded);
    const WebPData profile{icc.data(), icc.size()};
    WebPData assembled;
    if (icc.empty() || !mux || WebPMuxSetChunk(mux.get(), "ICCP", &profile, 0) != WEBP_MUX_OK ||
        WebPMuxAssemble(mux.get(), &assembled) != WEBP_MUX_OK) {
        return encoded;
    }
    std::vector<std::uint8_t> out(assembled.bytes, assembled.bytes + assembled.size);
    WebPDataClear(&assembled);
    return out;
}

} // namespace core
