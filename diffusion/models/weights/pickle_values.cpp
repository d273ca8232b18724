#include "diffusion/models/weights/pickle_values.h"

#include <algorithm>
#include <array>

#include "diffusion/models/load_error.h"

namespace diffusion {

std::int64_t itemSize(StorageType type)
{
    switch (type) {
    case StorageType::F64:
    case StorageType::I64: return 8;
    case StorageType::F32:
    case StorageType::I32: return 4;
    case StorageType::F16:
    case StorageType::BF16:
    case StorageType::I16: return 2;
    case StorageType::I8:
    case StorageType::U8:
    case StorageType::Bool: break;
    }
    return 1;
}

namespace pickle {
namespace {

constexpr std::int64_t kMaxElements = std::int64_t{1} << 40;
constexpr std::size_t kMaxRank = 16;
constexpr int kMaxDepth = 6;              // of dictionaries that hold tensors
constexpr std::size_t kMaxEntries = 1U << 20U; // looked at while collecting

struct Row {
    const char* module;
    const char* name;
    Global global;
};

const std::array kGlobals{
    Row{"collections", "OrderedDict", {Meaning::OrderedDict}},
    Row{"torch._utils", "_rebuild_tensor_v2", {Meaning::RebuildTensor}},
    Row{"torch._utils", "_rebuild_parameter", {Meaning::RebuildParameter}},
    Row{"torch", "Size", {Meaning::Size}},
    Row{"torch.nn.modules.container", "ParameterDict", {Meaning::ParameterDict}},
    Row{"torch", "DoubleStorage", {Meaning::StorageClass, StorageType::F64}},
    Row{"torch", "FloatStorage", {Meaning::StorageClass, StorageType::F32}},
    Row{"torch", "HalfStorage", {Meaning::StorageClass, StorageType::F16}},
    Row{"torch", "BFloat16Storage", {Meaning::StorageClass, StorageType::BF16}},
    Row{"torch", "LongStorage", {Meaning::StorageClass, StorageType::I64}},
    Row{"torch", "IntStorage", {Meaning::StorageClass, StorageType::I32}},
    Row{"torch", "ShortStorage", {Meaning::StorageClass, StorageType::I16}},
    Row{"torch", "CharStorage", {Meaning::StorageClass, StorageType::I8}},
    Row{"torch", "ByteStorage", {Meaning::StorageClass, StorageType::U8}},
    Row{"torch", "BoolStorage", {Meaning::StorageClass, StorageType::Bool}},
    // Found in published checkpoints beside the tensors; never called for real.
    Row{"torch", "float32", {}},
    Row{"torch", "float16", {}},
    Row{"torch", "bfloat16", {}},
    Row{"torch", "int64", {}},
    Row{"torch", "device", {}},
    Row{"numpy.core.multiarray", "scalar", {}},
    Row{"numpy", "dtype", {}},
    Row{"_codecs", "encode", {}},
    Row{"pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint", {}},
    Row{"pytorch_lightning.callbacks", "ModelCheckpoint", {}},
};

[[noreturn]] void damaged(const std::string& file, const std::string& what)
{
    throw LoadError(core::ErrorCode::Unreadable,
                    file + ": " + what + "; the file is damaged, download it again");
}

/// Fit for one line: the file's own bytes are not to be trusted even there.
std::string printable(std::string_view text)
{
    std::string out;
    for (const char c : text.substr(0, 100)) {
        out += static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126 ? '?' : c;
    }
    return text.size() > 100 ? out + "..." : out;
}

const Value& argument(const Value& arguments, const Values& values, std::size_t i,
                      const std::string& file)
{
    if (arguments.kind != Kind::Tuple || arguments.items.size() <= i) {
        damaged(file, "a tensor is described by too few values");
    }
    return values.all[arguments.items[i]];
}

std::vector<std::int64_t> numbersOf(const Value& tuple, const Values& values,
                                    const std::string& file)
{
    const bool isList = tuple.kind == Kind::Tuple || tuple.kind == Kind::List;
    if (!isList || tuple.items.size() > kMaxRank) {
        damaged(file, "a tensor's shape is no list of up to 16 numbers");
    }
    std::vector<std::int64_t> numbers;
    for (const Index i : tuple.items) {
        const Value& value = values.all[i];
        if (value.kind != Kind::Integer || value.number < 0 || value.number > kMaxElements) {
            damaged(file, "a tensor's shape has a number that is negative or too large");
        }
        numbers.push_back(value.number);
    }
    return numbers;
}

/// Every product is checked before it is made: all factors are at most kMaxElements.
void checkExtent(const PickledTensor& tensor, const std::string& file)
{
    std::int64_t elements = 1;
    for (const std::int64_t size : tensor.shape) {
        if (size != 0 && elements > kMaxElements / size) {
            damaged(file, "a tensor claims to have more elements than any model");
        }
        elements *= size;
    }
    if (elements == 0) {
        return;
    }
    std::int64_t last = tensor.offset;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const std::int64_t steps = tensor.shape[i] - 1;
        if (steps > 0 && tensor.strides[i] > (kMaxElements - last) / steps) {
            damaged(file, "a tensor reaches beyond its data");
        }
        last += steps * tensor.strides[i];
    }
    if (last >= tensor.storage.count || elements > tensor.storage.count) {
        damaged(file, "a tensor reaches beyond its data");
    }
}

Value rebuildTensor(const Value& arguments, Values& values, const std::string& file)
{
    const Value& storage = argument(arguments, values, 0, file);
    const Value& offset = argument(arguments, values, 1, file);
    if (storage.kind != Kind::Storage || offset.kind != Kind::Integer || offset.number < 0 ||
        offset.number > kMaxElements) {
        damaged(file, "a tensor has no data of its own");
    }
    PickledTensor tensor;
    tensor.storage = values.storages[storage.tensor];
    tensor.offset = offset.number;
    tensor.shape = numbersOf(argument(arguments, values, 2, file), values, file);
    tensor.strides = numbersOf(argument(arguments, values, 3, file), values, file);
    if (tensor.shape.size() != tensor.strides.size()) {
        damaged(file, "a tensor's shape and strides differ in length");
    }
    checkExtent(tensor, file);
    Value value{Kind::Tensor};
    value.tensor = static_cast<Index>(values.tensors.size());
    values.tensors.push_back(std::move(tensor));
    return value;
}

/// Walks dictionaries only, and only so deep and so long: references may form rings and trees whose
/// paths are far more than their values.
class Collector {
public:
    Collector(const Values& values, const std::string& file) : m_values(values), m_file(file) {}

