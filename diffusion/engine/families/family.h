#pragma once

/// A family of models: everything particular to it, in one file each. To add one: a file with a
/// ModelFamily, declared and listed in registry.cpp.

#include <filesystem>
#include <memory>
#include <span>

#include "diffusion/engine/compute.h"
#include "diffusion/engine/families/model_files.h"
#include "diffusion/engine/loaded_model.h"

namespace diffusion {

struct LoadContext {
    std::filesystem::path moduleFolder; ///< where stillwater_sentencepiece.so lies
    RunContext run;
    Compute compute; ///< of the networks
};

struct ModelFamily {
    const char* id;
    const char* title;
    /// Decides by configuration and tensor shapes, never by names of files or folders.
    bool (*matches)(const ModelFiles& files);
    /// Everything in ModelInfo but path and weightBytes.
    ModelInfo (*describe)(const ModelFiles& files);
    /// Loads all weights; stops between tensors when asked to.
    std::unique_ptr<LoadedModel> (*load)(const ModelFiles& files, const LoadContext& context);
    /// Ids that a prompt is cut to, where neither tokenizer nor encoder says; null = they do.
    std::int64_t (*promptLength)(const ModelFiles& files) = nullptr;
};

[[nodiscard]] std::span<const ModelFamily* const> modelFamilies();

/// The first family that matches; throws LoadError(Unsupported) saying what the model looks like.
[[nodiscard]] const ModelFamily& familyOf(const ModelFiles& files);

} // namespace diffusion
