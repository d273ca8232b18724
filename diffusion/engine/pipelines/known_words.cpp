#include "diffusion/engine/pipelines/known_words.h"

#include <algorithm>

namespace diffusion {
namespace {

/// Letters of ASCII, and every byte of a letter beyond it.
bool isOfWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

std::string small(std::string word)
{
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return word;
}

} // namespace

std::string withKnownWords(const std::string& text, const Synonyms& synonyms)
{
    std::string out;
    auto at = text.begin();
    while (at != text.end()) {
        const auto end = std::find_if_not(at, text.end(), &isOfWord);
        if (end == at) {
            out += *at++;
            continue;
        }
        const std::string word(at, end);
        const auto known = synonyms.find(small(word));
        out += known == synonyms.end() ? word : known->second;
        at = end;
    }
    return out;
}

} // namespace diffusion
