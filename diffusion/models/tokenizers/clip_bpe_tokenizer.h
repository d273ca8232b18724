#pragma once

/// CLIP's tokenizer: clean, normalise, lower-case, split into words, byte-pair encode.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diffusion/models/tokenizer.h"
#include "diffusion/models/tokenizers/byte_pair_encoder.h"
#include "diffusion/models/tokenizers/special_tokens.h"

namespace diffusion {

class ClipBpeTokenizer final : public Tokenizer {
public:
    /// Reads vocab.json and merges.txt of `folder`. Throws LoadError.
    ClipBpeTokenizer(const std::filesystem::path& folder, const SpecialTokens& specials);

    [[nodiscard]] std::vector<std::int64_t> tokenize(std::string_view text) const override;
    [[nodiscard]] std::optional<std::int64_t> bosId() const override { return m_bos; }
    [[nodiscard]] std::optional<std::int64_t> eosId() const override { return m_eos; }
    [[nodiscard]] std::int64_t padId() const override { return m_pad; }
    [[nodiscard]] std::int64_t maxLength() const override { return m_maxLength; }

private:
    void encodePlain(std::string_view text, std::vector<std::int64_t>& ids) const;

    std::int64_t m_bos = 0;
    std::int64_t m_eos = 0;
    std::int64_t m_pad = 0;
    std::int64_t m_maxLength = 77;
    /// Matched inside prompts before anything else, longest first.
    std::vector<std::pair<std::string, std::int64_t>> m_literals;
    std::unique_ptr<const BytePairEncoder> m_encoder;
};

/// What a prompt is after cleaning: controls dropped, ideographs set apart, NFC, runs of white space
/// collapsed, lower case. Exposed for tests.
[[nodiscard]] std::u32string cleanClipText(std::string_view text);

/// Splits cleaned text into the words that are encoded each on its own: contractions, runs of
/// letters, single digits, runs of anything else. Exposed for tests.
[[nodiscard]] std::vector<std::u32string> splitClipWords(std::u32string_view text);

} // namespace diffusion
