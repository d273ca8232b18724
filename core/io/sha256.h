#pragma once

/// SHA-256 (FIPS 180-4), to tell weight files apart. One object, one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace core {

class Sha256 {
public:
    void add(std::span<const std::uint8_t> bytes);
    /// 64 lower-case hexadecimal digits; nothing may be added afterwards.
    [[nodiscard]] std::string finish();

private:
    void processBlock(const std::uint8_t* block);

    std::array<std::uint32_t, 8> m_state{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                         0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
    std::array<std::uint8_t, 64> m_open{}; ///< bytes of the block that is not full yet
    std::size_t m_openCount = 0;
    std::uint64_t m_length = 0; ///< bytes
};

} // namespace core
