#include "core/io/document_format.h"

#include "core/io/flat_formats.h"
#include "core/io/openraster.h"

namespace core {

namespace {

constexpr DocumentFormat kFormats[] = {
    {"OpenRaster", "ora", &isOpenRaster, &readOpenRaster, &writeOpenRaster},
};

} // namespace

std::span<const DocumentFormat> documentFormats()
{
    return kFormats;
}

const DocumentFormat* documentFormatForPath(std::string_view path)
{
    const std::string extension = extensionOf(path);
    for (const DocumentFormat& format : kFormats) {
        if (format.extension == extension) {
            return &format;
        }
    }
    return nullptr;
}

} // namespace core
