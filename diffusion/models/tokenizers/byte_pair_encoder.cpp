#include "diffusion/models/tokenizers/byte_pair_encoder.h"

#include <limits>

#include "diffusion/models/tokenizers/unicode_text.h"

namespace diffusion {
namespace {

constexpr const char* kEndOfWord = "</w>";

/// The format writes every byte as a printable character: printable Latin-1 as itself, the others
/// as the characters from U+0100 on, in order.
std::array<std::string, 256> byteCharacters()
{
    std::array<std::string, 256> characters;
    char32_t next = 0x100;
    for (int byte = 0; byte < 256; ++byte) {
        const bool printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) ||
                               (byte >= 174 && byte <= 255);
        const char32_t c = printable ? static_cast<char32_t>(byte) : next++;
        characters[static_cast<std::size_t>(byte)] = encodeUtf8(std::u32string(1, c));
    }
    return characters;
}

std::uint64_t pairKey(std::int32_t left, std::int32_t right)
{
    return (static_cast<std::uint64_t>(left) << 32U) | static_cast<std::uint32_t>(right);
}

} // namespace

BytePairEncoder::BytePairEncoder(const Vocabulary& vocabulary, const MergeList& merges,
                                 std::int64_t unknownId)
{
    const std::array<std::string, 256> characters = byteCharacters();
    for (std::size_t byte = 0; byte < 256; ++byte) {
        m_byteSymbols[byte] = intern(characters[byte]);
        m_lastByteSymbols[byte] = intern(characters[byte] + kEndOfWord);
    }
    std::int32_t rank = 0;
    for (const auto& [left, right] : merges) {
        const std::uint64_t key = pairKey(intern(left), intern(right));
        m_merges.insert_or_assign(key, Merge{rank++, intern(left + right)});
    }
    m_idOfSymbol.assign(m_symbols.size(), unknownId);
    for (const auto& [symbol, index] : m_symbols) {
        if (const auto found = vocabulary.find(symbol); found != vocabulary.end()) {
            m_idOfSymbol[static_cast<std::size_t>(index)] = found->second;
        }
    }
}

std::int32_t BytePairEncoder::intern(const std::string& symbol)
{
    return m_symbols.emplace(symbol, static_cast<std::int32_t>(m_symbols.size())).first->second;
}

const BytePairEncoder::Merge* BytePairEncoder::find(std::int32_t left, std::int32_t right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

void BytePairEncoder::encode(std::string_view word, std::vector<std::int64_t>& ids) const
{
    if (word.empty()) {
        return;
    }
    std::vector<std::int32_t> symbols;
    for (const char c : word) {
        symbols.push_back(m_byteSymbols[static_cast<unsigned char>(c)]);
    }
    symbols.back() = m_lastByteSymbols[static_cast<unsigned char>(word.back())];

    while (symbols.size() > 1) {
        const Merge* best = nullptr;
        std::uint64_t bestPair = 0;
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const Merge* merge = find(symbols[i], symbols[i + 1]);
            if (merge != nullptr && (best == nullptr || merge->rank < best->rank)) {
                best = merge;
                bestPair = pairKey(symbols[i], symbols[i + 1]);
            }
        }
        if (best == nullptr) {
            break;
        }
        std::size_t kept = 0; // every occurrence is merged, from left to right
        for (std::size_t i = 0; i < symbols.size(); ++i, ++kept) {
            const bool merges =
                i + 1 < symbols.size() && pairKey(symbols[i], symbols[i + 1]) == bestPair;
            symbols[kept] = merges ? best->result : symbols[i];
            i += merges ? 1 : 0;
        }
        symbols.resize(kept);
    }
    for (const std::int32_t symbol : symbols) {
        ids.push_back(m_idOfSymbol[static_cast<std::size_t>(symbol)]);
    }
}

} // namespace diffusion
