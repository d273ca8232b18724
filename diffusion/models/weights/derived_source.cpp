#include "diffusion/models/weights/derived_source.h"

#include <utility>

namespace diffusion {
namespace {

class DerivedSource final : public TensorSource {
public:
    DerivedSource(std::shared_ptr<TensorSource> source, std::map<std::string, StoredPart> parts,
                  std::function<std::string(const std::string&)> storedName)
        : m_source(std::move(source)), m_parts(std::move(parts)),
          m_storedName(std::move(storedName))
    {
    }

    std::string description() const override { return m_source->description(); }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, part] : m_parts) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<Shape> shape(const std::string& name) const override
    {
        const auto found = m_parts.find(name);
        if (found == m_parts.end()) {
            return std::nullopt;
        }
        std::optional<Shape> shape = m_source->shape(found->second.stored);
        if (shape && canCut(*shape, found->second)) {
            shape->front() /= found->second.parts;
        }
        if (shape && found->second.transposed && shape->size() == 2) {
            std::swap(shape->front(), shape->back());
        }
        return shape;
    }

    std::string storedName(const std::string& name) const override
    {
        const auto found = m_parts.find(name);
        return found == m_parts.end() ? m_storedName(name) : found->second.stored;
    }

    at::Tensor read(const std::string& name, at::IntArrayRef wanted) override
    {
        const StoredPart& part = m_parts.at(name);
        at::Tensor tensor = m_source->read(part.stored, wanted);
        if (canCut(tensor.sizes(), part)) {
            const std::int64_t rows = tensor.size(0) / part.parts;
            tensor = tensor.narrow(0, part.part * rows, rows);
        }
        return part.transposed && tensor.dim() == 2 ? tensor.t() : tensor;
    }

    void forget(const std::string& name) override { m_source->forget(m_parts.at(name).stored); }

private:
    static bool canCut(at::IntArrayRef shape, const StoredPart& part)
    {
        return part.parts > 1 && !shape.empty() && shape.front() % part.parts == 0;
    }

    std::shared_ptr<TensorSource> m_source;
    std::map<std::string, StoredPart> m_parts;
    std::function<std::string(const std::string&)> m_storedName;
};

} // namespace

std::shared_ptr<TensorSource>
makeDerivedSource(std::shared_ptr<TensorSource> source, std::map<std::string, StoredPart> parts,
                  std::function<std::string(const std::string&)> storedName)
{
    return std::make_shared<DerivedSource>(std::move(source), std::move(parts),
                                           std::move(storedName));
}

} // namespace diffusion