    PickleContents contents;

    void walk(const Value& dict, const std::string& path, int depth)
    {
        for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
            if (++m_entries > kMaxEntries) {
                throw LoadError(core::ErrorCode::OutOfMemory,
                                m_file + ": has more entries than any model; it is refused");
            }
            const Value& key = m_values.all[dict.items[i]];
            const Value& value = m_values.all[dict.items[i + 1]];
            if (key.kind != Kind::Text || key.text.size() > 1000) {
                continue;
            }
            // How modules keep their parameters; no part of their names.
            const bool silent = key.text == "_parameters" || (depth == 0 && key.text == "state_dict");
            const std::string dot = path.empty() || silent ? "" : ".";
            const std::string name = path + dot + (silent ? std::string() : std::string(key.text));
            if (value.kind == Kind::Tensor) {
                contents.tensors.insert_or_assign(name, m_values.tensors[value.tensor]);
            } else if (value.kind == Kind::Dict && depth < kMaxDepth) {
                walk(value, name, depth + 1);
            }
        }
    }

private:
    const Values& m_values;
    const std::string& m_file;
    std::size_t m_entries = 0;
};

} // namespace

Global resolveGlobal(std::string_view module, std::string_view name, const std::string& file)
{
    for (const Row& row : kGlobals) {
        if (module == row.module && name == row.name) {
            return row.global;
        }
    }
    throw LoadError(core::ErrorCode::Unsupported,
                    file + ": asks for `" + printable(module) + "." + printable(name) +
                        "`, which is no tensor and no container. Such a file can run code and is "
                        "refused; get the .safetensors form of this model");
}

bool givesFirstArgument(const Global& function)
{
    return function.meaning == Meaning::RebuildParameter || function.meaning == Meaning::Size;
}

Value callGlobal(const Global& function, const Value& arguments, Values& values,
                 const std::string& file)
{
    switch (function.meaning) {
    case Meaning::OrderedDict:
    case Meaning::ParameterDict: return Value{Kind::Dict};
    case Meaning::RebuildTensor: return rebuildTensor(arguments, values, file);
    case Meaning::StorageClass: damaged(file, "a storage is made without data");
    case Meaning::RebuildParameter:
    case Meaning::Size:
    case Meaning::Inert: break;
    }
    return Value{};
}

Value loadStorage(const Value& id, Values& values, const std::string& file)
{
    const Value& word = argument(id, values, 0, file);
    const Value& type = argument(id, values, 1, file);
    const Value& key = argument(id, values, 2, file);
    const Value& count = argument(id, values, 4, file);
    const bool isStorage = word.kind == Kind::Text && word.text == "storage" &&
                           type.kind == Kind::Global && type.global.meaning == Meaning::StorageClass &&
                           key.kind == Kind::Text && key.text.size() <= 100 &&
                           count.kind == Kind::Integer;
    if (!isStorage || count.number < 0 || count.number > kMaxElements) {
        damaged(file, "a storage is described in no known way");
    }
    Value value{Kind::Storage};
    value.tensor = static_cast<Index>(values.storages.size());
    values.storages.push_back({std::string(key.text), type.global.type, count.number});
    return value;
}

PickleContents collect(const Values& values, Index root, const std::string& file)
{
    Collector collector(values, file);
    const Value& top = values.all[root];
    if (top.kind == Kind::Dict) {
        collector.walk(top, "", 0);
    } else if (top.kind == Kind::List || top.kind == Kind::Tuple) {
        for (const Index i : top.items) {
            if (values.all[i].kind == Kind::Text) {
                collector.contents.texts.emplace_back(values.all[i].text);
            }
        }
    }
    collector.contents.storages = values.storages;
    return std::move(collector.contents);
}

} // namespace pickle
} // namespace diffusion
