#include "core/io/codecs/oiio_reader.h"

#include <algorithm>
#include <new>
#include <vector>

#include "core/io/atomic_file.h"
#include "core/io/codecs/header_claim.h"
#include "core/io/codecs/metadata.h"
#include "core/io/codecs/orientation.h"
#include "core/io/codecs/pixel_rows.h"
#include "core/io/codecs/png_reader.h"
#include "core/io/codecs/size_check.h"
#include "core/io/codecs/webp.h"

namespace core {

namespace {

constexpr int kStripRows = 64;

/// Decodes the picture strip by strip into `image`; knows how to go on after damage.
class StripDecoder {
public:
    StripDecoder(OpenInput& in, TiledImage& image) : m_in(in), m_image(image) {}

    /// Rows (from the top) that could be decoded; cancelled if `stop` asks for it.
    Result<int> decode(const std::stop_token& stop)
    {
        const int height = m_in.spec.height;
        int strip = kStripRows;
        if (m_in.spec.tile_width > 0) {
            strip = std::max(1, m_in.spec.tile_height);
        }
        for (int y = 0; y < height; y += strip) {
            if (stop.stop_requested()) {
                return fail(ErrorCode::Cancelled, "cancelled");
            }
            const int rows = std::min(strip, height - y);
            if (!readStrip(y, rows)) {
                if (m_damage.empty()) {
                    m_damage = oneLine(m_in.input->geterror(), m_in.name);
                }
                return m_in.spec.tile_width > 0 ? y : y + readRowByRow(y, rows);
            }
            store(y, rows);
        }
        return height;
    }

    [[nodiscard]] const std::string& damage() const { return m_damage; }

private:
    bool readStrip(int y, int rows)
    {
        const OIIO::ImageSpec& spec = m_in.spec;
        const std::size_t bytes = static_cast<std::size_t>(rows) *
                                  static_cast<std::size_t>(spec.width) *
                                  static_cast<std::size_t>(spec.nchannels) * m_in.sample.size();
        m_samples.resize(std::max(m_samples.size(), bytes));
        const int top = spec.y + y;
        if (spec.tile_width > 0) {
            return m_in.input->read_tiles(0, 0, spec.x, spec.x + spec.width, top, top + rows,
                                          spec.z, spec.z + 1, 0, spec.nchannels, m_in.sample,
                                          m_samples.data());
        }
        return m_in.input->read_scanlines(0, 0, top, top + rows, spec.z, 0, spec.nchannels,
                                          m_in.sample, m_samples.data());
    }

    /// The decoder stops at the first damaged row; those before it in the strip are still good.
    int readRowByRow(int y, int rows)
    {
        int good = 0;
        while (good < rows && readStrip(y + good, 1)) {
            store(y + good, 1);
            ++good;
        }
        m_in.input->geterror();
        return good;
    }

    void store(int y, int rows)
    {
        const std::int64_t pixels = static_cast<std::int64_t>(rows) * m_in.spec.width;
        m_rgba.resize(std::max(m_rgba.size(),
                               static_cast<std::size_t>(pixels) * bytesPerPixel(m_in.pixelFormat)));
        toRgba(m_in.pixelFormat, m_in.layout, m_samples.data(), pixels, m_rgba.data());
        placeRows(m_image, m_in.stored(), m_in.orientation, y, rows, m_rgba.data());
    }

