// AutoencoderTiny: a plain stack of convolutions without normalisation or attention, distilled from
// a larger autoencoder (TAESD) or trained on its own (the model that ships with this program).

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <nlohmann/json.hpp>

#include "diffusion/models/autoencoder.h"
#include "diffusion/models/layers/activation.h"
#include "diffusion/models/layers/layers.h"
#include "diffusion/models/layers/packing.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"
#include "diffusion/models/networks/large_pictures.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion {
namespace {

constexpr std::int64_t kBlockReach = 3; // pixels that a block looks beyond its own, each way
constexpr double kLatentLimit = 3.0;    // the decoder squashes its input to (-3, 3)

/// relu(conv(act(conv(act(conv(x))))) + x). (B, C, H, W) -> (B, C, H, W)
struct TinyBlock {
    TinyBlock(std::int64_t channels, Activation act, const Weights& w)
        : conv_0({.in = channels, .out = channels}, w / "conv.0"),
          conv_2({.in = channels, .out = channels}, w / "conv.2"),
          conv_4({.in = channels, .out = channels}, w / "conv.4"), activation(act)
    {
    }

    at::Tensor operator()(const at::Tensor& x, const RunContext& context) const
    {
        at::Tensor h = activateFresh(conv_0(x, context), activation);
        h = activateFresh(conv_2(h, context), activation);
        return activateFresh(addFresh(conv_4(h, context), x), Activation::Relu);
    }

    Conv2d conv_0, conv_2, conv_4;
    Activation activation;
};

/// One resolution: a convolution and its blocks, in the encoder's or the decoder's order.
struct TinyStage {
    std::vector<TinyBlock> blocks;
    std::optional<Conv2d> conv;
};

struct TinyEncoder {
    TinyEncoder(const AutoencoderTinyConfig& c, const Weights& w)
    {
        const Activation act = parseActivation(c.act_fn, "act_fn");
        std::int64_t layer = 0; // layers are numbered through
        const std::int64_t width = c.encoder_block_out_channels.front();
        for (std::size_t i = 0; i < c.encoder_block_out_channels.size(); ++i) {
            TinyStage& stage = stages.emplace_back();
            stage.conv.emplace(
                i == 0 ? ConvShape{.in = c.in_channels, .out = width}
                       : ConvShape{.in = width, .out = width, .stride = 2, .bias = Bias::No},
                w / "layers" / layer++);
            for (std::int64_t j = 0; j < c.num_encoder_blocks[i]; ++j) {
                stage.blocks.emplace_back(width, act, w / "layers" / layer++);
            }
        }
        last.emplace(ConvShape{.in = width, .out = c.latent_channels}, w / "layers" / layer);
    }

    at::Tensor operator()(const at::Tensor& image, const RunContext& context) const
    {
        at::Tensor h = (image + 1) / 2;
        for (const TinyStage& stage : stages) {
            h = (*stage.conv)(h, context);
            for (const TinyBlock& block : stage.blocks) {
                h = block(h, context);
            }
        }
        return (*last)(h, context);
    }

    /// How far it looks, in latents.
    [[nodiscard]] std::int64_t reach() const
    {
        std::int64_t pixels = 0, side = 1; // `side` of a level's pixel
        for (std::size_t i = 0; i < stages.size(); ++i) {
            pixels += side;
            side *= i == 0 ? 1 : 2;
            pixels += side * kBlockReach * static_cast<std::int64_t>(stages[i].blocks.size());
        }
        return ceilDiv(pixels + side, side);
    }

    std::vector<TinyStage> stages;
    std::optional<Conv2d> last;
};

struct TinyDecoder {
    TinyDecoder(const AutoencoderTinyConfig& c, const Weights& w)
        : first({.in = c.latent_channels, .out = c.decoder_block_out_channels.front()},
                w / "layers.0"),
          activation(parseActivation(c.act_fn, "act_fn")), factor(c.upsampling_scaling_factor)
    {
        const std::int64_t width = c.decoder_block_out_channels.front();
        std::int64_t layer = 2; // 1 is the activation
        const std::size_t count = c.decoder_block_out_channels.size();
        for (std::size_t i = 0; i < count; ++i) {
            const bool isFinal = i + 1 == count;
            TinyStage& stage = stages.emplace_back();
            for (std::int64_t j = 0; j < c.num_decoder_blocks[i]; ++j) {
                stage.blocks.emplace_back(width, activation, w / "layers" / layer++);
            }
            layer += isFinal ? 0 : 1; // the upsampling has a number too
            stage.conv.emplace(ConvShape{.in = width,
                                         .out = isFinal ? c.out_channels : width,
                                         .bias = isFinal ? Bias::Yes : Bias::No},
                               w / "layers" / layer++);
        }
    }

