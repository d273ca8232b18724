#pragma once

/// Reads a network's configuration off the shapes of its tensors.

#include <cstdint>
#include <string>
#include <utility>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// Borrows `source`, which must outlive it.
class ShapeReader {
public:
    ShapeReader(const TensorSource& source, std::string prefix)
        : m_source(source), m_prefix(std::move(prefix))
    {
    }

    [[nodiscard]] bool has(const std::string& name) const
    {
        return m_source.contains(m_prefix + name);
    }

    /// Number of dimensions, 0 where the tensor is missing.
    [[nodiscard]] std::size_t rank(const std::string& name) const
    {
        return m_source.shape(m_prefix + name).value_or(Shape{}).size();
    }

    /// Throws LoadError(BadWeights) where the tensor is missing or has no such dimension.
    [[nodiscard]] std::int64_t size(const std::string& name, std::size_t dimension) const
    {
        const auto shape = m_source.shape(m_prefix + name);
        if (!shape || shape->size() <= dimension || (*shape)[dimension] < 1) {
            throw LoadError(core::ErrorCode::BadWeights,
                            m_source.description() + ": tensor `" + m_prefix + name + "` is " +
                                (shape ? shapeText(*shape) : std::string("missing")) +
                                "; the file is incomplete, or of another kind");
        }
        return (*shape)[dimension];
    }

    /// How many of name0, name1... are there, `tail` standing behind the number.
    [[nodiscard]] std::int64_t count(const std::string& name, const std::string& tail) const
    {
        std::int64_t n = 0;
        while (has(name + std::to_string(n) + tail)) {
            ++n;
        }
        return n;
    }

private:
    const TensorSource& m_source;
    std::string m_prefix;
};

} // namespace diffusion
