#include "diffusion/engine/prompts/word_maps.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/prompts/prompt_syntax.h"

namespace diffusion {
namespace {

constexpr int kMostHalvings = 4;
constexpr std::int64_t kMostPositions = 96 * 96; // finer maps say little more and cost memory
constexpr int kMapSide = 64;

core::Size halved(core::Size size, int times)
{
    for (int i = 0; i < times; ++i) {
        size = {(size.width + 1) / 2, (size.height + 1) / 2};
    }
    return size;
}

/// How often the latents were halved to have so many positions.
std::optional<int> halvingsFor(core::Size latents, std::int64_t positions)
{
    for (int times = 0; times <= kMostHalvings; ++times) {
        const core::Size size = halved(latents, times);
        if (static_cast<std::int64_t>(size.width) * size.height == positions) {
            return times;
        }
    }
    return std::nullopt;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

std::vector<WordTokens> wordsOf(const std::string& prompt, const Tokenizer& tokenizer,
                                std::int64_t length)
{
    const std::string text = promptWithoutWeights(prompt);
    const std::int64_t first = tokenizer.bosId() ? 1 : 0;
    const std::int64_t capacity = tokenizer.textCapacity(length);
    const auto tokens = [&](std::size_t end) {
        return static_cast<std::int64_t>(
            tokenizer.tokenize(std::string_view(text).substr(0, end)).size());
    };
    std::vector<WordTokens> out;
    std::int64_t before = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (isSpace(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && !isSpace(text[end])) {
            ++end;
        }
        const std::int64_t after = std::min(tokens(end), capacity);
        if (after > before) {
            out.push_back({text.substr(i, end - i), first + before, first + after});
        }
        before = after;
        i = end;
    }
    return out;
}

WordMapMaker::WordMapMaker(std::vector<WordTokens> words, const Guidance& guidance,
                           core::Size latents)
    : m_words(std::move(words)), m_copies(guidance.copies()),
      m_copy(guidance.kind == Guidance::Kind::Classifier ? 1 : 0), m_latents(latents)
{
}

void WordMapMaker::crossAttention(const at::Tensor& q, const at::Tensor& k, int heads)
{
    const std::int64_t L = q.size(1), T = k.size(1), d = q.size(2) / heads;
    const auto halvings = halvingsFor(m_latents, L);
    if (m_words.empty() || !halvings || L > kMostPositions || q.size(0) != m_copies) {
        return; // a tile, or a shape that says nothing of where
    }
    const at::Tensor qh = q[m_copy].view({L, heads, d}).transpose(0, 1).to(at::kFloat);
    const at::Tensor kh = k[m_copy].view({T, heads, d}).transpose(0, 1).to(at::kFloat);
    const at::Tensor scores = at::softmax(
        at::bmm(qh, kh.transpose(1, 2)) / std::sqrt(static_cast<double>(d)), -1); // (nh, L, T)
    const at::Tensor mean = scores.mean(0); // (L, T)
    std::vector<at::Tensor> rows;
    for (const WordTokens& word : m_words) {
        const std::int64_t end = std::min(word.end, T);
        rows.push_back(end > word.begin ? mean.slice(1, word.begin, end).sum(1)
                                        : at::zeros({L}, at::kFloat));
    }
    const at::Tensor seen = at::stack(rows); // (words, L)
    at::Tensor& sum = m_sums[*halvings];
    sum = sum.defined() ? sum + seen : seen;
}

std::vector<WordMap> WordMapMaker::maps(core::Size shape) const
{
    if (m_sums.empty()) {
        return {};
    }
    const double scale = static_cast<double>(kMapSide) / std::max(m_latents.width, m_latents.height);
    const core::Size size{std::max(1, static_cast<int>(m_latents.width * scale)),
                          std::max(1, static_cast<int>(m_latents.height * scale))};
    at::Tensor all; // (words, 1, h, w)
    for (const auto& [halvings, sum] : m_sums) {
        const core::Size here = halved(m_latents, halvings);
        const at::Tensor map = at::upsample_bilinear2d(
            sum.view({-1, 1, here.height, here.width}), {size.height, size.width},
            /*align_corners=*/false);
        all = all.defined() ? all + map : map;
    }
    if (!shape.isEmpty()) {
        all = middlePart(all, shape);
    }
    std::vector<WordMap> out;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        at::Tensor map = all[static_cast<std::int64_t>(i)][0].contiguous();
        const double least = map.min().item<double>(), most = map.max().item<double>();
        map = ((map - least) / std::max(most - least, 1e-12)).contiguous();
        WordMap one;
        one.word = m_words[i].word;
        one.map = core::PixelBuffer(static_cast<int>(map.size(1)), static_cast<int>(map.size(0)), 1);
        std::copy_n(map.data_ptr<float>(), one.map.count(), one.map.data());
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace diffusion
