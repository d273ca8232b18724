#include "diffusion/models/weights/zip_directory.h"

#include <algorithm>
#include <cstring>

#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50;
constexpr std::uint32_t kLocator64 = 0x07064b50;
constexpr std::uint64_t kInExtra = 0xFFFFFFFF; // the true number stands in the zip64 field
constexpr std::uint16_t kZip64Field = 1;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kMaxComment = 65535;
constexpr std::uint64_t kMaxEntries = 1U << 20U;

class Reader {
public:
    Reader(std::string_view archive, const std::string& file) : m_archive(archive), m_file(file) {}

    std::map<std::string, ZipEntry> entries() const
    {
        const std::size_t end = findEnd();
        std::uint64_t count = number(end + 10, 2);
        std::uint64_t position = number(end + 16, 4);
        if (count == 0xFFFF || position == kInExtra) {
            if (end < 20 || number(end - 20, 4) != kLocator64) {
                damaged("its directory cannot be found");
            }
            const std::uint64_t end64 = number(end - 12, 8);
            if (number(end64, 4) != kEnd64) {
                damaged("its directory cannot be found");
            }
            count = number(end64 + 32, 8);
            position = number(end64 + 48, 8);
        }
        if (count > kMaxEntries) {
            damaged("it has more entries than any model");
        }
        std::map<std::string, ZipEntry> found;
        for (std::uint64_t i = 0; i < count; ++i) {
            readEntry(position, found);
        }
        return found;
    }

private:
    [[noreturn]] void damaged(const std::string& what) const
    {
        throw LoadError(core::ErrorCode::Unreadable,
                        m_file + ": a zip archive, but " + what +
                            "; the file is damaged, download it again");
    }

    /// The little-endian number of 2, 4 or 8 bytes at `position`.
    std::uint64_t number(std::uint64_t position, std::size_t bytes) const
    {
        if (position > m_archive.size() || bytes > m_archive.size() - position) {
            damaged("it is cut off");
        }
        std::uint64_t value = 0;
        std::memcpy(&value, m_archive.data() + position, bytes);
        return value;
    }

    std::size_t findEnd() const
    {
        if (m_archive.size() < kEndBytes) {
            damaged("it is cut off");
        }
        const std::size_t last = m_archive.size() - kEndBytes;
        const std::size_t first = last > kMaxComment ? last - kMaxComment : 0;
        for (std::size_t at = last + 1; at-- > first;) {
            if (number(at, 4) == kEnd) {
                return at;
            }
        }
        damaged("its end is missing");
    }

    /// Reads the header at `position` and moves on to the next.
    void readEntry(std::uint64_t& position, std::map<std::string, ZipEntry>& found) const
    {
        if (number(position, 4) != kCentralHeader) {
            damaged("its directory is broken");
        }
        const std::uint64_t flags = number(position + 8, 2);
        const std::uint64_t method = number(position + 10, 2);
        const std::uint64_t nameLength = number(position + 28, 2);
        const std::uint64_t extraLength = number(position + 30, 2);
        const std::uint64_t commentLength = number(position + 32, 2);
        const std::uint64_t nameAt = position + 46;
        const std::uint64_t extraAt = nameAt + nameLength;
        const std::uint64_t next = extraAt + extraLength + commentLength;
        if (next > m_archive.size()) {
            damaged("its directory is cut off");
        }
        const std::string name(m_archive.substr(static_cast<std::size_t>(nameAt),
                                                static_cast<std::size_t>(nameLength)));
        std::uint64_t size = number(position + 24, 4);
        std::uint64_t packed = number(position + 20, 4);
        std::uint64_t local = number(position + 42, 4);
        readZip64(extraAt, extraLength, size, packed, local);
        if (method != 0 || (flags & 1U) != 0 || packed != size) {
            throw LoadError(core::ErrorCode::Unsupported,
                            m_file + ": a zip archive with compressed or encrypted entries, which "
                                     "torch.save does not write; unpack it first");
        }
        const std::uint64_t begin = dataOf(local);
        if (begin > m_archive.size() || size > m_archive.size() - begin) {
            damaged("an entry reaches beyond its end");
        }
        if (!found.emplace(name, ZipEntry{static_cast<std::int64_t>(begin),
                                          static_cast<std::int64_t>(size)})
                 .second) {
            damaged("two entries have one name");
        }
        position = next;
    }

    void readZip64(std::uint64_t at, std::uint64_t length, std::uint64_t& size,
                   std::uint64_t& packed, std::uint64_t& local) const
    {
        const std::uint64_t end = at + length;
        while (at + 4 <= end) {
            const std::uint64_t id = number(at, 2);
            const std::uint64_t fieldEnd = at + 4 + number(at + 2, 2);
            if (fieldEnd > end) {
                return;
            }
            if (id == kZip64Field) {
                std::uint64_t field = at + 4;
                for (std::uint64_t* value : {&size, &packed, &local}) {
                    if (*value == kInExtra && field + 8 <= fieldEnd) {
                        *value = number(field, 8);
                        field += 8;
                    }
                }
                return;
            }
            at = fieldEnd;
        }
    }

    /// The local header has lengths of its own: torch pads it so that data is aligned.
    std::uint64_t dataOf(std::uint64_t local) const
    {
        if (number(local, 4) != kLocalHeader) {
            damaged("an entry is not where its directory says");
        }
        return local + 30 + number(local + 26, 2) + number(local + 28, 2);
    }

    std::string_view m_archive;
    const std::string& m_file;
};

} // namespace

std::map<std::string, ZipEntry> readZipDirectory(std::string_view archive, const std::string& file)
{
    return Reader(archive, file).entries();
}

} // namespace diffusion
