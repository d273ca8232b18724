#include "diffusion/models/tokenizers/protobuf_fields.h"

namespace diffusion {

std::uint64_t ProtobufFields::varint()
{
    constexpr int kMostBits = 63;
    std::uint64_t value = 0;
    for (int shift = 0; shift <= kMostBits; shift += 7) {
        if (m_rest.empty()) {
            break;
        }
        const auto byte = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80U) {
            return value;
        }
    }
    m_broken = true;
    return 0;
}

std::string_view ProtobufFields::take(std::uint64_t count)
{
    if (count > m_rest.size()) {
        m_broken = true;
        return {};
    }
    const std::string_view out = m_rest.substr(0, static_cast<std::size_t>(count));
    m_rest.remove_prefix(out.size());
    return out;
}

std::uint64_t ProtobufFields::fixed(std::uint64_t count)
{
    std::uint64_t value = 0;
    int shift = 0;
    for (const char c : take(count)) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
        shift += 8;
    }
    return value;
}

std::optional<ProtobufField> ProtobufFields::next()
{
    using Kind = ProtobufField::Kind;
    constexpr std::uint64_t kLargestNumber = (1U << 29) - 1;
    if (m_broken || m_rest.empty()) {
        return std::nullopt;
    }
    const std::uint64_t tag = varint();
    ProtobufField field;
    field.number = static_cast<std::uint32_t>(tag >> 3);
    field.kind = static_cast<Kind>(tag & 7U);
    if (tag >> 3 == 0 || tag >> 3 > kLargestNumber) {
        m_broken = true;
        return std::nullopt;
    }
    switch (field.kind) {
    case Kind::Varint:
        field.value = varint();
        break;
    case Kind::Fixed64:
        field.value = fixed(sizeof(std::uint64_t));
        break;
    case Kind::Fixed32:
        field.value = fixed(sizeof(std::uint32_t));
        break;
    case Kind::Bytes:
        field.bytes = take(varint());
        break;
    default:
        m_broken = true; // groups, which nobody writes any more
    }
    return m_broken ? std::nullopt : std::optional(field);
}

} // namespace diffusion
