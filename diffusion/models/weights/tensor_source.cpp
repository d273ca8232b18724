#include "diffusion/models/weights/tensor_source.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>

#include "diffusion/models/load_error.h"

namespace diffusion {

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    return text + "]";
}

namespace {

class MapSource final : public TensorSource {
public:
    MapSource(std::map<std::string, at::Tensor> tensors, std::string description)
        : m_tensors(std::move(tensors)), m_description(std::move(description))
    {
    }

    std::string description() const override { return m_description; }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, tensor] : m_tensors) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<Shape> shape(const std::string& name) const override
    {
        const auto found = m_tensors.find(name);
        if (found == m_tensors.end()) {
            return std::nullopt;
        }
        return found->second.sizes().vec();
    }

    at::Tensor read(const std::string& name, at::IntArrayRef) override
    {
        return m_tensors.at(name);
    }

private:
    std::map<std::string, at::Tensor> m_tensors;
    std::string m_description;
};

/// FNV-1a, so that a tensor's numbers depend on its name and not on the order of construction.
std::uint64_t hashOf(const std::string& name)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return hash;
}

class RandomSource final : public TensorSource {
public:
    explicit RandomSource(std::uint64_t seed) : m_seed(seed) {}

    std::string description() const override { return "random weights"; }
    std::vector<std::string> names() const override { return {}; }
    std::optional<Shape> shape(const std::string&) const override { return Shape{}; }

    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        const bool isBias = name == "bias" || name.ends_with(".bias");
        if (isBias) {
            return at::zeros(wanted, at::kFloat);
        }
        if (wanted.size() == 1) {
            return at::ones(wanted, at::kFloat);
        }
        auto generator = at::make_generator<at::CPUGeneratorImpl>(m_seed ^ hashOf(name));
        at::Tensor tensor = at::empty(wanted, at::kFloat);
        if (name.find("embedding.weight") != std::string::npos || name == "shared.weight") {
            return tensor.normal_(0.0, 0.02, generator);
        }
        const std::int64_t fanIn =
            std::max<std::int64_t>(1, tensor.numel() / std::max<std::int64_t>(1, wanted[0]));
        const double bound = 1.0 / std::sqrt(static_cast<double>(fanIn));
        return tensor.uniform_(-bound, bound, generator);
    }

private:
    std::uint64_t m_seed;
};

class RenamedSource final : public TensorSource {
public:
    RenamedSource(std::shared_ptr<TensorSource> source, std::map<std::string, std::string> toStored)
        : m_source(std::move(source)), m_toStored(std::move(toStored))
    {
    }

    std::string description() const override { return m_source->description(); }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, stored] : m_toStored) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<Shape> shape(const std::string& name) const override
    {
        const auto found = m_toStored.find(name);
        return found == m_toStored.end() ? std::nullopt : m_source->shape(found->second);
    }

    std::string storedName(const std::string& name) const override
    {
        const auto found = m_toStored.find(name);
        return found == m_toStored.end() ? name : m_source->storedName(found->second);
    }

    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        return m_source->read(m_toStored.at(name), wanted);
    }

    void forget(const std::string& name) override { m_source->forget(m_toStored.at(name)); }

private:
    std::shared_ptr<TensorSource> m_source;
    std::map<std::string, std::string> m_toStored;
};

class JoinedSource final : public TensorSource {
public:
    JoinedSource(const std::vector<std::shared_ptr<TensorSource>>& sources, std::string description)
        : m_description(std::move(description))
    {
        for (const auto& source : sources) {
            for (const std::string& name : source->names()) {
                if (!m_owners.emplace(name, source).second) {
                    throw LoadError(core::ErrorCode::BadWeights,
                                    m_description + ": tensor `" + name +
                                        "` is in two of the model's files; download them again");
                }
            }
        }
    }

    std::string description() const override { return m_description; }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, source] : m_owners) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<Shape> shape(const std::string& name) const override
    {
        const auto found = m_owners.find(name);
        return found == m_owners.end() ? std::nullopt : found->second->shape(name);
    }

    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        return m_owners.at(name)->read(name, wanted);
    }

    void forget(const std::string& name) override { m_owners.at(name)->forget(name); }

private:
    std::map<std::string, std::shared_ptr<TensorSource>> m_owners;
    std::string m_description;
};

} // namespace

std::shared_ptr<TensorSource> makeMapSource(std::map<std::string, at::Tensor> tensors,
                                            std::string description)
{
    return std::make_shared<MapSource>(std::move(tensors), std::move(description));
}

std::shared_ptr<TensorSource> makeRandomSource(std::uint64_t seed)
{
    return std::make_shared<RandomSource>(seed);
}

std::shared_ptr<TensorSource> makeRenamedSource(std::shared_ptr<TensorSource> source,
                                                std::map<std::string, std::string> toStored)
{
    return std::make_shared<RenamedSource>(std::move(source), std::move(toStored));
}

std::shared_ptr<TensorSource> makeJoinedSource(std::vector<std::shared_ptr<TensorSource>> sources,
                                               std::string description)
{
    return std::make_shared<JoinedSource>(sources, std::move(description));
}

} // namespace diffusion
