#pragma once

/// Where each word of a prompt acted: the words' attention, averaged over layers, heads and steps
/// (Tang et al. 2023, "What the DAAM: Interpreting Stable Diffusion Using Cross Attention",
/// arXiv:2210.04885). Worker thread only.

#include <map>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "diffusion/engine/pipelines/denoise.h"
#include "diffusion/fill_service.h"
#include "diffusion/models/run_context.h"
#include "diffusion/models/tokenizer.h"

namespace diffusion {

/// A word and the tokens of the encoded prompt that it stands in, `end` not included.
struct WordTokens {
    std::string word;
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// The words of what stands in the first chunk of `length` ids; what is cut off is left out.
[[nodiscard]] std::vector<WordTokens> wordsOf(const std::string& prompt, const Tokenizer& tokenizer,
                                              std::int64_t length);

class WordMapMaker final : public AttentionObserver {
public:
    /// latents: rows and columns that the network works on. Which of the guidance's copies the
    /// prompt is in follows from its kind.
    WordMapMaker(std::vector<WordTokens> words, const Guidance& guidance, core::Size latents);

    void crossAttention(const at::Tensor& q, const at::Tensor& k, int heads) override;

    /// One map a word in [0, 1], its largest value 1; none if nothing was seen. With a `shape` only
    /// of the middle of the picture that has it.
    [[nodiscard]] std::vector<WordMap> maps(core::Size shape = {}) const;

private:
    std::vector<WordTokens> m_words;
    std::int64_t m_copies;
    std::int64_t m_copy;
    core::Size m_latents;
    std::map<int, at::Tensor> m_sums; ///< by how often halved: (words, rows * columns)
};

} // namespace diffusion
