#include "diffusion/engine/sources/ldm_vae.h"

#include "diffusion/engine/sources/shape_reader.h"

namespace diffusion {
namespace {

void addResnet(NameTable& table, const std::string& name, const std::string& stored)
{
    table.add(name, stored); // norm1, conv1, norm2, conv2
    table.add(name + ".conv_shortcut", stored + ".nin_shortcut");
}

void addMiddle(NameTable& table, const std::string& half)
{
    const std::string name = half + ".mid_block";
    addResnet(table, name + ".resnets.0", half + ".mid.block_1");
    addResnet(table, name + ".resnets.1", half + ".mid.block_2");
    table.add(name + ".attentions.0.group_norm", half + ".mid.attn_1.norm");
    table.add(name + ".attentions.0.to_q", half + ".mid.attn_1.q");
    table.add(name + ".attentions.0.to_k", half + ".mid.attn_1.k");
    table.add(name + ".attentions.0.to_v", half + ".mid.attn_1.v");
    table.add(name + ".attentions.0.to_out.0", half + ".mid.attn_1.proj_out");
}

} // namespace

nlohmann::json detectLdmVae(const TensorSource& source, const std::string& prefix)
{
    const ShapeReader r(source, prefix);
    nlohmann::json config{{"_class_name", "AutoencoderKL"}};
    config["in_channels"] = r.size("encoder.conv_in.weight", 1);
    config["out_channels"] = r.size("decoder.conv_out.weight", 0);
    config["latent_channels"] = r.size("decoder.conv_in.weight", 1);
    const std::int64_t levels = r.count("encoder.down.", ".block.0.conv1.weight");
    for (std::int64_t i = 0; i < std::max<std::int64_t>(levels, 1); ++i) {
        const std::string level = "encoder.down." + std::to_string(i) + ".block.";
        config["block_out_channels"].push_back(r.size(level + "0.conv1.weight", 0));
        config["down_block_types"].push_back("DownEncoderBlock2D");
        config["up_block_types"].push_back("UpDecoderBlock2D");
    }
    config["layers_per_block"] = r.count("encoder.down.0.block.", ".conv1.weight");
    config["use_quant_conv"] = r.has("quant_conv.weight");
    config["use_post_quant_conv"] = r.has("post_quant_conv.weight");
    config["mid_block_add_attention"] = r.has("encoder.mid.attn_1.q.weight");
    return config;
}

NameTable ldmVaeNames(const AutoencoderKLConfig& config, const std::string& prefix)
{
    NameTable table(prefix);
    const auto count = static_cast<std::int64_t>(config.block_out_channels.size());
    for (const std::string half : {"encoder", "decoder"}) {
        const bool encodes = half == "encoder";
        const std::int64_t layers = config.layers_per_block + (encodes ? 0 : 1);
        for (std::int64_t i = 0; i < count; ++i) {
            const std::string name =
                half + (encodes ? ".down_blocks." : ".up_blocks.") + std::to_string(i);
            const std::string stored = half + (encodes ? ".down." : ".up.") +
                                       std::to_string(encodes ? i : count - 1 - i);
            for (std::int64_t j = 0; j < layers; ++j) {
                addResnet(table, name + ".resnets." + std::to_string(j),
                          stored + ".block." + std::to_string(j));
            }
            table.add(name + (encodes ? ".downsamplers.0" : ".upsamplers.0"),
                      stored + (encodes ? ".downsample" : ".upsample"));
        }
        addMiddle(table, half);
        table.add(half + ".conv_in", half + ".conv_in");
        table.add(half + ".conv_norm_out", half + ".norm_out");
        table.add(half + ".conv_out", half + ".conv_out");
    }
    table.add("quant_conv", "quant_conv");
    table.add("post_quant_conv", "post_quant_conv");
    return table;
}

} // namespace diffusion
