#pragma once

/// From a prompt to token ids. Immutable after creation; any thread.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace diffusion {

class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// The ids of the text alone: no special tokens, no padding, no limit. `text` is UTF-8; broken
    /// sequences count as U+FFFD.
    [[nodiscard]] virtual std::vector<std::int64_t> tokenize(std::string_view text) const = 0;

    [[nodiscard]] virtual std::optional<std::int64_t> bosId() const = 0;
    [[nodiscard]] virtual std::optional<std::int64_t> eosId() const = 0;
    [[nodiscard]] virtual std::int64_t padId() const = 0;

    /// tokenizer_config.json's model_max_length (77 for CLIP).
    [[nodiscard]] virtual std::int64_t maxLength() const = 0;

    /// Ids exactly `length` long: [bos] text... [eos], text cut to fit, padded on the right with
    /// padId. `length` 0 means maxLength().
    [[nodiscard]] std::vector<std::int64_t> encode(std::string_view text,
                                                   std::int64_t length = 0) const;

    /// How many tokens of the text fit beside the special ones, for telling the user what is cut.
    [[nodiscard]] std::int64_t textCapacity(std::int64_t length = 0) const;
};

/// Reads a diffusers `tokenizer` folder. What is in it decides:
///  - vocab.json and merges.txt: CLIP's byte-level BPE (Radford et al. 2021), lower-casing, NFC.
///    Special tokens come from special_tokens_map.json, then tokenizer_config.json. The pad token
///    ("<|endoftext|>", or "!" for SD 2 and SDXL's second) is also matched inside prompts.
///  - spiece.model (or sentencepiece.model, tokenizer.model): SentencePiece, through the module
///    stillwater_sentencepiece.so in `moduleFolder`. tokenizer_config.json gives model_max_length
///    (default 77; larger than 10000 counts as 512), bos_token, eos_token and pad_token (which
///    special_tokens_map.json may override), each a piece looked up in the model's vocabulary. No
///    bos_token means no bos; eos_token defaults to "</s>", pad_token to "<pad>", else to eos, else
///    to 0. T5: no bos, eos appended, "<pad>" = 0.
/// Throws LoadError: NotFound, Unreadable, Unsupported (built without SentencePiece).
[[nodiscard]] std::shared_ptr<const Tokenizer> createTokenizer(
    const std::filesystem::path& folder, const std::filesystem::path& moduleFolder);

} // namespace diffusion
