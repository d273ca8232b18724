#include "core/io/document_io.h"

#include <filesystem>
#include <fstream>
#include <locale>
#include <sstream>

#include "core/document/compositor.h"
#include "core/io/atomic_file.h"
#include "core/io/flat_formats.h"
#include "core/io/gray_image.h"
#include "core/io/png_text.h"
#include "core/io/recipe.h"
#include "core/io/source_type.h"

namespace core {

namespace {

const DocumentFormat* formatByContent(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> head(64);
    file.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    for (const DocumentFormat& format : documentFormats()) {
        if (format.matches(head)) {
            return &format;
        }
    }
    return nullptr;
}

std::string absolute(const std::string& path)
{
    std::error_code error;
    const std::filesystem::path full = std::filesystem::absolute(path, error);
    return error ? path : full.lexically_normal().string();
}

std::string sizeText(Size size)
{
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

} // namespace

Result<OpenedDocument> openDocument(const std::string& path, const ImageCodec& codec,
                                    const ReadOptions& options)
{
    if (const DocumentFormat* format = formatByContent(path)) {
        return format->read(path, codec, options);
    }
    Result<LoadedImage> image = codec.read(path, options);
    if (!image) {
        return fail(image.error());
    }
    OpenedDocument out;
    out.warnings = std::move(image->warnings);
    out.document = Document::fromImage(std::move(image->pixels), "Background",
                                       documentInfo(image->metadata, absolute(path)));
    return out;
}

Status saveDocument(const DocumentSnapshot& snapshot, const std::string& path,
                    const ImageCodec& codec)
{
    const DocumentFormat* format = documentFormatForPath(path);
    if (format == nullptr) {
        return fail(ErrorCode::Unsupported,
                    path + ": layers are saved in OpenRaster files; the name must end in .ora");
    }
    return format->write(path, snapshot, codec);
}

Status exportFlat(const DocumentSnapshot& snapshot, const std::string& path,
                  const ImageCodec& codec, const ExportOptions& options)
{
    ImageMetadata metadata = snapshot.info ? metadataOf(*snapshot.info) : ImageMetadata{};
    const std::vector<Recipe> recipes = visibleRecipes(snapshot);
    if (options.stripMetadata || recipes.empty()) {
        return codec.write(path, flatten(snapshot), metadata, options);
    }
    metadata.xmp = withSourceType(metadata.xmp, sourceTypeOf(snapshot));
    if (extensionOf(path) != "png") {
        return codec.write(path, flatten(snapshot), metadata, options);
    }
    auto bytes = codec.writeBuffer("png", flatten(snapshot), metadata, options);
    if (!bytes) {
        return fail(bytes.error());
    }
    return writeFileAtomically(
        path, withPngText(std::move(*bytes), "parameters", recipeToParameters(recipes.front())));
}

bool isLayeredPath(std::string_view path)
{
    return documentFormatForPath(path) != nullptr;
}

Result<Mask> readMask(const std::string& path, Size expected, const ImageCodec& codec)
{
    Result<LoadedImage> image = codec.read(path, {});
    if (!image) {
        return fail(image.error());
    }
    if (image->pixels.size() != expected) {
        return fail(ErrorCode::InvalidArgument,
                    path + ": the mask is " + sizeText(image->pixels.size()) +
                        " pixels, the picture " + sizeText(expected) + "; they must be equal");
    }
    Mask mask = Mask::fromImage(coverageFromPicture(image->pixels));
    if (mask.isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    path + ": the mask is empty; paint what is to go in white");
    }
    return mask;
}

ImageMetadata metadataOf(const DocumentInfo& info)
{
    ImageMetadata out;
    out.icc = info.iccProfile;
    const auto block = [&](const char* kind) -> std::vector<std::uint8_t> {
        const auto found = info.metadata.find(kind);
        return found == info.metadata.end() ? std::vector<std::uint8_t>{} : found->second;
    };
    out.exif = block("exif");
    out.iptc = block("iptc");
    const auto xmp = block("xmp");
    out.xmp.assign(xmp.begin(), xmp.end());
    const auto comment = block("comment");
    out.comment.assign(comment.begin(), comment.end());
    const auto dpi = block("dpi");
    std::istringstream numbers(std::string(dpi.begin(), dpi.end()));
    numbers.imbue(std::locale::classic());
    numbers >> out.dotsPerInchX >> out.dotsPerInchY;
    return out;
}

DocumentInfo documentInfo(const ImageMetadata& metadata, std::string sourcePath)
{
    DocumentInfo info;
    info.sourcePath = std::move(sourcePath);
    info.iccProfile = metadata.icc;
    const auto keep = [&](const char* kind, auto const& bytes) {
        if (!bytes.empty()) {
            info.metadata[kind].assign(bytes.begin(), bytes.end());
        }
    };
    keep("exif", metadata.exif);
    keep("iptc", metadata.iptc);
    keep("xmp", metadata.xmp);
    keep("comment", metadata.comment);
    if (metadata.dotsPerInchX > 0 && metadata.dotsPerInchY > 0) {
        std::ostringstream numbers;
        numbers.imbue(std::locale::classic());
        numbers << metadata.dotsPerInchX << ' ' << metadata.dotsPerInchY;
        keep("dpi", numbers.str());
    }
    return info;
}

} // namespace core
