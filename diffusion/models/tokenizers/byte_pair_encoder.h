#pragma once

/// Byte-level byte-pair encoding (Sennrich et al. 2016, arXiv:1508.07909; on bytes: Radford et al.
/// 2019) with an end-of-word mark, as CLIP uses it. Immutable after construction; any thread.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace diffusion {

using MergeList = std::vector<std::pair<std::string, std::string>>;
using Vocabulary = std::unordered_map<std::string, std::int64_t>;

class BytePairEncoder {
public:
    /// `merges` in order of priority. A piece that is not in `vocabulary` gets `unknownId`.
    BytePairEncoder(const Vocabulary& vocabulary, const MergeList& merges, std::int64_t unknownId);

    /// Appends the ids of one word, given as its UTF-8 bytes.
    void encode(std::string_view word, std::vector<std::int64_t>& ids) const;

private:
    struct Merge {
        std::int32_t rank;
        std::int32_t result;
    };
    [[nodiscard]] std::int32_t intern(const std::string& symbol);
    [[nodiscard]] const Merge* find(std::int32_t left, std::int32_t right) const;

    std::unordered_map<std::string, std::int32_t> m_symbols;
    std::vector<std::int64_t> m_idOfSymbol;
    std::unordered_map<std::uint64_t, Merge> m_merges;
    std::array<std::int32_t, 256> m_byteSymbols{};     ///< inside a word
    std::array<std::int32_t, 256> m_lastByteSymbols{}; ///< with the end-of-word mark
};

} // namespace diffusion
