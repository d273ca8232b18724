#pragma once

/// Where a model's parts come from: a diffusers folder, one checkpoint file, whatever comes next.
/// Families ask for a component's configuration, tensors and tokenizer by the names of the diffusers
/// layout ("unet", "vae", "text_encoder", "text_encoder_2", "tokenizer", "scheduler"); how they are
/// stored is this side's business. Opening reads configurations and headers, never weights.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "diffusion/models/tokenizer.h"
#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// Immutable after opening; any thread. Errors are thrown as LoadError.
class ModelSource {
public:
    virtual ~ModelSource() = default;

    /// The path as given; begins messages.
    [[nodiscard]] virtual std::string description() const = 0;

    /// For people: "diffusers folder", "checkpoint, safetensors", "checkpoint, pickle".
    [[nodiscard]] virtual std::string layout() const = 0;

    /// The configuration of a component as diffusers writes it, "model_index" for the whole; null
    /// where the model has no such part. Throws Unreadable.
    [[nodiscard]] virtual nlohmann::json config(const std::string& component) const = 0;

    /// The tensors of a component under their diffusers names. Throws NotFound where there are none.
    [[nodiscard]] virtual std::shared_ptr<TensorSource>
    weights(const std::string& component) const = 0;

    /// `component`: "tokenizer", "tokenizer_2". Throws NotFound saying which files to put where.
    /// moduleFolder: where stillwater_sentencepiece.so lies.
    [[nodiscard]] virtual std::shared_ptr<const Tokenizer>
    tokenizer(const std::string& component, const std::filesystem::path& moduleFolder) const = 0;

    /// Size of the files that loading would read.
    [[nodiscard]] virtual std::int64_t weightBytes() const = 0;

    [[nodiscard]] bool has(const std::string& component) const
    {
        return !config(component).is_null();
    }
};

/// Opens whatever `path` is: a folder with model_index.json, a weight file, or a model's folder in the
/// Hugging Face cache. Throws LoadError: NotFound (no such path), Unreadable (damaged),
/// Unsupported (not a whole model; says what it looks like).
[[nodiscard]] std::shared_ptr<const ModelSource> openModelSource(const std::filesystem::path& path);

/// A JSON object as Python writes it; null where there is no such file. Throws LoadError(Unreadable).
[[nodiscard]] nlohmann::json readConfigFile(const std::filesystem::path& file);

} // namespace diffusion
