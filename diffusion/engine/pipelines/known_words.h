#pragma once

/// Words that a model was never taught, said in those it knows. Any thread.

#include <map>
#include <string>

namespace diffusion {

/// A word in small letters -> what is said instead.
using Synonyms = std::map<std::string, std::string>;

/// The text with every whole word that the table has replaced, whatever its case; the rest, the
/// white space too, stays as it is.
[[nodiscard]] std::string withKnownWords(const std::string& text, const Synonyms& synonyms);

} // namespace diffusion
