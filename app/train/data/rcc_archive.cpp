#include "app/train/data/rcc_archive.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <zlib.h>

namespace train {

namespace {

constexpr std::uint16_t kDeflated = 1;
constexpr std::uint16_t kFolder = 2;
constexpr std::uint16_t kZstd = 4;
constexpr std::uint32_t kMaxFile = 256U << 20U;
constexpr int kMaxDepth = 64;

/// Big-endian numbers out of a buffer; throws when asked for what is not there.
class Walker {
public:
    explicit Walker(const std::vector<std::uint8_t>& bytes) : m_bytes(bytes)
    {
        if (bytes.size() < 20 || std::memcmp(bytes.data(), "qres", 4) != 0) {
            throw std::runtime_error("not a Qt resource file");
        }
        m_entry = number(4, 4) < 2 ? 14 : 22;
        m_tree = number(8, 4);
        m_data = number(12, 4);
        m_names = number(16, 4);
    }

    void walk(std::uint32_t index, const std::string& path, int depth,
              std::vector<ArchivedFile>& out) const
    {
        const std::size_t at = m_tree + std::size_t{index} * m_entry;
        const auto flags = static_cast<std::uint16_t>(number(at + 4, 2));
        const std::string full = index == 0 ? path : path + "/" + name(number(at, 4));
        if ((flags & kFolder) != 0) {
            const std::uint32_t count = number(at + 6, 4);
            const std::uint32_t first = number(at + 10, 4);
            if (depth > kMaxDepth || first <= index || count > m_bytes.size()) {
                throw std::runtime_error("its tree of files is damaged");
            }
            for (std::uint32_t k = 0; k < count; ++k) {
                walk(first + k, full, depth + 1, out);
            }
        } else if ((flags & kZstd) == 0) {
            out.push_back({full, content(number(at + 10, 4), (flags & kDeflated) != 0)});
        }
    }

private:
    std::uint32_t number(std::size_t at, std::size_t size) const
    {
        if (at + size > m_bytes.size() || at + size < at) {
            throw std::runtime_error("it is cut short");
        }
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            value = value << 8U | m_bytes[at + i];
        }
        return value;
    }

    /// UTF-16; what is not ASCII becomes '_'.
    std::string name(std::uint32_t offset) const
    {
        const std::size_t at = std::size_t{m_names} + offset;
        const std::uint32_t length = number(at, 2);
        std::string text;
        for (std::uint32_t i = 0; i < length; ++i) {
            const std::uint32_t unit = number(at + 6 + 2 * std::size_t{i}, 2);
            text += unit < 128 ? static_cast<char>(unit) : '_';
        }
        return text;
    }

    std::vector<std::uint8_t> content(std::uint32_t offset, bool deflated) const
    {
        const std::size_t at = std::size_t{m_data} + offset;
        const std::uint32_t length = number(at, 4);
        if (length > m_bytes.size() - at - 4) {
            throw std::runtime_error("it is cut short");
        }
        const std::uint8_t* from = m_bytes.data() + at + 4;
        if (!deflated) {
            return {from, from + length};
        }
        uLongf size = number(at + 4, 4); // qCompress writes the plain size first
        if (length < 4 || size > kMaxFile) {
            throw std::runtime_error("a deflated file in it is damaged");
        }
        std::vector<std::uint8_t> plain(size);
        if (uncompress(plain.data(), &size, from + 4, length - 4) != Z_OK) {
            throw std::runtime_error("a deflated file in it is damaged");
        }
        plain.resize(size);
        return plain;
    }

    const std::vector<std::uint8_t>& m_bytes;
    std::size_t m_entry = 14;
    std::uint32_t m_tree = 0;
    std::uint32_t m_data = 0;
    std::uint32_t m_names = 0;
};

} // namespace

core::Result<std::vector<ArchivedFile>> readRccArchive(const std::vector<std::uint8_t>& bytes)
{
    try {
        std::vector<ArchivedFile> files;
        Walker(bytes).walk(0, "", 0, files);
        return files;
    } catch (const std::exception& error) {
        return core::fail(core::ErrorCode::Unreadable,
                          std::string("Qt resource file: ") + error.what());
    }
}

} // namespace train
