#pragma once

/// Where the tensors of a network come from: a file, a map in memory, or a random generator.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diffusion/models/tensor.h"

namespace diffusion {

using Shape = std::vector<std::int64_t>;

/// "[320, 4, 3, 3]", for messages.
[[nodiscard]] std::string shapeText(at::IntArrayRef shape);

/// Names and tensors. Used by one thread at a time. Errors are thrown as LoadError.
class TensorSource {
public:
    virtual ~TensorSource() = default;

    /// Begins every message: the file's name ("unet.safetensors").
    [[nodiscard]] virtual std::string description() const = 0;

    /// All names, sorted; empty for a source that makes up any tensor asked for.
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;

    /// Shape of a tensor without reading it; nothing if there is none of that name.
    /// A source that makes up tensors answers with an empty Shape.
    [[nodiscard]] virtual std::optional<Shape> shape(const std::string& name) const = 0;

    /// The tensor in its stored dtype. `wanted` is the shape the network asks for; only sources that
    /// make up tensors use it. The caller checks the shape of what it gets.
    [[nodiscard]] virtual at::Tensor read(const std::string& name, at::IntArrayRef wanted) = 0;

    /// Says that what read() gave for `name` is not looked at for now: a mapped file lets go of its
    /// pages, which are read again should anybody still come back to them. Only for tensors whose
    /// numbers nobody has changed in place.
    virtual void forget(const std::string&) {}

    /// What the file calls the tensor that networks call `name`; for messages.
    [[nodiscard]] virtual std::string storedName(const std::string& name) const { return name; }

    [[nodiscard]] bool contains(const std::string& name) const { return shape(name).has_value(); }
};

/// Tensors that already are in memory. `description` begins its messages.
[[nodiscard]] std::shared_ptr<TensorSource> makeMapSource(std::map<std::string, at::Tensor> tensors,
                                                          std::string description);

/// Makes up any tensor asked for, float32, the same for the same seed and name whatever the order:
/// vectors named `weight` are 1 (norms), `bias` 0, embeddings N(0, 0.02), everything else uniform in
/// +-1/sqrt(fan in). For training from scratch and for speed measurements at full size.
[[nodiscard]] std::shared_ptr<TensorSource> makeRandomSource(std::uint64_t seed);

/// Shows `source` under other names: `toStored` maps a name a network asks for to the stored one.
/// Names not in the map are hidden.
[[nodiscard]] std::shared_ptr<TensorSource> makeRenamedSource(
    std::shared_ptr<TensorSource> source, std::map<std::string, std::string> toStored);

/// Several sources as one (shards of one model); a name in two of them is an error.
[[nodiscard]] std::shared_ptr<TensorSource> makeJoinedSource(
    std::vector<std::shared_ptr<TensorSource>> sources, std::string description);

} // namespace diffusion
