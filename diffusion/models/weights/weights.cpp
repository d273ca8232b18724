#include "diffusion/models/weights/weights.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/log.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors_header.h"

namespace diffusion {

struct Weights::State {
    std::shared_ptr<TensorSource> source;
    at::ScalarType dtype = at::kFloat;
    at::Device device = at::kCPU;
    bool keepsStored = false;
    std::vector<std::pair<std::string, at::Tensor>> taken;
    std::map<std::string, std::size_t> indexOf; ///< into `taken`
    std::set<std::string> ignored;
};

Weights::Weights(std::shared_ptr<TensorSource> source, at::ScalarType dtype, at::Device device)
    : m_state(std::make_shared<State>())
{
    m_state->source = std::move(source);
    m_state->dtype = dtype;
    m_state->device = device;
}

Weights::Weights(std::shared_ptr<State> state, std::string scope)
    : m_state(std::move(state)), m_scope(std::move(scope))
{
}

Weights Weights::random(std::uint64_t seed, at::ScalarType dtype)
{
    return Weights(makeRandomSource(seed), dtype);
}

Weights Weights::operator/(std::string_view scope) const
{
    return {m_state, m_scope + std::string(scope) + "."};
}

Weights Weights::operator/(std::int64_t index) const
{
    return {m_state, m_scope + std::to_string(index) + "."};
}

namespace {

/// "tensor `a.b`", with the file's own name for it where that is another.
std::string tensorText(const TensorSource& source, const std::string& name)
{
    const std::string stored = source.storedName(name);
    return "tensor `" + name + (stored == name ? "`" : "` (`" + stored + "` in the file)");
}

} // namespace

at::Tensor Weights::fetch(const std::string& name, at::IntArrayRef shape, Wish wish) const
{
    State& state = *m_state;
    if (const auto found = state.indexOf.find(name); found != state.indexOf.end()) {
        return state.taken[found->second].second; // shared between two parts of one network
    }
    at::Tensor tensor = state.source->read(name, shape);
    bool fits = tensor.sizes() == shape;
    if (!fits && wish.squeeze && tensor.dim() > static_cast<std::int64_t>(shape.size())) {
        const at::IntArrayRef stored = tensor.sizes();
        const at::IntArrayRef extra = stored.slice(shape.size());
        const bool onlyOnes =
            std::all_of(extra.begin(), extra.end(), [](auto n) { return n == 1; });
        if (onlyOnes && stored.slice(0, shape.size()) == shape) {
            tensor = tensor.reshape(shape);
            fits = true;
        }
    }
    if (!fits) {
        throw LoadError(
            core::ErrorCode::BadWeights,
            description() + ": " + tensorText(*state.source, name) + " is " + shapeText(tensor.sizes()) +
                ", the network needs " + shapeText(shape) +
                "; the file belongs to another model or its config.json does not match");
    }
    constexpr std::int64_t kLarge = 100'000;
    const at::ScalarType stored = tensor.scalar_type();
    const bool narrow = stored == at::kHalf || stored == at::kBFloat16;
    const bool isFilter = shape.size() == 4 && shape.back() > 1;
    const bool kept = state.keepsStored && (state.dtype == at::kFloat || isFilter);
    if (wish.large && kept && narrow && tensor.numel() >= kLarge) {
        tensor = tensor.contiguous();
    } else {
        at::Tensor converted = tensor.to(state.device, state.dtype).contiguous();
        const bool copied = converted.data_ptr() != tensor.data_ptr();
        tensor = std::move(converted);
        if (copied) { // both would lie in memory until the last network is there
            state.source->forget(name);
        }
    }
    state.indexOf.emplace(name, state.taken.size());
    state.taken.emplace_back(name, tensor);
    return tensor;
}

at::Tensor Weights::takeAs(std::string_view leaf, at::IntArrayRef shape, Wish wish) const
{
    const std::string name = m_scope + std::string(leaf);
    if (!m_state->source->contains(name)) {
        throw LoadError(core::ErrorCode::BadWeights,
                        description() + ": " + tensorText(*m_state->source, name) + " " +
                            shapeText(shape) +
                            " is missing; the file belongs to another model, or is incomplete");
    }
    return fetch(name, shape, wish);
}

at::Tensor Weights::take(std::string_view leaf, at::IntArrayRef shape) const
{
    return takeAs(leaf, shape, {});
}

void Weights::keepStored()
{
    const bool known = m_state->dtype == at::kFloat || m_state->dtype == at::kBFloat16;
    m_state->keepsStored = known && m_state->device.is_cpu();
}

at::Tensor Weights::takeLarge(std::string_view leaf, at::IntArrayRef shape, bool squeeze) const
{
    return takeAs(leaf, shape, {.squeeze = squeeze, .large = true});
}

at::Tensor Weights::takeOptional(std::string_view leaf, at::IntArrayRef shape) const
{
    return has(leaf) ? take(leaf, shape) : at::Tensor();
}

at::Tensor Weights::takeSqueezed(std::string_view leaf, at::IntArrayRef shape) const
{
    return takeAs(leaf, shape, {.squeeze = true});
}

bool Weights::has(std::string_view leaf) const
{
    return m_state->source->contains(m_scope + std::string(leaf));
}

void Weights::ignore(std::string_view leaf) const
{
    m_state->ignored.insert(m_scope + std::string(leaf));
}

std::vector<std::string> Weights::finish() const
{
    std::vector<std::string> unused;
    for (const std::string& name : m_state->source->names()) {
        const bool inScope = name.compare(0, m_scope.size(), m_scope) == 0;
        if (inScope && !m_state->indexOf.count(name) && !m_state->ignored.count(name)) {
            unused.push_back(name);
        }
    }
    return unused;
}

void Weights::warnAboutUnused() const
{
    const std::vector<std::string> unused = finish();
    if (!unused.empty()) {
        core::log(core::LogLevel::Warning, "diffusion.load",
                  description() + ": " + std::to_string(unused.size()) +
                      " tensors that the network has no use for, the first is `" +
                      printableName(unused.front()) + "`");
    }
}

std::vector<std::pair<std::string, at::Tensor>> Weights::parameters() const
{
    return m_state->taken;
}

at::ScalarType Weights::dtype() const
{
    return m_state->dtype;
}

std::string Weights::description() const
{
    return m_state->source->description();
}

} // namespace diffusion
