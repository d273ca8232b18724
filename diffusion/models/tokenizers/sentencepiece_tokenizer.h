#pragma once

/// SentencePiece (Kudo and Richardson 2018, arXiv:1808.06226) through the shared module.

#include <filesystem>
#include <memory>

#include "diffusion/models/tokenizer.h"
#include "diffusion/models/tokenizers/special_tokens.h"

namespace diffusion {

/// Opens `model` through the module in `moduleFolder`; see createTokenizer for the special tokens.
/// Throws LoadError.
[[nodiscard]] std::shared_ptr<const Tokenizer> openSentencePiece(
    const std::filesystem::path& model, const SpecialTokens& specials,
    const std::filesystem::path& moduleFolder);

} // namespace diffusion
