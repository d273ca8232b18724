#include "diffusion/engine/adapters/textual_inversion.h"

#include <algorithm>

#include "diffusion/engine/adapters/adapter_file.h"
#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::int64_t kMaxVectors = 75; // what one chunk of a prompt holds

[[noreturn]] void refuse(const TensorSource& source, const std::string& why)
{
    throw LoadError(core::ErrorCode::Unsupported, source.description() + ": " + why);
}

/// (D) or (N, D) -> (N, D) float32, as wide as `encoder`.
at::Tensor vectorsFor(TensorSource& source, const std::string& key, const TextEncoder& encoder)
{
    at::Tensor out = source.read(key, {}).to(at::kFloat);
    if (out.dim() == 1) {
        out = out.unsqueeze(0);
    }
    if (out.dim() != 2 || out.size(0) < 1 || out.size(0) > kMaxVectors) {
        refuse(source, "`" + key + "` is " + shapeText(out.sizes()) +
                           "; an embedding holds 1 to 75 vectors");
    }
    if (out.size(1) != encoder.width()) {
        refuse(source, "this embedding is " + std::to_string(out.size(1)) +
                           " wide, the model's text encoder " + std::to_string(encoder.width()) +
                           "; it was made for another kind of model");
    }
    if (!out.isfinite().all().item<bool>()) {
        refuse(source, "`" + key + "` holds values that are no numbers");
    }
    return out.clone();
}

/// The key of the vectors in a file for one text encoder.
std::string onlyKey(const TensorSource& source)
{
    const std::vector<std::string> names = source.names();
    for (const char* known : {"emb_params", "string_to_param.*", "*"}) {
        if (std::find(names.begin(), names.end(), known) != names.end()) {
            return known;
        }
    }
    if (names.size() != 1) {
        refuse(source, std::to_string(names.size()) +
                           " tensors, none called emb_params, clip_l or clip_g; this is no textual "
                           "inversion embedding");
    }
    return names.front();
}

} // namespace

TextualInversion readTextualInversion(const std::filesystem::path& file,
                                      const std::vector<TextPart>& texts)
{
    const auto source = openAdapterFile(file);
    TextualInversion out;
    out.names.push_back(file.stem().string());
    const bool forTwo = source->contains("clip_l") && source->contains("clip_g");
    if (forTwo != (texts.size() == 2)) {
        refuse(*source, forTwo ? "this embedding is for SDXL's two text encoders, the model has one"
                               : "this embedding is for one text encoder, the model has two");
    }
    if (forTwo) {
        out.vectors = {vectorsFor(*source, "clip_l", *texts[0].encoder),
                       vectorsFor(*source, "clip_g", *texts[1].encoder)};
        if (out.vectors[0].size(0) != out.vectors[1].size(0)) {
            refuse(*source, "clip_l and clip_g hold different numbers of vectors");
        }
        return out;
    }
    const std::string key = onlyKey(*source);
    out.vectors = {vectorsFor(*source, key, *texts.front().encoder)};
    if (key.starts_with('<')) {
        out.names.push_back(key);
    }
    return out;
}

} // namespace diffusion
