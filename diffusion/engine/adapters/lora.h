#pragma once

/// Low-rank updates of weights (Hu et al. 2021, "LoRA", arXiv:2106.09685, section 4.1): one file.
/// Worker thread only.
///
///   W' = W + weight * alpha / rank * up down

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "diffusion/engine/loaded_model.h"
#include "diffusion/models/tensor.h"

namespace diffusion {

/// The factors of one layer's update, float32.
struct LoraFactors {
    at::Tensor down;
    at::Tensor up;
    at::Tensor mid;     ///< undefined but for convolutions in three parts
    double scale = 1.0; ///< alpha / rank

    /// The update at weight 1, float32, of `shape`.
    [[nodiscard]] at::Tensor delta(at::IntArrayRef shape) const;
    /// Whether an update of `shape` can be made of these.
    [[nodiscard]] bool fits(at::IntArrayRef shape) const;
};

/// What a file changes: an index into the targets for each of its layers.
struct LoraFile {
    std::vector<std::pair<std::size_t, LoraFactors>> updates;
};

/// The weights that LoRAs may name: those of the U-Net and the text encoders.
class LoraTargets {
public:
    explicit LoraTargets(const LoadedModel& model);

    [[nodiscard]] const at::Tensor& weight(std::size_t index) const { return m_weights[index]; }
    /// Whether the weight had another precision than its network computes in when this was made: see
    /// Weights::keepStored.
    [[nodiscard]] bool isKeptAsStored(std::size_t index) const { return m_keptAsStored[index]; }
    [[nodiscard]] std::size_t count() const { return m_weights.size(); }

    /// Reads and checks a whole file; no weight is changed. Throws LoadError: as openAdapterFile;
    /// Unsupported (another kind of adapter, or for another kind of model).
    [[nodiscard]] LoraFile read(const std::filesystem::path& file, const RunContext& context) const;

private:
    void add(const std::string& component, const NamedTensors& parameters);

    std::vector<at::Tensor> m_weights; ///< the very tensors that the networks hold
    std::vector<bool> m_keptAsStored;  ///< of each
    /// component + ' ' + flattened layer name, as diffusers and as LDM call it -> index
    std::map<std::string, std::size_t> m_indexOf;
};

} // namespace diffusion
