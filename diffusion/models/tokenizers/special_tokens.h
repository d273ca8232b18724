#pragma once

/// The special tokens of a tokenizer folder, as its JSON files state them.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace diffusion {

struct SpecialTokens {
    std::optional<std::string> bos, eos, pad, unknown;
    std::map<std::string, std::int64_t> added; ///< further tokens with their ids
    std::optional<std::int64_t> maxLength;     ///< model_max_length
};

/// Reads tokenizer_config.json, then special_tokens_map.json, which wins; both may be absent.
[[nodiscard]] SpecialTokens readSpecialTokens(const std::filesystem::path& folder);

} // namespace diffusion
