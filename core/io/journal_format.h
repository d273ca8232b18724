#pragma once

/// How a journal's records look. Internal to core/io; any thread.
///
/// A record: magic, type (32 bits each), length of the payload (64), CRC-32 of the payload (32),
/// payload. Numbers are little-endian as this machine has them. Records: info, tiles, then the
/// state that names them, again and again.

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace core::journal {

inline constexpr std::uint32_t kMagic = 0x314A5753; // "SWJ1"
inline constexpr std::size_t kHeaderBytes = 20;

enum class Record : std::uint32_t { Info = 1, Tile = 2, State = 3 };

/// Puts numbers and texts one after the other.
class Packer {
public:
    template <class T> void number(T value)
    {
        const auto at = m_bytes.size();
        m_bytes.resize(at + sizeof(T));
        std::memcpy(m_bytes.data() + at, &value, sizeof(T));
    }
    void block(std::span<const std::uint8_t> bytes)
    {
        number<std::uint64_t>(bytes.size());
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    void text(const std::string& value)
    {
        block({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
    }
    [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return m_bytes; }

private:
    std::vector<std::uint8_t> m_bytes;
};

/// Reads them back; past the end everything is 0 and ok() false.
class Unpacker {
public:
    explicit Unpacker(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    template <class T> T number()
    {
        T value{};
        if (m_bytes.size() < sizeof(T)) {
            m_ok = false;
            return value;
        }
        std::memcpy(&value, m_bytes.data(), sizeof(T));
        m_bytes = m_bytes.subspan(sizeof(T));
        return value;
    }
    std::vector<std::uint8_t> block()
    {
        const auto size = number<std::uint64_t>();
        if (size > m_bytes.size()) {
            m_ok = false;
            return {};
        }
        std::vector<std::uint8_t> out(m_bytes.begin(),
                                      m_bytes.begin() + static_cast<std::ptrdiff_t>(size));
        m_bytes = m_bytes.subspan(static_cast<std::size_t>(size));
        return out;
    }
    std::string text()
    {
        const std::vector<std::uint8_t> bytes = block();
        return {bytes.begin(), bytes.end()};
    }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    std::span<const std::uint8_t> m_bytes;
    bool m_ok = true;
};

} // namespace core::journal
