#pragma once

/// What models there are, what they are, and whether they are whole. Separate from the engine's queue:
/// nothing here loads a network, so it may run while a job does. No torch type appears here.

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "diffusion/engine.h"
#include "diffusion/fill_service.h"

namespace diffusion {

/// One line of a list. What cannot be used is listed too, with the reason in `problem`.
struct CatalogueEntry {
    std::string path;
    std::string title;
    std::string kind;    ///< "model", "lora", "embedding", "vae", "unet", ... "unknown"
    std::string family;  ///< of a model, registry id ("sdxl-inpaint"); else empty
    std::string layout;  ///< "diffusers folder", "checkpoint, safetensors", "checkpoint, pickle"
    std::string problem; ///< one line; empty where all is well
    std::int64_t bytes = 0;
};

/// One network of a model.
struct ComponentDetails {
    std::string name;  ///< "unet"
    std::string dtype; ///< as stored: "float16", or "mixed"
    std::int64_t tensors = 0;
    std::int64_t parameters = 0;
    std::int64_t bytes = 0;
};

struct ModelDetails {
    ModelInfo info;
    std::string layout;
    std::string prediction; ///< "epsilon", "v_prediction", "sample"
    std::int64_t inChannels = 0;
    std::vector<ComponentDetails> components;
};

/// Everything found wrong, in the order of loading. An empty list of problems means: it will load.
struct VerifyReport {
    std::int64_t tensors = 0; ///< looked at, every number of them
    std::int64_t bytes = 0;
    std::vector<std::string> problems; ///< one line each: file, tensor, shape, what it looks like
    std::vector<std::string> notes;    ///< harmless: tensors nobody uses
};

/// Any thread; immutable.
class ModelCatalogue {
public:
    virtual ~ModelCatalogue() = default;

    /// The embedded model, then what is in `folders` and in the usual ones of this machine (our own, the
    /// Hugging Face cache, ComfyUI, the A1111 web UI). Reads headers only; never fails.
    [[nodiscard]] virtual std::vector<CatalogueEntry>
    find(const std::vector<std::string>& folders) const = 0;

    /// Reads configurations and headers. Empty path = the embedded model. Errors as modelInfo's.
    [[nodiscard]] virtual core::Result<ModelDetails> details(const std::string& path) const = 0;

    /// Reads every number of every tensor once: seconds for a gigabyte. Errors: NotFound, Unreadable,
    /// Unsupported where there is no model to look at; Cancelled.
    [[nodiscard]] virtual core::Result<VerifyReport> verify(const std::string& path,
                                                            std::stop_token stop) const = 0;
};

/// Uses the folders and the log of `options`.
[[nodiscard]] std::unique_ptr<ModelCatalogue> createCatalogue(EngineOptions options);

/// Signature and name of the symbol in the engine's module.
using CreateCatalogueFunction = ModelCatalogue* (*)(const EngineOptions&);
inline constexpr const char* kCreateCatalogueSymbol = "stillwater_create_catalogue";

} // namespace diffusion
