#include "diffusion/engine/sources/looks_like.h"

namespace diffusion {
namespace {

/// Size of one dimension, 0 where there is none.
std::int64_t size(const TensorSource& source, const std::string& name, std::size_t dimension)
{
    const Shape shape = source.shape(name).value_or(Shape{});
    return dimension < shape.size() ? shape[dimension] : 0;
}

std::string generation(std::int64_t textWidth)
{
    switch (textWidth) {
    case 768: return "Stable Diffusion 1";
    case 1024: return "Stable Diffusion 2";
    case 1280: return "the SDXL refiner";
    case 2048: return "SDXL";
    default: return "an unknown model";
    }
}

std::string purpose(std::int64_t channels)
{
    switch (channels) {
    case 4: return "for text to image";
    case 7: return "for upscaling";
    case 8: return "for editing by instruction";
    case 9: return "for inpainting";
    default: return "of an unknown purpose";
    }
}

/// Width of the text that the first cross-attention found takes.
std::int64_t textWidth(const TensorSource& source)
{
    for (const std::string& name : source.names()) {
        if (name.ends_with("transformer_blocks.0.attn2.to_k.weight")) {
            return size(source, name, 1);
        }
    }
    return 0;
}

} // namespace

std::string looksLike(const TensorSource& source)
{
    if (const std::int64_t channels = size(source, "conv_in.weight", 1); channels > 0) {
        const std::int64_t width = textWidth(source);
        return "the U-Net of " + generation(width) + " " + purpose(channels) + " (" +
               std::to_string(channels) + " input channels, text " + std::to_string(width) +
               " wide)";
    }
    if (const std::int64_t latents = size(source, "decoder.conv_in.weight", 1); latents > 0) {
        return "an autoencoder with " + std::to_string(latents) + " latent channels";
    }
    const std::string tokens = "text_model.embeddings.token_embedding.weight";
    if (const std::int64_t width = size(source, tokens, 1); width > 0) {
        return "a CLIP text encoder " + std::to_string(width) + " wide with " +
               std::to_string(size(source, tokens, 0)) + " tokens";
    }
    return {};
}

} // namespace diffusion