    at::Tensor operator()(const at::Tensor& latents, const RunContext& context) const
    {
        at::Tensor h = at::tanh(latents / kLatentLimit) * kLatentLimit;
        h = activateFresh(first(h, context), activation);
        for (std::size_t i = 0; i < stages.size(); ++i) {
            for (const TinyBlock& block : stages[i].blocks) {
                h = block(h, context);
            }
            if (i + 1 < stages.size()) {
                h = at::upsample_nearest2d(h, {h.size(2) * factor, h.size(3) * factor});
            }
            h = (*stages[i].conv)(h, context);
        }
        return h * 2 - 1;
    }

    /// How far it looks, in latents.
    [[nodiscard]] std::int64_t reach() const
    {
        double latents = 1.0, side = 1.0; // `side` of a level's pixel
        for (std::size_t i = 0; i < stages.size(); ++i) {
            latents += side * static_cast<double>(kBlockReach) *
                       static_cast<double>(stages[i].blocks.size());
            side /= i + 1 < stages.size() ? static_cast<double>(factor) : 1.0;
            latents += side;
        }
        return static_cast<std::int64_t>(std::ceil(latents));
    }

    Conv2d first;
    Activation activation;
    std::int64_t factor;
    std::vector<TinyStage> stages;
};

class AutoencoderTiny final : public Autoencoder {
public:
    AutoencoderTiny(const AutoencoderTinyConfig& config, const Weights& w)
        : m_config(config), encoder(config, w / "encoder"), decoder(config, w / "decoder")
    {
    }

    EncodedLatents encode(const at::Tensor& image, const RunContext& context) const override
    {
        const at::Tensor x = image.to(decoder.first.weight.options());
        const std::int64_t factor = downscaleFactor();
        const CellSize cells{ceilDiv(x.size(2), factor), ceilDiv(x.size(3), factor)};
        const at::Tensor latents =
            inParts(x, cells, {factor, 1}, encoder.reach(),
                    [&](const at::Tensor& part) { return encoder(part, context); });
        return {latents.to(image.options()), at::Tensor()};
    }

    at::Tensor decode(const at::Tensor& latents, const RunContext& context) const override
    {
        const at::Tensor z = latents.to(decoder.first.weight.options());
        const std::int64_t stages = static_cast<std::int64_t>(decoder.stages.size());
        std::int64_t factor = 1;
        for (std::int64_t i = 1; i < stages; ++i) {
            factor *= decoder.factor;
        }
        return inParts(z, {z.size(2), z.size(3)}, {1, factor}, decoder.reach(),
                       [&](const at::Tensor& part) { return decoder(part, context); })
            .to(latents.options());
    }

    std::int64_t latentChannels() const override { return m_config.latent_channels; }
    std::int64_t downscaleFactor() const override
    {
        return std::int64_t{1} << (m_config.encoder_block_out_channels.size() - 1);
    }
    double scalingFactor() const override { return m_config.scaling_factor; }

private:
    /// Large pictures in crops; without norms and attention these lead to just the same.
    [[nodiscard]] at::Tensor
    inParts(const at::Tensor& x, const CellSize& cells, const CellScales& scales,
            std::int64_t reach, const std::function<at::Tensor(const at::Tensor&)>& apply) const
    {
        const PictureLimits limits;
        const std::int64_t factor = std::max(scales.in, scales.out); // pixels of a cell
        if (!isLarge(limits, cells.rows * cells.columns * factor * factor, x,
                     decoder.first.weight)) {
            return apply(x);
        }
        const std::int64_t side = std::max(limits.cropSide / factor, 4 * reach);
        return inCrops(x, tilesOf(cells, side, reach), cells, scales, apply);
    }