    OpenInput& m_in;
    TiledImage& m_image;
    std::vector<std::byte> m_samples;
    std::vector<std::byte> m_rgba;
    std::string m_damage;
};

bool isWholeJpeg(const ImageSource& source)
{
    if (source.inMemory) {
        return jpegIsComplete(source.bytes);
    }
    const auto bytes = readWholeFile(source.name, std::int64_t{1} << 32);
    return !bytes || jpegIsComplete(*bytes);
}

/// Profiles for grey or CMYK no longer fit once the pixels are RGB.
bool fitsRgb(std::span<const std::uint8_t> icc)
{
    return icc.size() > 128 && std::equal(icc.begin() + 16, icc.begin() + 20, "RGB ");
}

void addSpecMetadata(const OIIO::ImageSpec& spec, ImageMetadata& metadata)
{
    const OIIO::ParamValue* profile = spec.find_attribute("ICCProfile");
    if (profile != nullptr && profile->type().basetype == OIIO::TypeDesc::UINT8) {
        const auto* data = static_cast<const std::uint8_t*>(profile->data());
        metadata.icc.assign(data, data + profile->type().size());
    }
    const bool perCm = spec.get_string_attribute("ResolutionUnit") == "cm";
    const bool perInch =
        OIIO::Strutil::istarts_with(spec.get_string_attribute("ResolutionUnit"), "in");
    if (perCm || perInch) {
        const double factor = perCm ? 2.54 : 1.0;
        metadata.dotsPerInchX = factor * spec.get_float_attribute("XResolution", 0);
        metadata.dotsPerInchY = factor * spec.get_float_attribute("YResolution", 0);
    }
}

Result<LoadedImage> decodeWithOiio(const ImageSource& source, std::int64_t budget,
                                   const std::stop_token& stop)
{
    Result<OpenInput> in = openInput(source, budget);
    if (!in) {
        return fail(in.error());
    }
    LoadedImage out;
    out.format = in->format;
    out.pixels = TiledImage(uprightSize(in->stored(), in->orientation), in->pixelFormat);
    StripDecoder decoder(*in, out.pixels);
    const Result<int> rows = decoder.decode(stop);
    if (!rows) {
        return fail(rows.error());
    }
    if (*rows == 0) {
        return fail(ErrorCode::Unreadable, source.name + ": is damaged, " + decoder.damage());
    }
    if (*rows < in->spec.height) {
        out.warnings.push_back(partWarning(source.name, *rows, in->spec.height));
    } else if (in->format == "jpeg" && !isWholeJpeg(source)) {
        out.warnings.push_back(source.name + ": is cut short; the missing part is shown grey");
    }
    addSpecMetadata(in->spec, out.metadata);
    return out;
}

/// PNG and WebP have readers of their own, over the whole file in memory.
Result<LoadedImage> decodeFromMemory(const ImageSource& source, std::string_view format,
                                     std::int64_t budget, const std::stop_token& stop)
{
    std::vector<std::uint8_t> content;
    std::span<const std::uint8_t> bytes = source.bytes;
    if (!source.inMemory) {
        auto file = readWholeFile(source.name, budget);
        if (!file) {
            return fail(file.error());
        }
        content = std::move(*file);
        bytes = content;
    }
    return format == "png" ? readPng(bytes, source.name, budget, stop)
                           : readWebp(bytes, source.name, budget);
}

/// The orientation tag of formats whose decoder does not know it.
void turnUpright(LoadedImage& image, int orientation)
{
    if (orientation <= 1) {
        return;
    }
    const Size stored = image.pixels.size();
    TiledImage upright(uprightSize(stored, orientation), image.pixels.format());
    std::vector<std::byte> row(static_cast<std::size_t>(stored.width) *
                               static_cast<std::size_t>(bytesPerPixel(upright.format())));
    for (int y = 0; y < stored.height; ++y) {
        image.pixels.readRow(0, y, stored.width, row.data());
        placeRows(upright, stored, orientation, y, 1, row.data());
    }
    image.pixels = std::move(upright);
}

Result<LoadedImage> decode(const ImageSource& source, const ReadOptions& options)
{
    const std::int64_t budget = options.maxBytes > 0 ? options.maxBytes : defaultPixelBudget();
    const Result<const FlatFormat*> format = identify(source, budget);
    if (!format) {
        return fail(format.error());
    }
    const bool ownReader = (*format)->name == "png" || (*format)->name == "webp";
    Result<LoadedImage> out = ownReader
                                  ? decodeFromMemory(source, (*format)->name, budget, options.stop)
                                  : decodeWithOiio(source, budget, options.stop);
    if (!out) {
        return out;
    }
    FileMetadata found = source.inMemory ? readMetadata(source.bytes) : readMetadata(source.name);
    if (ownReader) {
        turnUpright(*out, found.orientation);
    }
    ImageMetadata pixelsOwn = std::move(out->metadata);
    out->metadata = std::move(found.metadata);
    out->metadata.dotsPerInchX = pixelsOwn.dotsPerInchX;
    out->metadata.dotsPerInchY = pixelsOwn.dotsPerInchY;
    if (!pixelsOwn.icc.empty()) {
        out->metadata.icc = std::move(pixelsOwn.icc);
    }
    if (!fitsRgb(out->metadata.icc)) {
        out->metadata.icc.clear();
    }
    return out;
}

/// Decoders throw on memory and some on damage; nothing of that may leave this file.
template <class Function> auto guarded(const std::string& name, Function function)
    -> decltype(function())
{
    try {
        return function();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, name + ": does not fit into this machine's memory");
    } catch (const std::exception& error) {
        return fail(ErrorCode::Unreadable, name + ": is damaged, " + oneLine(error.what(), name));
    }
}

} // namespace

Result<ImageProbe> probeImage(const ImageSource& source)
{
    return guarded(source.name, [&]() -> Result<ImageProbe> {
        Result<OpenInput> in = openInput(source, defaultPixelBudget());
        if (!in) {
            return fail(in.error());
        }
        if (in->format == "png" || in->format == "webp") {
            in->orientation =
                (source.inMemory ? readMetadata(source.bytes) : readMetadata(source.name))
                    .orientation;
        }
        ImageProbe probe;
        probe.size = uprightSize(in->stored(), in->orientation);
        probe.format = in->format;
        probe.channels = in->spec.nchannels;
        probe.bitsPerSample = static_cast<int>(in->spec.format.size()) * 8;
        probe.orientation = in->orientation;
        return probe;
    });
}

Result<LoadedImage> readImage(const ImageSource& source, const ReadOptions& options)
{
    return guarded(source.name, [&] { return decode(source, options); });
}

} // namespace core
