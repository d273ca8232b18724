#pragma once

/// The values of the restricted pickle machine. They refer to each other by index, so that neither a
/// deep nest nor a ring of them can exhaust the stack of this program.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diffusion/models/weights/pickle_reader.h"

namespace diffusion::pickle {

using Index = std::uint32_t;

enum class Kind {
    Nothing, ///< None, and values that no tensor depends on
    Integer,
    Text,
    Tuple,
    List,
    Dict, ///< `items` are keys and values in turn
    Global,
    Storage,
    Tensor
};

/// What a global means to this machine.
enum class Meaning {
    OrderedDict,
    ParameterDict,
    RebuildTensor,
    RebuildParameter,
    Size,
    StorageClass,
    Inert ///< harmless bookkeeping of training programs: its results are Nothing
};

struct Global {
    Meaning meaning = Meaning::Inert;
    StorageType type = StorageType::F32; ///< of a StorageClass
};

struct Value {
    Kind kind = Kind::Nothing;
    std::int64_t number = 0;
    std::string_view text{}; ///< of the file's own bytes
    std::vector<Index> items{};
    Global global{};
    Index tensor = 0; ///< into Values::tensors or Values::storages
};

struct Values {
    std::vector<Value> all;
    std::vector<PickledStorage> storages;
    std::vector<PickledTensor> tensors;
};

/// Throws LoadError(Unsupported) naming `module`.`name` unless this machine knows it.
[[nodiscard]] Global resolveGlobal(std::string_view module, std::string_view name,
                                   const std::string& file);

/// Whether calling `function` gives back its first argument as it is.
[[nodiscard]] bool givesFirstArgument(const Global& function);

/// What calling any other function with `arguments` (a tuple) gives. Adds to `values.tensors` only, so
/// that references to values stay good. Throws LoadError.
[[nodiscard]] Value callGlobal(const Global& function, const Value& arguments, Values& values,
                               const std::string& file);

/// As callGlobal: a storage out of torch's persistent id ('storage', class, key, place, count, ...).
[[nodiscard]] Value loadStorage(const Value& id, Values& values, const std::string& file);

/// Collects the tensors below `root`.
[[nodiscard]] PickleContents collect(const Values& values, Index root, const std::string& file);

} // namespace diffusion::pickle
