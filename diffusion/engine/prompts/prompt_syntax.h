#pragma once

/// How people weigh the parts of a prompt, as web UIs for Stable Diffusion taught it:
///
///   (words)         1.1 times as strong; nests, ((words)) is 1.21 times
///   [words]         1.1 times as weak
///   (words:1.3)     1.3 times as strong; (words:0.5) half
///   \( \) \[ \] \\  the character itself
///   BREAK           what follows begins a new chunk
///
/// Brackets that nobody closes reach to the end; a closing one without an opening is text.
/// Pure functions; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace diffusion {

struct PromptPiece {
    std::string text;
    double weight = 1.0;
    bool breakBefore = false; ///< begins a new chunk

    friend bool operator==(const PromptPiece&, const PromptPiece&) = default;
};

/// Pieces in order, neighbours of one weight joined; none for an empty prompt.
[[nodiscard]] std::vector<PromptPiece> parsePrompt(std::string_view prompt);

/// The words alone, for models that know no weights. A prompt without any of the characters above
/// comes back unchanged.
[[nodiscard]] std::string promptWithoutWeights(std::string_view prompt);

struct NamedPart {
    std::string text;
    int name = -1; ///< index of the name that this part is; -1 = ordinary text
};

/// Cuts `text` where one of `names` stands as a word of its own, whatever its case and with or
/// without "embedding:" before it. The longest name wins.
[[nodiscard]] std::vector<NamedPart> splitAtNames(std::string_view text,
                                                  const std::vector<std::string>& names);

} // namespace diffusion
