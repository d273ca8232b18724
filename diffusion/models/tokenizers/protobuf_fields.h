#pragma once

/// The fields of a protobuf message, one after the other, within its bytes. std only. Any thread.

#include <cstdint>
#include <optional>
#include <string_view>

namespace diffusion {

struct ProtobufField {
    enum class Kind { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
    std::uint32_t number = 0;
    Kind kind = Kind::Varint;
    std::uint64_t value = 0; ///< but for Bytes
    std::string_view bytes;  ///< of Bytes
};

class ProtobufFields {
public:
    explicit ProtobufFields(std::string_view message) : m_rest(message) {}

    /// The next field; nothing at the end and where no field can be read.
    [[nodiscard]] std::optional<ProtobufField> next();
    /// Whether the message ended as it should.
    [[nodiscard]] bool isWhole() const { return !m_broken && m_rest.empty(); }

private:
    [[nodiscard]] std::uint64_t varint();
    [[nodiscard]] std::string_view take(std::uint64_t count);
    [[nodiscard]] std::uint64_t fixed(std::uint64_t count);

    std::string_view m_rest;
    bool m_broken = false;
};

} // namespace diffusion
