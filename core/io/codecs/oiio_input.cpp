#include "core/io/codecs/oiio_input.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <vector>

#include <unistd.h>

#include "core/io/codecs/header_claim.h"
#include "core/io/codecs/size_check.h"
#include "core/io/flat_formats.h"

namespace core {

namespace {

constexpr std::size_t kHeadBytes = 1 << 18; // EXIF and a profile may lie before a JPEG's size

Result<std::vector<std::uint8_t>> headOf(const ImageSource& source)
{
    if (source.inMemory) {
        const auto head = source.bytes.first(std::min(kHeadBytes, source.bytes.size()));
        return std::vector<std::uint8_t>(head.begin(), head.end());
    }
    std::error_code error;
    const auto status = std::filesystem::status(source.name, error);
    if (!std::filesystem::exists(status)) {
        return fail(ErrorCode::NotFound, source.name + ": no such file");
    }
    if (!std::filesystem::is_regular_file(status)) {
        return fail(ErrorCode::Unreadable, source.name + ": is not a file");
    }
    std::ifstream file(source.name, std::ios::binary);
    std::vector<std::uint8_t> head(kHeadBytes);
    if (!file) {
        return fail(ErrorCode::Unreadable, source.name + ": cannot be opened, permission denied");
    }
    file.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return head;
}

/// The content decides, but for camera raw, which is built on TIFF, and formats without a magic.
const FlatFormat* formatOf(const ImageSource& source, std::span<const std::uint8_t> head)
{
    const FlatFormat* byName = flatFormatForExtension(extensionOf(source.name));
    const FlatFormat* byContent = flatFormatForContent(head);
    if (byName != nullptr && byName->name == "raw" &&
        (byContent == nullptr || byContent->name == "tiff")) {
        return byName;
    }
    if (byContent != nullptr) {
        return byContent;
    }
    const bool hasNoMagic =
        byName != nullptr && (byName->name == "targa" || byName->name == "ico" ||
                              byName->name == "sgi" || byName->name == "raw");
    return hasNoMagic ? byName : nullptr;
}

int channelNamed(const OIIO::ImageSpec& spec, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        for (int i = 0; i < spec.nchannels; ++i) {
            if (OIIO::Strutil::iequals(spec.channel_name(i), name)) {
                return i;
            }
        }
    }
    return -1;
}

ChannelLayout layoutOf(const OIIO::ImageSpec& spec, const std::string& format)
{
    ChannelLayout layout;
    layout.count = spec.nchannels;
    layout.alpha = spec.alpha_channel;
    const int colours = spec.nchannels - (layout.alpha >= 0 ? 1 : 0);
    if (colours < 3) {
        const int grey = layout.alpha == 0 ? 1 : 0;
        layout.red = layout.green = layout.blue = std::min(grey, spec.nchannels - 1);
    } else {
        const int red = channelNamed(spec, {"R", "red"});
        const int green = channelNamed(spec, {"G", "green"});
        const int blue = channelNamed(spec, {"B", "blue"});
        const bool named = red >= 0 && green >= 0 && blue >= 0;
        layout.red = named ? red : 0;
        layout.green = named ? green : 1;
        layout.blue = named ? blue : 2;
    }
    const bool keptStraight = spec.get_int_attribute("oiio:UnassociatedAlpha", 0) != 0;
    layout.premultiplied =
        layout.alpha >= 0 && !keptStraight && (format == "openexr" || format == "tiff");
    layout.linear = format == "openexr" || format == "hdr";
    return layout;
}

void choosePixelFormat(OpenInput& in)
{
    switch (in.spec.format.basetype) {
    case OIIO::TypeDesc::UINT8:
    case OIIO::TypeDesc::INT8:
        break;
    case OIIO::TypeDesc::UINT16:
    case OIIO::TypeDesc::INT16:
        in.pixelFormat = PixelFormat::Rgba16;
        in.sample = OIIO::TypeDesc::UINT16;
        break;
    default:
        in.pixelFormat = PixelFormat::RgbaF32;
        in.sample = OIIO::TypeDesc::FLOAT;
        break;
    }
}

} // namespace

std::string oneLine(std::string text, const std::string& name)
{
    text.resize(std::min(text.find('\n'), text.size()));
    for (const std::string& noise : {"\"" + name + "\"", name}) {
        for (std::size_t at = text.find(noise); at != std::string::npos; at = text.find(noise)) {
            text.replace(at, noise.size(), "the file");
        }
    }
    return text.empty() ? "its content is damaged" : text;
}

std::int64_t defaultPixelBudget()
{
    return static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE) / 2;
}

Result<const FlatFormat*> identify(const ImageSource& source, std::int64_t budget)
{
    Result<std::vector<std::uint8_t>> head = headOf(source);
    if (!head) {
        return fail(head.error());
    }
    if (head->empty()) {
        return fail(ErrorCode::Unreadable, source.name + ": is empty");
    }
    const FlatFormat* format = formatOf(source, *head);
    if (format == nullptr) {
        return fail(ErrorCode::Unsupported,
                    source.name + ": is not a picture of a kind this program can read");
    }
    if (const std::optional<Size> claim = claimedSize(*head)) {
        if (Status status = checkSize(source.name, *claim, 4, budget); !status) {
            return fail(status.error());
        }
    }
    return format;
}

Result<OpenInput> openInput(const ImageSource& source, std::int64_t budget)
{
    const Result<const FlatFormat*> identified = identify(source, budget);
    if (!identified) {
        return fail(identified.error());
    }
    const FlatFormat* format = *identified;
    OpenInput in;
    in.name = source.name;
    in.format = format->name;
    in.input = OIIO::ImageInput::create(in.format);
    if (!in.input) {
        OIIO::geterror();
        return fail(ErrorCode::Unsupported, source.name + ": " + std::string(format->title) +
                                                " pictures cannot be read on this machine");
    }
    OIIO::ImageSpec config;
    config.attribute("oiio:UnassociatedAlpha", 1);
    if (source.inMemory) {
        in.memory = std::make_unique<OIIO::Filesystem::IOMemReader>(
            const_cast<std::uint8_t*>(source.bytes.data()), source.bytes.size());
        in.input->set_ioproxy(in.memory.get());
    }
    if (!in.input->open(source.name, in.spec, config)) {
        return fail(ErrorCode::Unreadable, source.name + ": cannot be read as " +
                                               std::string(format->title) + ", " +
                                               oneLine(in.input->geterror(), source.name));
    }
    choosePixelFormat(in);
    in.layout = layoutOf(in.spec, in.format);
    in.orientation = std::clamp(in.spec.get_int_attribute("Orientation", 1), 1, 8);
    if (in.spec.nchannels < 1 || in.spec.depth > 1) {
        return fail(ErrorCode::Unsupported, source.name + ": is not a flat picture");
    }
    const std::int64_t pixelBytes = std::max<std::int64_t>(
        bytesPerPixel(in.pixelFormat), static_cast<std::int64_t>(in.spec.pixel_bytes(true)));
    if (Status status = checkSize(source.name, in.stored(), pixelBytes, budget); !status) {
        return fail(status.error());
    }
    return in;
}

} // namespace core
