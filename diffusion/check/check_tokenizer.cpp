// Section tokenizer: cases/tokenizer.json, prompts with the ids the reference gives them.

#include "diffusion/check/check_sections.h"

#include <algorithm>

#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"

namespace diffusion::check {
namespace {

using Ids = std::vector<std::int64_t>;

/// The tokenizers the file has ids for; a null pointer where the vocabulary is not there.
struct Tokenizers {
    std::unique_ptr<ClipBpeTokenizer> full;
    std::unique_ptr<ClipBpeTokenizer> paddedWithBang; ///< the same with pad token "!"
    std::unique_ptr<ClipBpeTokenizer> small;          ///< models/sd15/tokenizer
};

Tokenizers openTokenizers(const std::filesystem::path& root)
{
    Tokenizers tokenizers;
    const std::filesystem::path full = root / "common" / "clip_tokenizer";
    if (std::filesystem::exists(full / "vocab.json")) {
        SpecialTokens specials = readSpecialTokens(full);
        tokenizers.full = std::make_unique<ClipBpeTokenizer>(full, specials);
        specials.pad = std::string(1, '!');
        tokenizers.paddedWithBang = std::make_unique<ClipBpeTokenizer>(full, specials);
    }
    const std::filesystem::path small = root / "models" / "sd15" / "tokenizer";
    if (std::filesystem::exists(small / "vocab.json")) {
        tokenizers.small = std::make_unique<ClipBpeTokenizer>(small, readSpecialTokens(small));
    }
    return tokenizers;
}

std::string listed(const Ids& ids)
{
    constexpr std::size_t kShown = 24;
    std::string text = "[";
    for (std::size_t i = 0; i < std::min(ids.size(), kShown); ++i) {
        text += std::to_string(ids[i]);
        text += i + 1 < ids.size() ? " " : "";
    }
    text += ids.size() > kShown ? "...]" : "]";
    return text;
}

void compareIds(const char* what, const ClipBpeTokenizer* tokenizer, const nlohmann::json& json,
                const char* key, Comparison& comparison)
{
    if (tokenizer == nullptr || !json.contains(key)) {
        return;
    }
    const Ids expected = json.at(key).get<Ids>();
    Ids actual = tokenizer->tokenize(json.at("text").get<std::string>());
    if (std::string(key) == "ids_trunc_vocab") {
        actual.resize(std::min<std::size_t>(actual.size(), 120)); // the file keeps no more
    }
    comparison.require(std::string(what) + " " + listed(actual) + " instead of " + listed(expected),
                       actual == expected);
}

} // namespace

std::vector<CaseResult> checkTokenizer(const CheckOptions& options)
{
    const std::filesystem::path file = options.root / "cases" / "tokenizer.json";
    if (!std::filesystem::exists(file)) {
        return {};
    }
    std::vector<CaseResult> results;
    try {
        const nlohmann::json json = readJsonFile(file);
        const Tokenizers tokenizers = openTokenizers(options.root);
        int index = 0;
        for (const nlohmann::json& current : json.at("cases")) {
            const std::string name = "tokenizer/" + std::to_string(index++);
            results.push_back(runOne(name, [&](Comparison& comparison) {
                if (!tokenizers.full && !tokenizers.small) {
                    throw SkipCase("no vocabulary in this folder");
                }
                if (!current.value("agree", false)) {
                    throw SkipCase("the references disagree on this prompt");
                }
                compareIds("ids", tokenizers.full.get(), current, "ids", comparison);
                compareIds("ids with pad !", tokenizers.paddedWithBang.get(), current,
                           "ids_pad_bang", comparison);
                compareIds("ids of the small vocabulary", tokenizers.small.get(), current,
                           "ids_trunc_vocab", comparison);
            }));
        }
    } catch (const std::exception& exception) {
        results.push_back({"tokenizer", Outcome::Failed, exception.what()});
    }
    return results;
}

} // namespace diffusion::check
