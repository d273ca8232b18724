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

std::string describeTransformer(const TensorSource& source, std::int64_t channels)
{
    std::int64_t blocks = 0;
    const auto nameOf = [](std::int64_t i) {
        return "transformer_blocks." + std::to_string(i) + ".attn1.to_q.weight";
    };
    while (size(source, nameOf(blocks), 0) > 0) {
        ++blocks;
    }
    const bool isPixArt = size(source, "adaln_single.linear.weight", 0) > 0;
    const bool seesSizes =
        size(source, "adaln_single.emb.resolution_embedder.linear_1.weight", 0) > 0;
    return std::string(isPixArt ? "the transformer of PixArt" : "a diffusion transformer") +
           (seesSizes ? " that sees the picture's size (" : " (") + std::to_string(blocks) +
           " blocks, " + std::to_string(size(source, "pos_embed.proj.weight", 0)) + " wide, " +
           std::to_string(channels) + " input channels, text " +
           std::to_string(size(source, "caption_projection.linear_1.weight", 1)) + " wide)";
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
    if (const std::int64_t channels = size(source, "pos_embed.proj.weight", 1); channels > 0) {
        return describeTransformer(source, channels);
    }
    if (const std::int64_t latents = size(source, "decoder.conv_in.weight", 1); latents > 0) {
        return "an autoencoder with " + std::to_string(latents) + " latent channels";
    }
    const std::string tokens = "text_model.embeddings.token_embedding.weight";
    if (const std::int64_t width = size(source, tokens, 1); width > 0) {
        return "a CLIP text encoder " + std::to_string(width) + " wide with " +
               std::to_string(size(source, tokens, 0)) + " tokens";
    }
    if (const std::int64_t width = size(source, "shared.weight", 1); width > 0) {
        return "a T5 text encoder " + std::to_string(width) + " wide with " +
               std::to_string(size(source, "shared.weight", 0)) + " tokens";
    }
    return {};
}

} // namespace diffusion
