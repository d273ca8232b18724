#include "diffusion/models/tokenizer.h"

#include <algorithm>

#include "diffusion/models/load_error.h"
#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"
#include "diffusion/models/tokenizers/sentencepiece_tokenizer.h"

namespace diffusion {

std::int64_t Tokenizer::textCapacity(std::int64_t length) const
{
    const std::int64_t total = length > 0 ? length : maxLength();
    return std::max<std::int64_t>(0, total - (bosId() ? 1 : 0) - (eosId() ? 1 : 0));
}

std::vector<std::int64_t> Tokenizer::encode(std::string_view text, std::int64_t length) const
{
    const std::int64_t total = length > 0 ? length : maxLength();
    std::vector<std::int64_t> words = tokenize(text);
    words.resize(static_cast<std::size_t>(
        std::min(static_cast<std::int64_t>(words.size()), textCapacity(total))));
    std::vector<std::int64_t> ids;
    if (bosId()) {
        ids.push_back(*bosId());
    }
    ids.insert(ids.end(), words.begin(), words.end());
    if (eosId()) {
        ids.push_back(*eosId());
    }
    ids.resize(static_cast<std::size_t>(total), padId());
    return ids;
}

std::shared_ptr<const Tokenizer> createTokenizer(const std::filesystem::path& folder,
                                                 const std::filesystem::path& moduleFolder)
{
    const SpecialTokens specials = readSpecialTokens(folder);
    if (std::filesystem::exists(folder / "vocab.json")) {
        return std::make_shared<ClipBpeTokenizer>(folder, specials);
    }
    for (const char* name : {"spiece.model", "sentencepiece.model", "tokenizer.model"}) {
        if (std::filesystem::exists(folder / name)) {
#if defined(DIFFUSION_WITH_SENTENCEPIECE)
            return openSentencePiece(folder / name, specials, moduleFolder);
#else
            (void)moduleFolder;
            throw LoadError(core::ErrorCode::Unsupported,
                            folder.filename().string() + "/" + name +
                                ": this program was built without SentencePiece");
#endif
        }
    }
    throw LoadError(core::ErrorCode::NotFound,
                    folder.filename().string() +
                        ": neither vocab.json with merges.txt nor spiece.model in this folder");
}

} // namespace diffusion
