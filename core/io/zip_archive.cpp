#include "core/io/zip_archive.h"

#include <cerrno>
#include <deque>
#include <utility>

#include <zip.h>

namespace core {

struct ZipReader::Impl {
    std::string path;
    zip_t* archive = nullptr;
    ~Impl() { zip_discard(archive); }
};

ZipReader::ZipReader(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader& ZipReader::operator=(ZipReader&&) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(const std::string& path)
{
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    int error = 0;
    impl->archive = zip_open(path.c_str(), ZIP_RDONLY, &error);
    if (impl->archive == nullptr) {
        if (error == ZIP_ER_NOENT) {
            return fail(ErrorCode::NotFound, path + ": no such file");
        }
        return fail(ErrorCode::Unreadable,
                    path + ": is damaged or cut short, its table of contents cannot be read");
    }
    return ZipReader(std::move(impl));
}

bool ZipReader::has(const std::string& entry) const
{
    return zip_name_locate(m_impl->archive, entry.c_str(), 0) >= 0;
}

Result<std::vector<std::uint8_t>> ZipReader::read(const std::string& entry,
                                                  std::int64_t maxBytes) const
{
    zip_stat_t stat;
    if (zip_stat(m_impl->archive, entry.c_str(), 0, &stat) != 0) {
        return fail(ErrorCode::NotFound, m_impl->path + ": lacks its part " + entry);
    }
    if ((stat.valid & ZIP_STAT_SIZE) == 0 || stat.size > static_cast<std::uint64_t>(maxBytes)) {
        return fail(ErrorCode::OutOfMemory,
                    m_impl->path + ": its part " + entry + " is larger than fits into memory");
    }
    zip_file_t* file = zip_fopen(m_impl->archive, entry.c_str(), 0);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(stat.size));
    const bool good = file != nullptr && zip_fread(file, bytes.data(), bytes.size()) ==
                                             static_cast<zip_int64_t>(bytes.size());
    // Closing checks the checksum.
    const bool closed = file != nullptr && zip_fclose(file) == 0;
    if (!good || !closed) {
        return fail(ErrorCode::Unreadable, m_impl->path + ": its part " + entry + " is damaged");
    }
    return bytes;
}

struct ZipWriter::Impl {
    zip_source_t* memory = nullptr;
    zip_t* archive = nullptr;
    std::deque<std::vector<std::uint8_t>> contents; ///< libzip reads them when it closes
    std::string failure;

    ~Impl()
    {
        zip_discard(archive);
        zip_source_free(memory);
    }
};

ZipWriter::ZipWriter() : m_impl(std::make_unique<Impl>())
{
    m_impl->memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    if (m_impl->memory != nullptr) {
        m_impl->archive = zip_open_from_source(m_impl->memory, ZIP_TRUNCATE, nullptr);
        zip_source_keep(m_impl->memory); // the archive frees its own reference when closed
    }
    if (m_impl->archive == nullptr) {
        m_impl->failure = "not enough memory";
    }
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& entry, std::vector<std::uint8_t> bytes, ZipMethod method)
{
    if (!m_impl->failure.empty()) {
        return;
    }
    const auto& kept = m_impl->contents.emplace_back(std::move(bytes));
    zip_source_t* source = zip_source_buffer(m_impl->archive, kept.data(), kept.size(), 0);
    const zip_int64_t index =
        source == nullptr ? -1
                          : zip_file_add(m_impl->archive, entry.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        m_impl->failure = zip_strerror(m_impl->archive);
        return;
    }
    const auto at = static_cast<zip_uint64_t>(index);
    zip_set_file_compression(m_impl->archive, at,
                             method == ZipMethod::Store ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
    // A fixed date: the same document gives the same bytes (1980-01-01, the format's origin).
    zip_file_set_dostime(m_impl->archive, at, 0, (1 << 5) | 1, 0);
}

void ZipWriter::add(const std::string& entry, std::string_view text, ZipMethod method)
{
    add(entry, std::vector<std::uint8_t>(text.begin(), text.end()), method);
}

Result<std::vector<std::uint8_t>> ZipWriter::finish()
{
    if (m_impl->failure.empty()) {
        if (zip_close(m_impl->archive) != 0) {
            m_impl->failure = zip_strerror(m_impl->archive);
        } else {
            m_impl->archive = nullptr;
        }
    }
    zip_stat_t stat;
    if (m_impl->failure.empty() && zip_source_open(m_impl->memory) == 0) {
        if (zip_source_stat(m_impl->memory, &stat) == 0) {
            std::vector<std::uint8_t> bytes(static_cast<std::size_t>(stat.size));
            const bool whole = zip_source_read(m_impl->memory, bytes.data(), bytes.size()) ==
                               static_cast<zip_int64_t>(bytes.size());
            zip_source_close(m_impl->memory);
            if (whole) {
                return bytes;
            }
        }
        m_impl->failure = "its bytes could not be read back";
    }
    return fail(ErrorCode::Internal, "the document could not be packed, " + m_impl->failure);
}

} // namespace core
