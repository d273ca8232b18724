#include "core/io/codecs/metadata.h"

#include <array>
#include <cstring>
#include <mutex>
#include <set>

#include <exiv2/exiv2.hpp>

#include "core/base/log.h"

namespace core {

namespace {

/// Guards every call into Exiv2.
std::mutex& exivMutex()
{
    static std::mutex mutex;
    return mutex;
}

void forwardMessage(int, const char* text)
{
    std::string line(text);
    while (!line.empty() && line.back() == '\n') {
        line.pop_back();
    }
    log(LogLevel::Debug, "core.io", line);
}

void initialiseOnce()
{
    static const bool done = [] {
        Exiv2::LogMsg::setHandler(&forwardMessage);
        Exiv2::XmpParser::initialize();
        return true;
    }();
    (void)done;
}

/// Tags of the main directory that describe how the pixels lie in the file, not the picture.
bool describesLayout(const Exiv2::Exifdatum& datum)
{
    static const std::set<std::uint16_t> layout = {
        0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0107, 0x010a, 0x0111, 0x0115,
        0x0116, 0x0117, 0x0118, 0x0119, 0x011c, 0x0120, 0x0121, 0x0122, 0x0123, 0x0124, 0x0125,
        0x012d, 0x013d, 0x0140, 0x0141, 0x0142, 0x0143, 0x0144, 0x0145, 0x014a, 0x014c, 0x014d,
        0x014e, 0x0150, 0x0151, 0x0152, 0x0153, 0x0154, 0x0155, 0x0156, 0x015b, 0x0200, 0x0201,
        0x0202, 0x0203, 0x0205, 0x0206, 0x0207, 0x0208, 0x0209, 0x0211, 0x0212, 0x0213, 0x0214,
        0x8773,         // ICC profile, carried on its own
        0x02bc, 0x83bb, // XMP and IPTC inside TIFF, carried on their own
        0x8649,         // Photoshop resources: hold a thumbnail and layout of the old file
    };
    const std::string group = datum.groupName();
    if (group == "Image") {
        return layout.contains(datum.tag());
    }
    return group == "Thumbnail" || group.starts_with("SubImage") || group.starts_with("SubThumb") ||
           group.starts_with("Image2") || group.starts_with("Image3");
}

void setIfThere(Exiv2::XmpData& xmp, const char* key, const std::string& value)
{
    const auto found = xmp.findKey(Exiv2::XmpKey(key));
    if (found != xmp.end()) {
        found->setValue(value);
    }
}

std::vector<std::uint8_t> encodeExif(Exiv2::ExifData& exif, Exiv2::ByteOrder order)
{
    for (auto datum = exif.begin(); datum != exif.end();) {
        datum = describesLayout(*datum) ? exif.erase(datum) : std::next(datum);
    }
    const auto orientation = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
    if (orientation != exif.end()) {
        exif["Exif.Image.Orientation"] = std::uint16_t{1};
    }
    if (exif.empty()) {
        return {};
    }
    Exiv2::Blob blob;
    Exiv2::ExifParser::encode(blob, order == Exiv2::invalidByteOrder ? Exiv2::littleEndian : order,
                              exif);
    return {blob.begin(), blob.end()};
}

std::vector<std::uint8_t> toVector(const Exiv2::DataBuf& buffer)
{
    if (buffer.pData_ == nullptr || buffer.size_ <= 0) {
        return {};
    }
    return {buffer.pData_, buffer.pData_ + buffer.size_};
}

std::string encodeXmp(Exiv2::XmpData& xmp)
{
    setIfThere(xmp, "Xmp.tiff.Orientation", "1");
    std::string packet;
    if (!xmp.empty()) {
        Exiv2::XmpParser::encode(packet, xmp);
    }
    return packet;
}

/// Runs one part of the reading; what is damaged there must not cost the other parts.
template <class Part> void attempt(const char* name, Part part)
{
    try {
        part();
    } catch (const std::exception& error) {
        log(LogLevel::Debug, "core.io", std::string(name) + " not usable: " + error.what());
    }
}

int orientationOf(const Exiv2::ExifData& exif)
{
    const auto found = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
    const long value = found != exif.end() && found->count() > 0 ? found->toLong() : 1;
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

FileMetadata collect(Exiv2::Image& image)
{
    FileMetadata file;
    ImageMetadata& out = file.metadata;
    attempt("metadata", [&] { image.readMetadata(); });
    attempt("orientation", [&] { file.orientation = orientationOf(image.exifData()); });
    attempt("EXIF", [&] { out.exif = encodeExif(image.exifData(), image.byteOrder()); });
    attempt("XMP", [&] { out.xmp = encodeXmp(image.xmpData()); });
    attempt("IPTC", [&] {
        if (!image.iptcData().empty()) {
            out.iptc = toVector(Exiv2::IptcParser::encode(image.iptcData()));
        }
    });
    attempt("comment", [&] { out.comment = image.comment(); });
    attempt("profile", [&] {
        if (image.iccProfileDefined()) {
            out.icc = toVector(*image.iccProfile());
        }
    });
    return file;
}

template <class Open> FileMetadata readWith(Open open)
{
    const std::lock_guard lock(exivMutex());
    initialiseOnce();
    try {
        const Exiv2::Image::AutoPtr image = open();
        return image.get() != nullptr ? collect(*image) : FileMetadata{};
    } catch (const std::exception& error) {
        log(LogLevel::Debug, "core.io", std::string("no metadata: ") + error.what());
        return {};
    }
}

bool canWrite(const Exiv2::Image& image, Exiv2::MetadataId id)
{
    const Exiv2::AccessMode mode = image.checkMode(id);
    return mode == Exiv2::amWrite || mode == Exiv2::amReadWrite;
}

/// The picture may have another size than the one the EXIF block was made for.
void updateSize(Exiv2::ExifData& exif, Exiv2::XmpData& xmp, Size size)
{
    if (!exif.empty()) {
        exif["Exif.Photo.PixelXDimension"] = static_cast<std::uint32_t>(size.width);
        exif["Exif.Photo.PixelYDimension"] = static_cast<std::uint32_t>(size.height);
    }
    setIfThere(xmp, "Xmp.exif.PixelXDimension", std::to_string(size.width));
    setIfThere(xmp, "Xmp.exif.PixelYDimension", std::to_string(size.height));
    setIfThere(xmp, "Xmp.tiff.ImageWidth", std::to_string(size.width));
    setIfThere(xmp, "Xmp.tiff.ImageLength", std::to_string(size.height));
}

void addExif(Exiv2::Image& image, const MetadataToWrite& what, Exiv2::XmpData& xmp)
{
    Exiv2::ExifData exif;
    const std::vector<std::uint8_t>& block = what.metadata->exif;
    if (!block.empty()) {
        image.setByteOrder(Exiv2::ExifParser::decode(exif, block.data(),
                                                     static_cast<std::uint32_t>(block.size())));
    }
    updateSize(exif, xmp, what.size);
    if (!exif.empty() && !what.thumbnailJpeg.empty()) {
        Exiv2::ExifThumb(exif).setJpegThumbnail(what.thumbnailJpeg.data(),
                                                static_cast<long>(what.thumbnailJpeg.size()));
    }
    for (const Exiv2::Exifdatum& datum : exif) {
        image.exifData()[datum.key()] = datum;
    }
}

/// Something that is Exiv2's to write; profiles and resolutions are the encoders'.
bool hasBlocks(const ImageMetadata& metadata)
{
    return !metadata.exif.empty() || !metadata.xmp.empty() || !metadata.iptc.empty() ||
           !metadata.comment.empty();
}

void addAll(Exiv2::Image& image, const MetadataToWrite& what)
{
    const ImageMetadata& metadata = *what.metadata;
    Exiv2::XmpData xmp;
    if (!metadata.xmp.empty()) {
        Exiv2::XmpParser::decode(xmp, metadata.xmp);
    }
    if (canWrite(image, Exiv2::mdExif)) {
        addExif(image, what, xmp);
    }
    if (!xmp.empty() && canWrite(image, Exiv2::mdXmp)) {
        image.setXmpData(xmp);
    }
    if (!metadata.iptc.empty() && canWrite(image, Exiv2::mdIptc)) {
        Exiv2::IptcData iptc;
        Exiv2::IptcParser::decode(iptc, metadata.iptc.data(),
                                  static_cast<std::uint32_t>(metadata.iptc.size()));
        image.setIptcData(iptc);
    }
    if (!metadata.comment.empty() && canWrite(image, Exiv2::mdComment)) {
        image.setComment(metadata.comment);
    }
}

} // namespace

FileMetadata readMetadata(const std::string& path)
{
    return readWith([&] { return Exiv2::ImageFactory::open(path, false); });
}

FileMetadata readMetadata(std::span<const std::uint8_t> bytes)
{
    return readWith(
        [&] { return Exiv2::ImageFactory::open(bytes.data(), static_cast<long>(bytes.size())); });
}

Result<std::vector<std::uint8_t>> withMetadata(std::vector<std::uint8_t> encoded,
                                               const MetadataToWrite& what)
{
    if (what.metadata == nullptr || !hasBlocks(*what.metadata)) {
        return encoded;
    }
    const std::lock_guard lock(exivMutex());
    initialiseOnce();
    if (Exiv2::ImageFactory::getType(encoded.data(), static_cast<long>(encoded.size())) ==
        Exiv2::ImageType::none) {
        return encoded;
    }
    try {
        const Exiv2::Image::AutoPtr image =
            Exiv2::ImageFactory::open(encoded.data(), static_cast<long>(encoded.size()));
        if (!canWrite(*image, Exiv2::mdExif) && !canWrite(*image, Exiv2::mdXmp)) {
            return encoded;
        }
        image->readMetadata();
        addAll(*image, what);
        image->writeMetadata();
        Exiv2::BasicIo& io = image->io();
        std::vector<std::uint8_t> out(static_cast<std::size_t>(io.size()));
        io.seek(0, Exiv2::BasicIo::beg);
        if (io.open() != 0 ||
            io.read(out.data(), static_cast<long>(out.size())) != static_cast<long>(out.size())) {
            return fail(ErrorCode::Internal, "the metadata could not be written back");
        }
        return out;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal,
                    std::string("the metadata could not be written, ") + error.what());
    }
}

} // namespace core
