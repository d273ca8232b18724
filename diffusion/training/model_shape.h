#pragma once

/// Sizes of the networks that are trained, and the diffusers configuration files that say so.

#include <array>
#include <string>

namespace diffusion::training {

struct ModelShape {
    int latentChannels = 12;
    int sampleSide = 32;                    ///< latent pixels of the native size
    std::array<int, 3> widths{64, 96, 128}; ///< of the U-Net, finest level first
    int heads = 4;
    /// Whether the caption's pooled embedding joins the timestep's, as a class embedding, beside
    /// the cross attention: it says at once what the whole picture is.
    bool pooledText = true;
    int normGroups = 16;
    int textWidth = 96;
    int textLayers = 2;
    int textHeads = 4;
    int textLength = 32; ///< tokens
    int vocabulary = 960;
    int encoderWidth = 64; ///< at least 48: the first two levels lose nothing
    int decoderWidth = 32;
    std::array<int, 4> decoderBlocks{3, 3, 1, 1}; ///< coarsest level first
};

/// The contents of each component's config.json.
[[nodiscard]] std::string unetConfig(const ModelShape& shape);
[[nodiscard]] std::string textEncoderConfig(const ModelShape& shape);
[[nodiscard]] std::string vaeConfig(const ModelShape& shape);
[[nodiscard]] std::string schedulerConfig();

} // namespace diffusion::training
