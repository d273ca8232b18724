#include "app/common/lazy_codec.h"

#include <exception>
#include <utility>

#include "core/io/flat_formats.h"

namespace app {

LazyCodec::LazyCodec(CodecOpener open)
    : m_opened(std::async(std::launch::async, [open = std::move(open)]() -> Opened {
                   try {
                       return open();
                   } catch (const std::exception& error) {
                       return core::fail(core::ErrorCode::Internal, error.what());
                   }
               }).share())
{
}

LazyCodec::~LazyCodec()
{
    m_opened.wait();
}

core::Result<core::ImageProbe> LazyCodec::probe(const std::string& path) const
{
    const Opened& codec = this->codec();
    return codec ? (*codec)->probe(path) : core::fail(codec.error());
}

core::Result<core::LoadedImage> LazyCodec::read(const std::string& path,
                                                const core::ReadOptions& options) const
{
    const Opened& codec = this->codec();
    return codec ? (*codec)->read(path, options) : core::fail(codec.error());
}

core::Result<core::LoadedImage> LazyCodec::readBuffer(std::span<const std::uint8_t> bytes,
                                                      const std::string& name,
                                                      const core::ReadOptions& options) const
{
    const Opened& codec = this->codec();
    return codec ? (*codec)->readBuffer(bytes, name, options) : core::fail(codec.error());
}

core::Status LazyCodec::write(const std::string& path, const core::TiledImage& pixels,
                              const core::ImageMetadata& metadata,
                              const core::ExportOptions& options) const
{
    const Opened& codec = this->codec();
    return codec ? (*codec)->write(path, pixels, metadata, options) : core::fail(codec.error());
}

core::Result<std::vector<std::uint8_t>>
LazyCodec::writeBuffer(std::string_view extension, const core::TiledImage& pixels,
                       const core::ImageMetadata& metadata,
                       const core::ExportOptions& options) const
{
    const Opened& codec = this->codec();
    return codec ? (*codec)->writeBuffer(extension, pixels, metadata, options)
                 : core::fail(codec.error());
}

std::vector<std::string> LazyCodec::readableExtensions() const
{
    return core::readableFlatExtensions();
}

std::vector<std::string> LazyCodec::writableExtensions() const
{
    return core::writableFlatExtensions();
}

} // namespace app
