// Prompts: their syntax and how their text is cleaned and split.

#include <cmath>
#include <cstdint>
#include <string_view>

#include "diffusion/engine/prompts/prompt_syntax.h"
#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& piece : diffusion::parsePrompt(text)) {
        if (!std::isfinite(piece.weight)) {
            __builtin_trap(); // it would make the whole picture not a number
        }
        static_cast<void>(diffusion::splitAtNames(piece.text, {"boat", "red boat", "(", ""}));
    }
    static_cast<void>(diffusion::promptWithoutWeights(text));
    static_cast<void>(diffusion::splitClipWords(diffusion::cleanClipText(text)));
    return 0;
}
