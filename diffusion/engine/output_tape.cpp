#include "diffusion/engine/output_tape.h"

#include <cstring>

#include "diffusion/engine/engine_error.h"

namespace diffusion {
namespace {

/// Fowler, Noll and Vo's hash (FNV-1a), eight bytes at a time where there are many.
class Hash {
public:
    void add(std::uint64_t value)
    {
        m_value = (m_value ^ value) * 0x100000001B3ULL;
        m_value ^= m_value >> 29U; // or high bits would never reach low ones
    }

    void add(double value)
    {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        add(bits);
    }

    void add(const std::string& text)
    {
        add(static_cast<std::uint64_t>(text.size()));
        for (const char c : text) {
            add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
        }
    }

    void add(const core::PixelBuffer& pixels)
    {
        add(static_cast<std::uint64_t>(pixels.width()));
        add(static_cast<std::uint64_t>(pixels.height()));
        const std::size_t pairs = pixels.count() / 2;
        for (std::size_t i = 0; i < pairs; ++i) {
            std::uint64_t two = 0;
            std::memcpy(&two, pixels.data() + 2 * i, sizeof two);
            add(two);
        }
        if (pixels.count() % 2 != 0) {
            add(static_cast<double>(pixels.data()[pixels.count() - 1]));
        }
    }

    /// Unset differs from every value.
    template <class T> void addOptional(const std::optional<T>& value)
    {
        add(std::uint64_t{value.has_value()});
        add(static_cast<double>(value.value_or(T{})));
    }

    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xCBF29CE484222325ULL;
};

} // namespace

std::uint64_t pictureKeyOf(const FillRequest& request, bool seeded)
{
    Hash hash;
    hash.add(request.image);
    hash.add(request.mask);
    hash.add(static_cast<std::uint64_t>(request.modelSize.width));
    hash.add(static_cast<std::uint64_t>(request.modelSize.height));
    hash.add(static_cast<std::uint64_t>(request.action));
    hash.add(static_cast<std::uint64_t>(request.prefill) + (request.growsPicture ? 16 : 0));
    hash.add(seeded ? request.seed : 0);
    return hash.value();
}

std::uint64_t keyOf(const FillRequest& request)
{
    Hash hash;
    hash.add(pictureKeyOf(request, true));
    hash.add(request.model);
    hash.add(request.prompt);
    hash.add(request.negativePrompt);
    hash.add(request.scheduler);
    hash.addOptional(request.steps);
    hash.addOptional(request.guidanceScale);
    hash.addOptional(request.imageGuidanceScale);
    hash.addOptional(request.guidanceRescale);
    hash.add(static_cast<double>(request.stepCache));
    if (request.clipSkip != 1) {
        hash.add(static_cast<double>(request.clipSkip));
    }
    if (request.walk.share > 0.0F) {
        hash.add(request.walk.towards);
        hash.add(static_cast<double>(request.walk.share));
    }
    hash.addOptional(request.strength);
    for (const LoraUse& lora : request.loras) {
        hash.add(lora.path);
        hash.add(static_cast<double>(lora.weight));
    }
    for (const std::string& embedding : request.embeddings) {
        hash.add(embedding);
    }
    for (const NearbyNoise& one : request.nearby) {
        hash.add(one.seed);
        hash.add(static_cast<double>(one.amount));
    }
    hash.add(std::uint64_t{request.moreSteps.has_value()});
    return hash.value();
}

LatentRef toLatentPicture(const at::Tensor& latents)
{
    const at::Tensor dense = latents.to(at::kFloat).contiguous();
    auto out = std::make_shared<LatentPicture>();
    out->channels = static_cast<int>(dense.size(1));
    out->height = static_cast<int>(dense.size(2));
    out->width = static_cast<int>(dense.size(3));
    const float* values = dense.data_ptr<float>();
    out->values.assign(values, values + dense.numel());
    return out;
}

at::Tensor toLatentTensor(const LatentPicture& latents)
{
    const auto count = static_cast<std::size_t>(latents.channels) *
                       static_cast<std::size_t>(latents.height) *
                       static_cast<std::size_t>(latents.width);
    if (count == 0 || latents.values.size() != count) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "the state to go on from is damaged: latents of another size than said");
    }
    at::Tensor out = at::empty({1, latents.channels, latents.height, latents.width}, at::kFloat);
    std::memcpy(out.data_ptr<float>(), latents.values.data(), count * sizeof(float));
    return out;
}

OutputTape::OutputTape(const FillRequest& request) : m_keeps(request.keepState)
{
    if (!m_keeps && !request.state) {
        return;
    }
    m_state.key = keyOf(request);
    if (request.state && !request.moreSteps && request.state->key == m_state.key) {
        m_known = request.state->outputs;
    }
}

at::Tensor OutputTape::recall()
{
    if (m_played == m_known.size()) {
        m_lastPlayed = false;
        return {};
    }
    m_lastPlayed = true;
    const LatentRef& known = m_known[m_played++];
    if (!known) {
        throw EngineError(core::ErrorCode::InvalidArgument,
                          "the state to go on from is damaged: a step is missing");
    }
    return toLatentTensor(*known);
}

GenerationStateRef OutputTape::record(const at::Tensor& guided)
{
    if (!m_keeps) {
        return nullptr;
    }
    m_state.outputs.push_back(m_lastPlayed ? m_known[m_played - 1] : toLatentPicture(guided));
    return std::make_shared<GenerationState>(m_state);
}

GenerationStateRef OutputTape::finish(const at::Tensor& latents)
{
    if (!m_keeps) {
        return nullptr;
    }
    m_state.latents = toLatentPicture(latents);
    return std::make_shared<GenerationState>(m_state);
}

} // namespace diffusion