    AutoencoderTinyConfig m_config;
    TinyEncoder encoder;
    TinyDecoder decoder;
};

} // namespace

AutoencoderTinyConfig AutoencoderTinyConfig::parse(const nlohmann::json& json)
{
    const ConfigReader config(json, "vae config.json");
    AutoencoderTinyConfig vae;
    vae.in_channels = config.integer("in_channels", 3);
    vae.out_channels = config.integer("out_channels", 3);
    vae.encoder_block_out_channels =
        config.integers("encoder_block_out_channels", vae.encoder_block_out_channels);
    vae.decoder_block_out_channels =
        config.integers("decoder_block_out_channels", vae.decoder_block_out_channels);
    vae.num_encoder_blocks = config.integers("num_encoder_blocks", vae.num_encoder_blocks, 0);
    vae.num_decoder_blocks = config.integers("num_decoder_blocks", vae.num_decoder_blocks, 0);
    if (vae.num_encoder_blocks.size() != vae.encoder_block_out_channels.size()) {
        config.fail("num_encoder_blocks", "needs as many entries as encoder_block_out_channels");
    }
    if (vae.num_decoder_blocks.size() != vae.decoder_block_out_channels.size()) {
        config.fail("num_decoder_blocks", "needs as many entries as decoder_block_out_channels");
    }
    for (const char* key : {"encoder_block_out_channels", "decoder_block_out_channels"}) {
        const auto& widths =
            key[0] == 'e' ? vae.encoder_block_out_channels : vae.decoder_block_out_channels;
        if (std::count(widths.begin(), widths.end(), widths.front()) !=
            static_cast<std::ptrdiff_t>(widths.size())) {
            config.fail(key, "must hold the same number everywhere");
        }
    }
    vae.act_fn = config.text("act_fn", "relu");
    vae.latent_channels = config.integer("latent_channels", 4);
    vae.upsampling_scaling_factor = config.integer("upsampling_scaling_factor", 2);
    vae.latent_magnitude = config.number("latent_magnitude", 3);
    vae.latent_shift = config.number("latent_shift", 0.5);
    vae.scaling_factor = config.number("scaling_factor", 1.0);
    config.refuseUnless("upsample_fn", "nearest");
    if (vae.scaling_factor == 0) {
        config.fail("scaling_factor", "must not be zero");
    }
    return vae;
}

std::unique_ptr<Autoencoder> makeAutoencoderTiny(const AutoencoderTinyConfig& config,
                                                 const Weights& weights)
{
    return std::make_unique<AutoencoderTiny>(config, weights);
}

std::shared_ptr<TensorSource> openOriginalTaesd(const std::filesystem::path& encoder,
                                                const std::filesystem::path& decoder)
{
    // "3.conv.0.weight" -> "encoder.layers.3.conv.0.weight". The decoder's numbers begin with its
    // clamp, which has no number in the newer names.
    const auto renamed = [](const std::shared_ptr<TensorSource>& source, const std::string& prefix,
                            std::int64_t shift) {
        std::map<std::string, std::string> names;
        for (const std::string& name : source->names()) {
            const std::size_t dot = name.find('.');
            const bool isNumber = dot != std::string::npos && dot > 0 && dot < 6 &&
                                  name.find_first_not_of("0123456789") == dot;
            if (!isNumber || std::stol(name) < shift) {
                throw LoadError(core::ErrorCode::BadWeights,
                                source->description() + ": tensor `" + name.substr(0, 100) +
                                    "` is not one of TAESD; choose its encoder and decoder files");
            }
            names[prefix + std::to_string(std::stol(name) - shift) + name.substr(dot)] = name;
        }
        return makeRenamedSource(source, std::move(names));
    };
    return makeJoinedSource({renamed(openSafetensors(encoder), "encoder.layers.", 0),
                             renamed(openSafetensors(decoder), "decoder.layers.", 1)},
                            encoder.filename().string() + " and " + decoder.filename().string());
}

} // namespace diffusion
