#include "core/io/flat_formats.h"

#include <algorithm>
#include <cctype>

namespace core {

namespace {

constexpr FlatFormat kFormats[] = {
    {"jpeg", "JPEG", "jpg jpeg jpe jfif", true, false, 8, true},
    {"png", "PNG", "png", true, true, 16, false},
    {"tiff", "TIFF", "tif tiff", true, true, 32, false},
    {"webp", "WebP", "webp", true, true, 8, true},
    {"openexr", "OpenEXR", "exr", true, true, 32, false},
    {"bmp", "Windows bitmap", "bmp dib", true, false, 8, false},
    {"targa", "Targa", "tga tpic", true, true, 8, false},
    {"heif", "HEIF and AVIF", "heic heif avif hif"},
    {"jpeg2000", "JPEG 2000", "jp2 j2k j2c"},
    {"hdr", "Radiance HDR", "hdr rgbe"},
    {"gif", "GIF", "gif"},
    {"psd", "Photoshop, flattened", "psd psb pdd"},
    {"pnm", "Portable anymap", "ppm pgm pbm pnm pfm"},
    {"ico", "Icon", "ico"},
    {"dds", "DirectDraw surface", "dds"},
    {"sgi", "SGI image", "sgi rgb rgba bw"},
    {"raw", "Camera raw",
     "dng nef nrw cr2 cr3 crw arw srf sr2 orf rw2 raf pef srw x3f 3fr fff iiq mos mrw erf kdc dcr"},
};

const FlatFormat* byName(std::string_view name)
{
    const auto* found = std::ranges::find(kFormats, name, &FlatFormat::name);
    return found == std::end(kFormats) ? nullptr : found;
}

bool startsWith(std::span<const std::uint8_t> head, std::size_t at, std::string_view magic)
{
    return head.size() >= at + magic.size() &&
           std::equal(magic.begin(), magic.end(), head.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

struct Magic {
    std::size_t at;
    std::string_view bytes;
    std::string_view format;
};

using namespace std::string_view_literals;

constexpr Magic kMagics[] = {
    {0, "\xff\xd8\xff"sv, "jpeg"},
    {0, "\x89PNG\r\n\x1a\n"sv, "png"},
    {0, "II*\0"sv, "tiff"},
    {0, "MM\0*"sv, "tiff"},
    {0, "II+\0"sv, "tiff"},
    {0, "MM\0+"sv, "tiff"},
    {8, "WEBP"sv, "webp"},
    {0, "\x76\x2f\x31\x01"sv, "openexr"},
    {0, "#?RADIANCE"sv, "hdr"},
    {0, "#?RGBE"sv, "hdr"},
    {0, "GIF8"sv, "gif"},
    {0, "8BPS"sv, "psd"},
    {0, "DDS "sv, "dds"},
    {0, "BM"sv, "bmp"},
    {4, "ftypheic"sv, "heif"},
    {4, "ftypheix"sv, "heif"},
    {4, "ftypmif1"sv, "heif"},
    {4, "ftypmsf1"sv, "heif"},
    {4, "ftypavif"sv, "heif"},
    {4, "jP  \r\n\x87\n"sv, "jpeg2000"},
    {0, "\xff\x4f\xff\x51"sv, "jpeg2000"},
    {0, "P1"sv, "pnm"},
    {0, "P2"sv, "pnm"},
    {0, "P3"sv, "pnm"},
    {0, "P4"sv, "pnm"},
    {0, "P5"sv, "pnm"},
    {0, "P6"sv, "pnm"},
    {0, "PF"sv, "pnm"},
    {0, "Pf"sv, "pnm"},
};

template <class Visit> void forEachExtension(const FlatFormat& format, Visit visit)
{
    std::string_view rest = format.extensions;
    while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        visit(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
}

std::vector<std::string> extensions(bool onlyWritable)
{
    std::vector<std::string> out;
    for (const FlatFormat& format : kFormats) {
        if (format.writable || !onlyWritable) {
            forEachExtension(format, [&](std::string_view one) { out.emplace_back(one); });
        }
    }
    return out;
}

} // namespace

std::span<const FlatFormat> flatFormats()
{
    return kFormats;
}

const FlatFormat* flatFormatForExtension(std::string_view extension)
{
    std::string lower(extension);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const FlatFormat& format : kFormats) {
        bool found = false;
        forEachExtension(format, [&](std::string_view one) { found = found || one == lower; });
        if (found) {
            return &format;
        }
    }
    return nullptr;
}

const FlatFormat* flatFormatForContent(std::span<const std::uint8_t> head)
{
    for (const Magic& magic : kMagics) {
        if (startsWith(head, magic.at, magic.bytes)) {
            return byName(magic.format);
        }
    }
    return nullptr;
}

std::string extensionOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) {
        return {};
    }
    std::string out(name.substr(dot + 1));
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::tolower(c); });
    return out;
}

std::vector<std::string> readableFlatExtensions()
{
    return extensions(false);
}

std::vector<std::string> writableFlatExtensions()
{
    return extensions(true);
}

} // namespace core
