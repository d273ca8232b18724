#include "diffusion/models/tokenizers/special_tokens.h"

#include <nlohmann/json.hpp>

#include "diffusion/models/networks/config_reader.h"

namespace diffusion {
namespace {

/// A token is text, or an object with the text in `content`.
void readToken(const nlohmann::json& json, const char* key, std::optional<std::string>& token)
{
    const auto found = json.find(key);
    if (found == json.end()) {
        return;
    }
    if (found->is_string()) {
        token = found->get<std::string>();
    } else if (found->is_object() && found->contains("content") &&
               (*found)["content"].is_string()) {
        token = (*found)["content"].get<std::string>();
    } else {
        token.reset();
    }
}

void readTokens(const nlohmann::json& json, SpecialTokens& tokens)
{
    readToken(json, "bos_token", tokens.bos);
    readToken(json, "eos_token", tokens.eos);
    readToken(json, "pad_token", tokens.pad);
    readToken(json, "unk_token", tokens.unknown);
}

void readAddedTokens(const nlohmann::json& json, SpecialTokens& tokens)
{
    const auto found = json.find("added_tokens_decoder");
    if (found == json.end() || !found->is_object()) {
        return;
    }
    for (const auto& [id, token] : found->items()) {
        const bool isNumber = !id.empty() && id.size() < 10 &&
                              id.find_first_not_of("0123456789") == std::string::npos;
        std::optional<std::string> content;
        readToken(*found, id.c_str(), content);
        if (isNumber && content) {
            tokens.added[*content] = std::stoll(id);
        }
    }
}

} // namespace

SpecialTokens readSpecialTokens(const std::filesystem::path& folder)
{
    SpecialTokens tokens;
    if (std::filesystem::exists(folder / "tokenizer_config.json")) {
        const nlohmann::json json = readJsonFile(folder / "tokenizer_config.json");
        if (json.is_object()) {
            readTokens(json, tokens);
            readAddedTokens(json, tokens);
            const auto length = json.find("model_max_length");
            // "No limit" is written as a number near 1e30.
            constexpr double kLongest = 10000;
            if (length != json.end() && length->is_number() && length->get<double>() >= 2) {
                tokens.maxLength = length->get<double>() > kLongest
                                       ? 512
                                       : static_cast<std::int64_t>(length->get<double>());
            }
        }
    }
    if (std::filesystem::exists(folder / "special_tokens_map.json")) {
        const nlohmann::json json = readJsonFile(folder / "special_tokens_map.json");
        if (json.is_object()) {
            readTokens(json, tokens);
        }
    }
    return tokens;
}

} // namespace diffusion
