#pragma once

/// The text encoders of a checkpoint: CLIP as transformers stores it, and OpenCLIP, whose query, key and
/// value projections are one tensor and whose output projection is turned round.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

enum class ClipStorage { Transformers, TransformersFlat, OpenClip };

/// One text encoder as found in a file.
struct LdmTextEncoder {
    std::string prefix; ///< before every name, "cond_stage_model.transformer."
    ClipStorage storage = ClipStorage::Transformers;
    /// SD 2 was trained on the states before the last layer: the layer is stored and never used.
    bool dropsLastLayer = false;
    bool projects = false; ///< SDXL's second: its pooled output goes through text_projection
};

/// In the order of "text_encoder", "text_encoder_2"; empty where the file has none.
[[nodiscard]] std::vector<LdmTextEncoder> findLdmTextEncoders(const TensorSource& source);

/// text_encoder/config.json. Throws LoadError(BadWeights).
[[nodiscard]] nlohmann::json detectLdmText(const TensorSource& source, const LdmTextEncoder& encoder);

/// The encoder's tensors under the names of transformers' CLIPTextModel.
[[nodiscard]] std::shared_ptr<TensorSource> ldmTextWeights(std::shared_ptr<TensorSource> source,
                                                           const LdmTextEncoder& encoder,
                                                           std::int64_t layers);

} // namespace diffusion
