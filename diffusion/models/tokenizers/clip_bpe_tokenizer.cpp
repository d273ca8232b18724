#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/tokenizers/unicode_text.h"

namespace diffusion {
namespace {

using core::ErrorCode;

constexpr std::size_t kMaxMerges = 49152 - 256 - 2; // CLIP's size; a longer merges.txt is cut there
constexpr std::int64_t kClipLength = 77;
constexpr std::u32string_view kStart = U"<|startoftext|>";
constexpr std::u32string_view kEnd = U"<|endoftext|>";

Vocabulary readVocabulary(const std::filesystem::path& file)
{
    const nlohmann::json json = readJsonFile(file);
    const std::string name = (file.parent_path().filename() / file.filename()).string();
    if (!json.is_object() || json.empty()) {
        throw LoadError(ErrorCode::Unreadable, name + ": not a list of tokens; download it again");
    }
    Vocabulary vocabulary;
    for (const auto& [token, id] : json.items()) {
        if (!id.is_number_unsigned() || id > 10'000'000) {
            throw LoadError(ErrorCode::Unreadable, name + ": a token without a number");
        }
        vocabulary.emplace(token, id.get<std::int64_t>());
    }
    return vocabulary;
}

MergeList readMerges(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    if (!stream) {
        throw LoadError(ErrorCode::NotFound,
                        (file.parent_path().filename() / file.filename()).string() +
                            ": cannot be opened");
    }
    MergeList merges;
    std::string line;
    std::getline(stream, line); // the version
    while (std::getline(stream, line) && merges.size() < kMaxMerges) {
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        const std::size_t space = line.find(' ');
        if (space != std::string::npos && space > 0 && space + 1 < line.size()) {
            merges.emplace_back(line.substr(0, space), line.substr(space + 1));
        } else {
            merges.emplace_back(); // keeps its rank, matches nothing
        }
    }
    return merges;
}

/// The regular expression it stands for ignores case, and there the long s is an s.
char32_t foldLongS(char32_t c)
{
    return c == 0x017F ? U's' : c;
}

bool startsWith(std::u32string_view text, std::u32string_view literal)
{
    return text.size() >= literal.size() &&
           std::equal(literal.begin(), literal.end(), text.begin(),
                      [](char32_t a, char32_t b) { return a == foldLongS(b); });
}

/// Length of the word at the start of `text`, which is not white space.
std::size_t wordLength(std::u32string_view text)
{
    static constexpr std::array<std::u32string_view, 9> kLiterals{
        kStart, kEnd, U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"};
    for (const std::u32string_view literal : kLiterals) {
        if (startsWith(text, literal)) {
            return literal.size();
        }
    }
    if (isNumber(text.front())) {
        return 1;
    }
    const bool letters = isLetter(text.front());
    std::size_t length = 1;
    while (length < text.size()) {
        const char32_t c = text[length];
        const bool belongs =
            letters ? isLetter(c) : !isLetter(c) && !isNumber(c) && !isWhitespace(c);
        if (!belongs) {
            break;
        }
        ++length;
    }
    return length;
}

} // namespace

std::u32string cleanClipText(std::string_view text)
{
    std::u32string spaced;
    for (const char32_t c : decodeUtf8(text)) {
        const bool isSpace = c == U'\t' || c == U'\n' || c == U'\r';
        if (isSpace) {
            spaced += U' ';
        } else if (c == 0xFFFD || isOther(c)) {
            continue;
        } else if (isCjkIdeograph(c)) {
            spaced += U' ';
            spaced += c;
            spaced += U' ';
        } else {
            spaced += c;
        }
    }
    // Lower-casing looks at one word at a time: a final sigma depends on the word's end.
    std::u32string result;
    const std::u32string composed = normalizeNfc(spaced);
    std::size_t position = 0;
    while (position < composed.size()) {
        std::size_t end = position;
        while (end < composed.size() && !isWhitespace(composed[end])) {
            ++end;
        }
        if (end > position) {
            result += result.empty() ? U"" : U" ";
            result += toLower(std::u32string_view(composed).substr(position, end - position));
        }
        position = end + 1;
    }
    return result;
}

std::vector<std::u32string> splitClipWords(std::u32string_view text)
{
    std::vector<std::u32string> words;
    while (!text.empty()) {
        const std::size_t length = isWhitespace(text.front()) ? 0 : wordLength(text);
        if (length > 0) {
            words.emplace_back(text.substr(0, length));
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return words;
}

ClipBpeTokenizer::ClipBpeTokenizer(const std::filesystem::path& folder,
                                   const SpecialTokens& specials)
{
    const Vocabulary vocabulary = readVocabulary(folder / "vocab.json");
    const auto idOf = [&](const std::optional<std::string>& token, const std::string& fallback) {
        const std::string name = token.value_or(fallback);
        if (const auto found = vocabulary.find(name); found != vocabulary.end()) {
            return found->second;
        }
        if (const auto found = specials.added.find(name); found != specials.added.end()) {
            return found->second;
        }
        throw LoadError(ErrorCode::Unreadable, folder.filename().string() +
                                                   "/vocab.json: the special token " +
                                                   name.substr(0, 100) +
                                                   " is not in it; the tokenizer's files do not "
                                                   "belong together");
    };
    const std::string end = encodeUtf8(kEnd);
    m_bos = idOf(specials.bos, encodeUtf8(kStart));
    m_eos = idOf(specials.eos, end);
    m_pad = idOf(specials.pad, end);
    m_maxLength = specials.maxLength.value_or(kClipLength);
    const std::int64_t unknown = idOf(specials.unknown, end);

    std::map<std::string, std::int64_t> literals = specials.added;
    for (const auto* token : {&specials.bos, &specials.eos, &specials.pad, &specials.unknown}) {
        if (*token && !(*token)->empty()) {
            literals[**token] = idOf(*token, end);
        }
    }
    m_literals.assign(literals.begin(), literals.end());
    std::stable_sort(m_literals.begin(), m_literals.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    m_encoder =
        std::make_unique<BytePairEncoder>(vocabulary, readMerges(folder / "merges.txt"), unknown);
}

std::vector<std::int64_t> ClipBpeTokenizer::tokenize(std::string_view text) const
{
    std::vector<std::int64_t> ids;
    std::size_t plainStart = 0;
    std::size_t position = 0;
    while (position < text.size()) {
        const auto literal =
            std::find_if(m_literals.begin(), m_literals.end(), [&](const auto& candidate) {
                return text.compare(position, candidate.first.size(), candidate.first) == 0;
            });
        if (literal == m_literals.end()) {
            ++position;
            continue;
        }
        encodePlain(text.substr(plainStart, position - plainStart), ids);
        ids.push_back(literal->second);
        position += literal->first.size();
        plainStart = position;
    }
    encodePlain(text.substr(plainStart), ids);
    return ids;
}

void ClipBpeTokenizer::encodePlain(std::string_view text, std::vector<std::int64_t>& ids) const
{
    for (const std::u32string& word : splitClipWords(cleanClipText(text))) {
        if (startsWith(word, kStart) || startsWith(word, kEnd)) {
            ids.push_back(startsWith(word, kStart) ? m_bos : m_eos); // written in capitals
        } else {
            m_encoder->encode(encodeUtf8(word), ids);
        }
    }
}

} // namespace diffusion
