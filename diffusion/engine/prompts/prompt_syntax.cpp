#include "diffusion/engine/prompts/prompt_syntax.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace diffusion {
namespace {

constexpr double kStep = 1.1; // what one pair of brackets means, by custom
constexpr std::string_view kBreak = "BREAK";
constexpr std::string_view kEmbeddingPrefix = "embedding:";

bool isSpace(char c)
{
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// Letters, digits, and all bytes of characters beyond ASCII.
bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '-';
}

char lowered(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// ": 1.25 )" at the front of `rest`: the number, and how many characters it all is.
struct ClosingWeight {
    double weight = 1.0;
    std::size_t length = 0;
};

std::optional<ClosingWeight> closingWeight(std::string_view rest)
{
    std::size_t i = 1; // behind the colon
    while (i < rest.size() && isSpace(rest[i])) {
        ++i;
    }
    if (i < rest.size() && rest[i] == '+') {
        ++i;
    }
    ClosingWeight out;
    const char* const begin = rest.data() + i;
    const char* const end = rest.data() + rest.size();
    const auto [stop, error] = std::from_chars(begin, end, out.weight, std::chars_format::fixed);
    if (error != std::errc() || stop == begin || !(out.weight >= -10.0 && out.weight <= 10.0)) {
        return std::nullopt;
    }
    i = static_cast<std::size_t>(stop - rest.data());
    while (i < rest.size() && isSpace(rest[i])) {
        ++i;
    }
    if (i >= rest.size() || rest[i] != ')') {
        return std::nullopt;
    }
    out.length = i + 1;
    return out;
}

class PromptParser {
public:
    explicit PromptParser(std::string_view prompt) : m_rest(prompt) {}

    std::vector<PromptPiece> parse()
    {
        while (!m_rest.empty()) {
            m_rest.remove_prefix(next());
        }
        for (const std::size_t start : m_round) {
            multiplyFrom(start, kStep);
        }
        for (const std::size_t start : m_square) {
            multiplyFrom(start, 1.0 / kStep);
        }
        return joined();
    }

private:
    /// Handles what comes next and says how many characters that was.
    std::size_t next()
    {
        const char c = m_rest.front();
        if (c == '\\' && m_rest.size() > 1 && std::string_view("()[]\\").find(m_rest[1]) !=
                                                  std::string_view::npos) {
            append(m_rest[1]);
            return 2;
        }
        if (c == '(' || c == '[') {
            (c == '(' ? m_round : m_square).push_back(m_pieces.size());
            m_open = false;
            return 1;
        }
        if (c == ')' && !m_round.empty()) {
            close(m_round, kStep);
            return 1;
        }
        if (c == ']' && !m_square.empty()) {
            close(m_square, 1.0 / kStep);
            return 1;
        }
        if (c == ':' && !m_round.empty()) {
            if (const auto weight = closingWeight(m_rest)) {
                close(m_round, weight->weight);
                return weight->length;
            }
        }
        if (const std::size_t length = breakLength(); length > 0) {
            m_open = false;
            m_break = true;
            m_previous = ' ';
            return length;
        }
        append(c);
        return 1;
    }

    /// Length of "BREAK" as a word of its own with the space behind it; 0 if there is none.
    [[nodiscard]] std::size_t breakLength() const
    {
        if (!m_rest.starts_with(kBreak) || isWordByte(m_previous) ||
            (m_rest.size() > kBreak.size() && isWordByte(m_rest[kBreak.size()]))) {
            return 0;
        }
        std::size_t length = kBreak.size();
        while (length < m_rest.size() && isSpace(m_rest[length])) {
            ++length;
        }
        return length;
    }

    void append(char c)
    {
        if (!m_open) {
            m_pieces.push_back({"", 1.0, m_break});
            m_open = true;
            m_break = false;
        }
        m_pieces.back().text += c;
        m_previous = c;
    }

    void close(std::vector<std::size_t>& brackets, double factor)
    {
        multiplyFrom(brackets.back(), factor);
        brackets.pop_back();
        m_open = false;
        m_previous = ' ';
    }

    void multiplyFrom(std::size_t start, double factor)
    {
        for (std::size_t i = start; i < m_pieces.size(); ++i) {
            m_pieces[i].weight *= factor;
        }
    }

    [[nodiscard]] std::vector<PromptPiece> joined() const
    {
        std::vector<PromptPiece> out;
        for (const PromptPiece& piece : m_pieces) {
            if (!out.empty() && !piece.breakBefore && out.back().weight == piece.weight) {
                out.back().text += piece.text;
            } else {
                out.push_back(piece);
            }
        }
        return out;
    }

    std::string_view m_rest;
    std::vector<PromptPiece> m_pieces;
    std::vector<std::size_t> m_round;  ///< for each open bracket the piece it begins with
    std::vector<std::size_t> m_square;
    bool m_open = false;               ///< whether text goes on in the last piece
    bool m_break = false;              ///< whether the next piece begins a chunk
    char m_previous = ' ';
};

bool matchesAt(std::string_view text, std::size_t at, std::string_view name)
{
    if (name.empty() || text.size() - at < name.size()) {
        return false;
    }
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (lowered(text[at + i]) != lowered(name[i])) {
            return false;
        }
    }
    const std::size_t end = at + name.size();
    const bool freeBefore = at == 0 || !isWordByte(text[at - 1]) || !isWordByte(name.front());
    const bool freeAfter = end == text.size() || !isWordByte(text[end]) || !isWordByte(name.back());
    return freeBefore && freeAfter;
}

} // namespace

std::vector<PromptPiece> parsePrompt(std::string_view prompt)
{
    return PromptParser(prompt).parse();
}

std::string promptWithoutWeights(std::string_view prompt)
{
    std::string out;
    for (const PromptPiece& piece : parsePrompt(prompt)) {
        if (piece.breakBefore && !out.empty() && !isSpace(out.back())) {
            out += ' ';
        }
        out += piece.text;
    }
    return out;
}

std::vector<NamedPart> splitAtNames(std::string_view text, const std::vector<std::string>& names)
{
    std::vector<NamedPart> out;
    std::string plain;
    const auto flush = [&] {
        if (!plain.empty()) {
            out.push_back({plain, -1});
            plain.clear();
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        int best = -1;
        for (std::size_t n = 0; n < names.size(); ++n) {
            const bool longer =
                best < 0 || names[n].size() > names[static_cast<std::size_t>(best)].size();
            if (longer && matchesAt(text, at, names[n])) {
                best = static_cast<int>(n);
            }
        }
        if (best < 0) {
            plain += text[at++];
            continue;
        }
        const std::size_t length = names[static_cast<std::size_t>(best)].size();
        std::string tail = plain.substr(plain.size() - std::min(plain.size(), kEmbeddingPrefix.size()));
        std::transform(tail.begin(), tail.end(), tail.begin(), lowered);
        if (tail == kEmbeddingPrefix) {
            plain.resize(plain.size() - kEmbeddingPrefix.size());
        }
        flush();
        out.push_back({std::string(text.substr(at, length)), best});
        at += length;
    }
    flush();
    return out;
}

} // namespace diffusion
