#include "core/io/codecs/png_reader.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include <png.h>

#include "core/base/log.h"
#include "core/io/codecs/size_check.h"

namespace core {

namespace {

/// libpng is C, built so that exceptions pass through it; this takes the place of its longjmp.
struct Damage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] void throwDamage(png_structp, png_const_charp message)
{
    throw Damage(message);
}

void noteWarning(png_structp, png_const_charp message)
{
    log(LogLevel::Debug, "core.io", message);
}

class PngReader {
public:
    PngReader(std::span<const std::uint8_t> bytes, const std::string& name)
        : m_rest(bytes), m_name(name)
    {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, &throwDamage, &noteWarning);
        if (m_png == nullptr) {
            throw std::bad_alloc();
        }
        m_info = png_create_info_struct(m_png);
        png_set_read_fn(m_png, this, &PngReader::give);
        // The caller's budget is what limits the size; text chunks may still not eat the memory.
        png_set_user_limits(m_png, 0x7fffffff, 0x7fffffff);
        png_set_chunk_malloc_max(m_png, 64 << 20);
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    Result<LoadedImage> read(std::int64_t budget, const std::stop_token& stop)
    {
        try {
            png_read_info(m_png, m_info);
        } catch (const Damage& damage) {
            return fail(ErrorCode::Unreadable,
                        m_name + ": cannot be read as PNG, " + damage.what());
        }
        const Size size{static_cast<int>(png_get_image_width(m_png, m_info)),
                        static_cast<int>(png_get_image_height(m_png, m_info))};
        const PixelFormat format =
            png_get_bit_depth(m_png, m_info) == 16 ? PixelFormat::Rgba16 : PixelFormat::Rgba8;
        if (Status status = checkSize(m_name, size, bytesPerPixel(format), budget); !status) {
            return fail(status.error());
        }
        LoadedImage out;
        out.format = "png";
        out.pixels = TiledImage(size, format);
        readProfile(out.metadata);
        int rows = 0;
        std::string damage;
        try {
            expandToRgba();
            rows = readRows(out.pixels, stop);
        } catch (const Damage& error) {
            rows = m_rowsDone;
            damage = error.what();
        }
        if (stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "cancelled");
        }
        if (rows == 0) {
            return fail(ErrorCode::Unreadable, m_name + ": is damaged, " + damage);
        }
        if (rows < size.height) {
            out.warnings.push_back(partWarning(m_name, rows, size.height));
        }
        return out;
    }

private:
    static void give(png_structp png, png_bytep out, std::size_t count)
    {
        auto* self = static_cast<PngReader*>(png_get_io_ptr(png));
        if (count > self->m_rest.size()) {
            throwDamage(png, "it ends too early");
        }
        std::memcpy(out, self->m_rest.data(), count);
        self->m_rest = self->m_rest.subspan(count);
    }

    /// Grey, palettes and few bits become RGBA of 8 or 16 bits in this machine's byte order.
    void expandToRgba()
    {
        png_set_expand(m_png);
        png_set_gray_to_rgb(m_png);
        png_set_add_alpha(m_png, 0xffff, PNG_FILLER_AFTER);
        png_set_swap(m_png);
        m_passes = png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
    }

    int readRows(TiledImage& image, const std::stop_token& stop)
    {
        const Size size = image.size();
        const std::size_t stride = png_get_rowbytes(m_png, m_info);
        // Interlaced pictures are refined in place over seven passes, so they are held whole.
        const int held = m_passes > 1 ? size.height : 1;
        std::vector<std::uint8_t> rows(stride * static_cast<std::size_t>(held));
        for (int pass = 0; pass < m_passes; ++pass) {
            for (int y = 0; y < size.height && !stop.stop_requested(); ++y) {
                std::uint8_t* row = rows.data() + stride * static_cast<std::size_t>(y % held);
                png_read_row(m_png, row, nullptr);
                if (pass == m_passes - 1) {
                    image.writeRow(0, y, size.width, row);
                    m_rowsDone = y + 1;
                }
            }
        }
        return m_rowsDone;
    }

    void readProfile(ImageMetadata& metadata)
    {
        png_charp title = nullptr;
        png_bytep profile = nullptr;
        png_uint_32 length = 0;
        int compression = 0;
        if (png_get_iCCP(m_png, m_info, &title, &compression, &profile, &length) != 0) {
            metadata.icc.assign(profile, profile + length);
        }
        png_uint_32 x = 0;
        png_uint_32 y = 0;
        int unit = 0;
        if (png_get_pHYs(m_png, m_info, &x, &y, &unit) != 0 && unit == PNG_RESOLUTION_METER) {
            constexpr double kMetresPerInch = 0.0254;
            metadata.dotsPerInchX = x * kMetresPerInch;
            metadata.dotsPerInchY = y * kMetresPerInch;
        }
    }

    std::span<const std::uint8_t> m_rest;
    const std::string& m_name;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    int m_passes = 1;
    int m_rowsDone = 0;
};

} // namespace

Result<LoadedImage> readPng(std::span<const std::uint8_t> bytes, const std::string& name,
                            std::int64_t budget, const std::stop_token& stop)
{
    return PngReader(bytes, name).read(budget, stop);
}

} // namespace core
