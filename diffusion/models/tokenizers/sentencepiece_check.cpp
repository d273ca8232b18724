#include "diffusion/models/tokenizers/sentencepiece_check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "diffusion/models/tokenizers/protobuf_fields.h"

namespace diffusion {
namespace {

using Kind = ProtobufField::Kind;

constexpr std::size_t kLargestTable = std::size_t{4} << 20; ///< those in use have 240 kB
constexpr std::size_t kLongestPiece = 4096;
constexpr std::size_t kMostPieces = 2'000'000;

/// Well-formed UTF-8 without a zero.
bool isText(std::string_view text)
{
    constexpr std::uint32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80 ? 0 : lead < 0xC0 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (lead == 0 || more < 0 || lead > 0xF4 ||
            i + static_cast<std::size_t>(more) >= text.size()) {
            return false;
        }
        std::uint32_t code = more == 0 ? lead : lead & (0x3FU >> more);
        for (int k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if ((next & 0xC0U) != 0x80U) {
                return false;
            }
            code = code << 6 | (next & 0x3FU);
        }
        if (code < kSmallest[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
            return false;
        }
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

/// One unit of a double array trie.
struct Unit {
    std::uint32_t bits = 0;

    [[nodiscard]] std::uint32_t label() const { return bits & (0x80000000U | 0xFFU); }
    [[nodiscard]] bool hasLeaf() const { return (bits >> 8 & 1U) != 0; }
    [[nodiscard]] std::uint32_t value() const { return bits & 0x7FFFFFFFU; }
    [[nodiscard]] std::uint32_t offset() const { return bits >> 10 << ((bits & 0x200U) >> 6); }
};

/// Walks every way through a trie.
class TrieCheck {
public:
    TrieCheck(std::vector<Unit> units, std::size_t textBytes)
        : m_units(std::move(units)), m_textBytes(textBytes), m_matches(m_units.size(), kUnknown)
    {
    }

    /// Empty, or what is wrong.
    std::string run()
    {
        const std::uint32_t start = m_units.front().offset();
        if (!enter(start)) {
            return m_fault;
        }
        while (!m_path.empty()) {
            Place& place = m_path.back();
            if (place.next > 0xFF) {
                leave();
            } else if (!follow(place, place.next++)) {
                return m_fault;
            }
        }
        return {};
    }

private:
    static constexpr int kUnknown = -1, kOnPath = -2;
    static constexpr int kMostMatches = 32; ///< of one text, that the library has room for
    static constexpr std::size_t kDeepest = 1024;

    struct Place {
        std::uint32_t node = 0;
        std::uint32_t next = 0; ///< byte to follow
        int matches = 0;        ///< most that end below here
        int own = 0;            ///< whether one ends where this was entered
    };

    bool fail(const char* why)
    {
        m_fault = why;
        return false;
    }

    /// The node from which bytes lead on; all of them must be inside.
    bool enter(std::uint32_t node, int own = 0)
    {
        if ((node | 0xFFU) >= m_units.size()) {
            return fail("its normalisation leads outside of its table");
        }
        if (m_path.size() >= kDeepest) {
            return fail("its normalisation has texts that are too long");
        }
        m_matches[node] = kOnPath;
        m_path.push_back({node, 0, 0, own});
        return true;
    }

    bool follow(Place& place, std::uint32_t byte)
    {
        const std::uint32_t at = place.node ^ byte;
        const Unit unit = m_units[at];
        if (unit.label() != byte) {
            return true;
        }
        const std::uint32_t node = at ^ unit.offset();
        if (node >= m_units.size()) {
            return fail("its normalisation leads outside of its table");
        }
        if (unit.hasLeaf() && m_units[node].value() >= m_textBytes) {
            return fail("its normalisation names a text outside of its table");
        }
        const int own = unit.hasLeaf() ? 1 : 0;
        if (m_matches[node] == kOnPath) {
            return fail("its normalisation goes in circles");
        }
        if (m_matches[node] == kUnknown) {
            return enter(node, own);
        }
        place.matches = std::max(place.matches, own + m_matches[node]);
        return place.matches <= kMostMatches || fail("its normalisation is ambiguous");
    }

    void leave()
    {
        const Place done = m_path.back();
        m_path.pop_back();
        m_matches[done.node] = done.matches;
        if (!m_path.empty()) {
            m_path.back().matches = std::max(m_path.back().matches, done.own + done.matches);
            if (m_path.back().matches > kMostMatches) {
                m_path.back().matches = kMostMatches + 1;
                m_ambiguous = true;
            }
        }
    }

public:
    [[nodiscard]] bool isAmbiguous() const { return m_ambiguous; }

private:
    std::vector<Unit> m_units;
    std::size_t m_textBytes;
    std::vector<int> m_matches; ///< by node: most that end below it
    std::vector<Place> m_path;
    std::string m_fault;
    bool m_ambiguous = false;
};

std::string faultOfPiece(std::string_view message, std::set<std::string_view>& known)
{
    ProtobufFields fields(message);
    std::string_view piece;
    while (const auto field = fields.next()) {
        if (field->number == 1 && field->kind == Kind::Bytes) {
            piece = field->bytes;
        } else if (field->number == 2 && field->kind == Kind::Fixed32) {
            const auto score = std::bit_cast<float>(static_cast<std::uint32_t>(field->value));
            if (!std::isfinite(score)) {
                return "a piece has a score that is no number";
            }
        } else if (field->number == 3 && field->kind == Kind::Varint) {
            constexpr std::uint64_t kKinds = 6;
            if (field->value < 1 || field->value > kKinds) {
                return "a piece is of an unknown kind";
            }
        } else if (field->number <= 3) {
            return "a piece is damaged";
        }
    }
    if (!fields.isWhole() || piece.empty() || piece.size() > kLongestPiece || !isText(piece)) {
        return "a piece is damaged";
    }
    return known.insert(piece).second ? std::string() : "a piece is there twice";
}

std::string faultOfNormalizer(std::string_view message)
{
    ProtobufFields fields(message);
    while (const auto field = fields.next()) {
        const bool isTable = field->number == 2;
        if (isTable && field->kind != Kind::Bytes) {
            return "its normalisation is damaged";
        }
        if (isTable && !field->bytes.empty()) {
            if (std::string fault = faultOfCharacterMap(field->bytes); !fault.empty()) {
                return fault;
            }
        }
    }
    return fields.isWhole() ? std::string() : "its normalisation is damaged";
}

} // namespace

std::string faultOfCharacterMap(std::string_view table)
{
    const auto wordAt = [&table](std::size_t at) {
        std::uint32_t word = 0;
        for (std::size_t i = 0; i < sizeof word; ++i) {
            word |= static_cast<std::uint32_t>(static_cast<unsigned char>(table[at + i])) << 8 * i;
        }
        return word;
    };
    constexpr std::size_t kWord = sizeof(std::uint32_t);
    const char* const kDamaged = "its normalisation is damaged";
    if (table.size() < 2 * kWord || table.size() > kLargestTable) {
        return kDamaged;
    }
    const std::size_t trieBytes = wordAt(0);
    if (trieBytes % kWord != 0 || trieBytes == 0 || trieBytes >= table.size() - kWord) {
        return kDamaged;
    }
    const std::string_view texts = table.substr(kWord + trieBytes);
    if (texts.back() != '\0') {
        return "its normalisation has a text without an end";
    }
    for (std::size_t at = 0; at < texts.size();) {
        const std::string_view text = texts.substr(at, texts.find('\0', at) - at);
        if (!isText(text)) {
            return "its normalisation has a text that is no UTF-8";
        }
        at += text.size() + 1;
    }
    std::vector<Unit> units(trieBytes / kWord);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].bits = wordAt(kWord + i * kWord);
    }
    TrieCheck check(std::move(units), texts.size());
    std::string fault = check.run();
    return fault.empty() && check.isAmbiguous() ? "its normalisation is ambiguous" : fault;
}

std::string faultOfSentencePieceModel(std::string_view model)
{
    if (model.size() > kLargestSentencePieceModel) {
        return "it is larger than any vocabulary";
    }
    std::set<std::string_view> pieces;
    ProtobufFields fields(model);
    while (const auto field = fields.next()) {
        constexpr std::uint32_t kPieces = 1, kTrainer = 2, kNormalizer = 3, kTests = 4,
                                kDenormalizer = 5;
        if (field->number <= kDenormalizer && field->kind != Kind::Bytes) {
            return "it is damaged";
        }
        std::string fault;
        if (field->number == kPieces) {
            fault = faultOfPiece(field->bytes, pieces);
        } else if (field->number == kNormalizer || field->number == kDenormalizer) {
            fault = faultOfNormalizer(field->bytes);
        } else if (field->number == kTests && !field->bytes.empty()) {
            fault = "it brings tests along"; // which would be run before it is used
        } else if (field->number != kTrainer) {
            fault = "it has parts that no SentencePiece model has";
        }
        if (!fault.empty()) {
            return fault;
        }
        if (pieces.size() > kMostPieces) {
            return "it is larger than any vocabulary";
        }
    }
    if (!fields.isWhole()) {
        return "it is damaged";
    }
    return pieces.empty() ? "it has no pieces" : std::string();
}

} // namespace diffusion
